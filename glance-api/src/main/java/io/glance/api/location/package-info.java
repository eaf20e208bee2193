/**
 * Which places of bytes a caller may give an image, and edits of them. Locations that are added in
 * the background are in {@code locationimport}.
 */
@NullMarked
package io.glance.api.location;

import org.jspecify.annotations.NullMarked;
