/** Single tags of an image. Replacing all of them is an edit of the image and is not here. */
@NullMarked
package io.glance.api.tag;

import org.jspecify.annotations.NullMarked;
