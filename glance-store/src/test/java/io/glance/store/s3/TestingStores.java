package io.glance.store.s3;

import io.glance.common.config.Secret;
import java.time.Duration;
import java.util.Map;

/** Stores in a {@link TestingS3Server}. */
final class TestingStores {
  static final String BUCKET = "images";
  static final Map<String, String> IN_PARTS =
      Map.of("s3-store-large-object-size", "0", "s3-store-large-object-chunk-size", "5");
  private static final S3Timeouts SHORT =
      new S3Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(2));

  private TestingStores() {}

  static S3Store in(TestingS3Server server, PartMemory memory, Map<String, String> options) {
    return in(server.host(), memory, options);
  }

  static S3Store in(String host, PartMemory memory, Map<String, String> options) {
    RealS3 account = new RealS3(host, Secret.of(TestingS3Server.ACCESS_KEY), Secret.of("secret"));
    return new S3Store(account.in(BUCKET, options), memory, SHORT);
  }
}
