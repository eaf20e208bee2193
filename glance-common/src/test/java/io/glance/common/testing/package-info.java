/**
 * What tests of all modules say about themselves, and a web server that misbehaves when told to.
 */
@NullMarked
package io.glance.common.testing;

import org.jspecify.annotations.NullMarked;
