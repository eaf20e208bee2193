/**
 * What tests of any module need of a store: a store that fails when told to, and streams that
 * misbehave.
 */
@NullMarked
package io.glance.store.testing;

import org.jspecify.annotations.NullMarked;
