/**
 * The bytes of images: taking them in, handing them out, removing them, and cleaning up after a
 * process that died while it did so. What an image is besides its bytes, and how HTTP carries them,
 * is elsewhere.
 */
@NullMarked
package io.glance.api.imagedata;

import org.jspecify.annotations.NullMarked;
