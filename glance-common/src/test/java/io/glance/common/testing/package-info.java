/** What tests of all modules say about themselves. */
@NullMarked
package io.glance.common.testing;

import org.jspecify.annotations.NullMarked;
