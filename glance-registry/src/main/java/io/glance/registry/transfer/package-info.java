/**
 * The journal of work on image bytes: who does what, and until when it is theirs. Not in here: what
 * becomes of the image, which is {@code ImageLifecycle}'s.
 */
@NullMarked
package io.glance.registry.transfer;

import org.jspecify.annotations.NullMarked;
