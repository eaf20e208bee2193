/**
 * Signatures of images: which images have one, and whether their bytes are what was signed. Where
 * certificates come from is known elsewhere, and so is how bytes move.
 */
@NullMarked
package io.glance.api.signature;

import org.jspecify.annotations.NullMarked;
