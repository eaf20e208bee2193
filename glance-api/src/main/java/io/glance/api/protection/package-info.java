/**
 * Who may read and write which additional properties of images, as a file of the operator says.
 * What the service itself keeps in properties is none of its business.
 */
@NullMarked
package io.glance.api.protection;

import org.jspecify.annotations.NullMarked;
