package io.glance.store.s3;

/** How a bucket is addressed. */
enum BucketUrlFormat {
  /** As part of the host's name where that host is Amazon's and the bucket's name allows it. */
  AUTO,
  /** As part of the host's name. */
  VIRTUAL,
  /** As the first segment of the path. */
  PATH
}
