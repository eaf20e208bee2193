/**
 * Removes the bytes of images that were deleted some time ago: as a command of its own, and in
 * every service what a command left that died. Not the deletion itself.
 */
@NullMarked
package io.glance.api.scrubber;

import org.jspecify.annotations.NullMarked;
