/**
 * How much of something an image may have, and how many images a page. Quotas that a keystone holds
 * for a project are not here.
 */
@NullMarked
package io.glance.api.quota;

import org.jspecify.annotations.NullMarked;
