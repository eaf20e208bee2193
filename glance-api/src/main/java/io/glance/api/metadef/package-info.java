/**
 * What callers may do with metadata definitions: rules in order, then the registry, then those who
 * want to be told. No HTTP.
 */
@NullMarked
package io.glance.api.metadef;

import org.jspecify.annotations.NullMarked;
