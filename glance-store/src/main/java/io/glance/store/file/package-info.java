/**
 * A directory of plain files, one per image, in glance_store's layout and with its locations. Knows
 * how to write durably and to clean up after a killed writer; digests and checks are not here.
 */
@NullMarked
package io.glance.store.file;

import org.jspecify.annotations.NullMarked;
