/**
 * The index file of the driver {@code sqlite}, as the original writes it. The only place of this
 * service that speaks SQL: the file belongs to this machine's cache and not to the service's
 * database.
 */
@NullMarked
package io.glance.api.cache.sqlite;

import org.jspecify.annotations.NullMarked;
