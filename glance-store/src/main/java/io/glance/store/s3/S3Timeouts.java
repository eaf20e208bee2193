package io.glance.store.s3;

import java.time.Duration;

/**
 * How long to wait for the server.
 *
 * @param connect for a connection
 * @param silence for the next byte of an answer
 */
record S3Timeouts(Duration connect, Duration silence) {
  /** Those of the original's library. Source: botocore/endpoint.py, DEFAULT_TIMEOUT. */
  static final S3Timeouts USUAL = new S3Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60));
}
