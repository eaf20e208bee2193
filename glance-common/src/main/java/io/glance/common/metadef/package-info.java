/**
 * Metadata definitions: which properties images, flavors and volumes may carry, and what they mean
 * to those who read them. No rules of a single service, no HTTP, no SQL.
 */
@NullMarked
package io.glance.common.metadef;

import org.jspecify.annotations.NullMarked;
