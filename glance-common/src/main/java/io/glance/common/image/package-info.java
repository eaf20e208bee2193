/**
 * What an image is: its fields, its statuses and who may see it. No rules of a single service, no
 * HTTP, no SQL.
 */
@NullMarked
package io.glance.common.image;

import org.jspecify.annotations.NullMarked;
