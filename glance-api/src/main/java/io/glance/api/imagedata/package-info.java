/**
 * The bytes of images: up, down and away. What is known of an image besides its bytes is not here.
 */
@NullMarked
package io.glance.api.imagedata;

import org.jspecify.annotations.NullMarked;
