package io.glance.store.s3;

import io.glance.common.config.Secret;
import io.glance.common.outbound.OutboundTrust;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the S3 store, section {@code [glance_store]} or the section of a backend.
 *
 * @param s3StoreHost {@code [http[s]://]host[:port]} of the server; http if it does not say
 * @param s3StoreAccessKey names the account
 * @param s3StoreSecretKey signs the requests
 * @param s3StoreBucket that new images go to
 * @param s3StoreCreateBucketOnPut whether the bucket is made if it is missing when an image comes
 * @param s3StoreBucketUrlFormat how the bucket is addressed
 * @param s3StoreLargeObjectSize MiB from which an image is written in parts; 0 for all. What is
 *     larger than 5 GiB is, for S3 takes no more at once
 * @param s3StoreLargeObjectChunkSize MiB of a part, at least 5; more where an image would need more
 *     than 10,000 of them
 * @param s3StoreThreadPools how many parts of an image are on their way at once
 * @param s3StoreRegionName of the bucket; as the host's name says if empty
 * @param s3StoreCacert PEM file of the only authorities that are trusted; those of the Java
 *     platform if empty
 * @param s3StoreEnableDataIntegrityProtection whether the next two count; both are {@code
 *     when_required} otherwise
 * @param s3StoreRequestChecksumCalculation when what is sent has a checksum of S3's own
 * @param s3StoreResponseChecksumValidation when what comes is checked against it
 */
@ConfigurationProperties("oslo.glance-store")
public record S3StoreProperties(
    @DefaultValue("") String s3StoreHost,
    @Nullable Secret s3StoreAccessKey,
    @Nullable Secret s3StoreSecretKey,
    @DefaultValue("") String s3StoreBucket,
    @DefaultValue("false") boolean s3StoreCreateBucketOnPut,
    @DefaultValue("auto") BucketUrlFormat s3StoreBucketUrlFormat,
    @DefaultValue("100") int s3StoreLargeObjectSize,
    @DefaultValue("10") int s3StoreLargeObjectChunkSize,
    @DefaultValue("10") int s3StoreThreadPools,
    @DefaultValue("") String s3StoreRegionName,
    @DefaultValue("") String s3StoreCacert,
    @DefaultValue("false") boolean s3StoreEnableDataIntegrityProtection,
    @DefaultValue("when_required") ChecksumMode s3StoreRequestChecksumCalculation,
    @DefaultValue("when_required") ChecksumMode s3StoreResponseChecksumValidation) {
  private static final long MIB = 1024 * 1024;
  private static final long LARGEST_OBJECT_AT_ONCE = 5 * 1024 * MIB;
  private static final int SMALLEST_PART = 5;
  private static final int LARGEST_PART = 1024;
  private static final Pattern NAME_OF_A_HOST =
      Pattern.compile("(?=.{3,63}$)[a-z0-9][a-z0-9-]*[a-z0-9]");

  public S3StoreProperties {
    require("s3_store_host", s3StoreHost);
    require("s3_store_access_key", s3StoreAccessKey == null ? "" : s3StoreAccessKey.reveal());
    require("s3_store_secret_key", s3StoreSecretKey == null ? "" : s3StoreSecretKey.reveal());
    require("s3_store_bucket", s3StoreBucket);
    S3Endpoint.of(s3StoreHost);
    if (s3StoreBucket.contains("/")) {
      throw new IllegalArgumentException(
          "s3_store_bucket is '%s', must have no /".formatted(s3StoreBucket));
    }
    if (s3StoreBucketUrlFormat == BucketUrlFormat.VIRTUAL && !fitsAHost(s3StoreBucket)) {
      throw new IllegalArgumentException(
          "s3_store_bucket_url_format is virtual, but s3_store_bucket '%s' cannot be part of a host's name"
              .formatted(s3StoreBucket));
    }
    requireWithin("s3_store_large_object_size", s3StoreLargeObjectSize, 0, Integer.MAX_VALUE);
    requireWithin(
        "s3_store_large_object_chunk_size",
        s3StoreLargeObjectChunkSize,
        SMALLEST_PART,
        LARGEST_PART);
    requireWithin("s3_store_thread_pools", s3StoreThreadPools, 1, 1000);
    trust(s3StoreCacert);
  }

  S3Endpoint endpoint() {
    return S3Endpoint.of(s3StoreHost);
  }

  String region() {
    return s3StoreRegionName.isBlank() ? endpoint().region() : s3StoreRegionName;
  }

  /**
   * Whether the bucket is the first segment of the path. Source: botocore/utils.py, fix_s3_host and
   * S3EndpointSetter.
   */
  boolean isPathStyle() {
    return switch (s3StoreBucketUrlFormat) {
      case PATH -> true;
      case VIRTUAL -> endpoint().isAddress();
      case AUTO -> !endpoint().isAmazon() || !fitsAHost(s3StoreBucket);
    };
  }

  OutboundTrust trust() {
    return trust(s3StoreCacert);
  }

  /** Bytes from which an image is written in parts. */
  long largeBytes() {
    return Math.min(s3StoreLargeObjectSize * MIB, LARGEST_OBJECT_AT_ONCE);
  }

  long partBytes() {
    return s3StoreLargeObjectChunkSize * MIB;
  }

  ChecksumMode checksumsOfRequests() {
    return s3StoreEnableDataIntegrityProtection
        ? s3StoreRequestChecksumCalculation
        : ChecksumMode.WHEN_REQUIRED;
  }

  ChecksumMode checksumsOfResponses() {
    return s3StoreEnableDataIntegrityProtection
        ? s3StoreResponseChecksumValidation
        : ChecksumMode.WHEN_REQUIRED;
  }

  String accessKey() {
    return s3StoreAccessKey == null ? "" : s3StoreAccessKey.reveal();
  }

  String secretKey() {
    return s3StoreSecretKey == null ? "" : s3StoreSecretKey.reveal();
  }

  private static boolean fitsAHost(String bucket) {
    return NAME_OF_A_HOST.matcher(bucket).matches();
  }

  private static void require(String option, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "%s is not set, and an S3 store needs it".formatted(option));
    }
  }

  private static void requireWithin(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, must be from %d to %d".formatted(option, value, least, most));
    }
  }

  private static OutboundTrust trust(String authorities) {
    if (authorities.isBlank()) {
      return OutboundTrust.system();
    }
    try {
      return OutboundTrust.authoritiesIn(Path.of(authorities));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("s3_store_cacert: " + e.getMessage(), e);
    }
  }
}
