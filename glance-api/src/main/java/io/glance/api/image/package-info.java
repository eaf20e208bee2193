/**
 * What a caller may do with the description of an image: register, find, read, edit and delete it,
 * and take it out of use. Its bytes, members and locations are not here.
 */
@NullMarked
package io.glance.api.image;

import org.jspecify.annotations.NullMarked;
