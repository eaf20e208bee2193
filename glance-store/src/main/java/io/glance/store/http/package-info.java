/**
 * Image bytes on web servers, named by their URLs: for reading only. Every request passes the
 * filter of {@code [import_filtering_opts]}, since the URLs are those of users.
 */
@NullMarked
package io.glance.store.http;

import org.jspecify.annotations.NullMarked;
