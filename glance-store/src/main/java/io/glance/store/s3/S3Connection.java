package io.glance.store.s3;

import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/**
 * The SDK's clients of one server, made when they are first needed: a service starts without them,
 * and without the server. Thread-safe.
 */
final class S3Connection {
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int NOT_IMPLEMENTED = 501;

  /** How long a server is taken for one that knows no conditions. */
  private static final Duration BLIND = Duration.ofMinutes(5);

  private final S3StoreProperties properties;
  private final S3Timeouts timeouts;
  private volatile long blindUntil = System.nanoTime();
  private @Nullable S3Client patient;
  private @Nullable S3Client hasty;
  private @Nullable SdkHttpClient transport;

  S3Connection(S3StoreProperties properties, S3Timeouts timeouts) {
    this.properties = properties;
    this.timeouts = timeouts;
  }

  /** Repeats what fails, up to three times. */
  synchronized S3Client client() {
    if (patient == null) {
      patient = builder(AwsRetryStrategy.standardRetryStrategy(), false).build();
    }
    return patient;
  }

  /** For bodies that can be read only once: neither repeats a request nor signs its body. */
  synchronized S3Client clientOfStreams() {
    if (hasty == null) {
      hasty =
          builder(AwsRetryStrategy.doNotRetry(), true).putAuthScheme(new UnsignedPayload()).build();
    }
    return hasty;
  }

  /**
   * Writes where there is no object. A server that knows no such condition is asked without, and is
   * believed for a few minutes if it takes that.
   *
   * @throws StoreException.Duplicate if there is an object, and the server looks
   */
  <T> T ifNew(ConditionalWrite<T> write) throws IOException {
    boolean looks = System.nanoTime() - blindUntil >= 0;
    try {
      return write.with(looks ? "*" : null);
    } catch (AwsServiceException e) {
      if (!looks || e.statusCode() != NOT_IMPLEMENTED) {
        throw S3Errors.of(e);
      }
      return withoutCondition(write);
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  private <T> T withoutCondition(ConditionalWrite<T> write) throws IOException {
    try {
      T written = write.with(null);
      blindUntil = System.nanoTime() + BLIND.toNanos();
      return written;
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  interface ConditionalWrite<T> {
    /**
     * @param condition the value of {@code If-None-Match}; absent if the server knows none
     */
    T with(@Nullable String condition);
  }

  /** That go with parts; none if absent. */
  @Nullable ChecksumAlgorithm checksums() {
    return properties.checksumsOfRequests() == ChecksumMode.WHEN_SUPPORTED
        ? ChecksumAlgorithm.CRC32
        : null;
  }

  /**
   * Nothing is taken from the environment or files of the SDK's own, but proxies.
   *
   * @param asksFirst whether a body waits until the server wants it
   */
  private S3ClientBuilder builder(RetryStrategy retries, boolean asksFirst) {
    ProfileFile nothing = ProfileFile.aggregator().build();
    Supplier<ProfileFile> noFile = () -> nothing;
    return S3Client.builder()
        .endpointOverride(properties.endpoint().url())
        .region(Region.of(properties.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(properties.accessKey(), properties.secretKey())))
        .requestChecksumCalculation(properties.checksumsOfRequests().ofRequests())
        .responseChecksumValidation(properties.checksumsOfResponses().ofResponses())
        .forcePathStyle(properties.isPathStyle())
        .serviceConfiguration(
            S3Configuration.builder()
                .chunkedEncodingEnabled(false)
                .expectContinueEnabled(asksFirst)
                .expectContinueThresholdInBytes(0L)
                .profileFile(noFile)
                .build())
        .disableMultiRegionAccessPoints(true)
        .disableS3ExpressSessionAuth(true)
        .useArnRegion(false)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .defaultProfileFileSupplier(noFile)
                .retryStrategy(retries)
                .build())
        .httpClient(transport());
  }

  private SdkHttpClient transport() {
    if (transport == null) {
      transport =
          Apache5HttpClient.builder()
              .connectionTimeout(timeouts.connect())
              .socketTimeout(timeouts.silence())
              .maxConnections(MOST_CONNECTIONS)
              .tcpKeepAlive(true)
              .expectContinueEnabled(false) // the SDK's client asks, see builder
              .tlsSocketStrategy(properties.trust().strategy())
              .build();
    }
    return transport;
  }
}
