package io.glance.store.s3;

import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;

/** When checksums of S3's own go with the bytes. */
enum ChecksumMode {
  WHEN_REQUIRED,
  WHEN_SUPPORTED;

  RequestChecksumCalculation ofRequests() {
    return this == WHEN_REQUIRED
        ? RequestChecksumCalculation.WHEN_REQUIRED
        : RequestChecksumCalculation.WHEN_SUPPORTED;
  }

  ResponseChecksumValidation ofResponses() {
    return this == WHEN_REQUIRED
        ? ResponseChecksumValidation.WHEN_REQUIRED
        : ResponseChecksumValidation.WHEN_SUPPORTED;
  }
}
