/**
 * glance-registry: keeps what is known of images and answers glance-api. The only part that knows
 * the database. In this package: how it starts. Everything else is in the packages below.
 */
@NullMarked
package io.glance.registry;

import org.jspecify.annotations.NullMarked;
