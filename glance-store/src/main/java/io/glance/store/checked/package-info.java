/**
 * What is the same for every driver and is done once, around it: asking for capabilities before a
 * call, naming the backend on errors, digests beside the write. No driver is known here.
 */
@NullMarked
package io.glance.store.checked;

import org.jspecify.annotations.NullMarked;
