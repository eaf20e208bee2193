/**
 * What image data are, by their own account: format, size of the disk, and what makes them unsafe
 * to open. Looks at a stream that passes by. Converts nothing and knows neither HTTP nor stores.
 */
@NullMarked
package io.glance.api.inspection;

import org.jspecify.annotations.NullMarked;
