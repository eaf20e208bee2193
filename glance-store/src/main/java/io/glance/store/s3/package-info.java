/**
 * Image bytes as objects of one bucket of Amazon S3 or of a server that speaks its protocol: one
 * object per image, named by the image's id, written at once or in parts.
 */
@NullMarked
package io.glance.store.s3;

import org.jspecify.annotations.NullMarked;
