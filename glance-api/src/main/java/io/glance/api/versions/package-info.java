/** Which versions of the API there are and how a request chooses one. Not what a version offers. */
@NullMarked
package io.glance.api.versions;

import org.jspecify.annotations.NullMarked;
