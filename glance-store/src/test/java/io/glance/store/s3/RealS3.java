package io.glance.store.s3;

import io.glance.common.config.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * A server of the testbed, as the environment tells of it.
 *
 * @param host as {@code s3_store_host}
 */
record RealS3(String host, Secret accessKey, Secret secretKey) {
  private static final String SECTION = "oslo.glance-store";

  static RealS3 radosGateway() {
    return of("TESTBED_S3", "radosgw-up");
  }

  /** The same server, under a name that those of buckets are put before. */
  static RealS3 radosGatewayByName() {
    RealS3 server = radosGateway();
    return new RealS3(
        variable("TESTBED_S3_VIRTUAL_HOST", "radosgw-up"), server.accessKey(), server.secretKey());
  }

  static RealS3 swift() {
    return of("TESTBED_SWIFT_S3", "swift-up");
  }

  private static RealS3 of(String prefix, String script) {
    return new RealS3(
        variable(prefix + "_HOST", script),
        Secret.of(variable(prefix + "_ACCESS_KEY", script)),
        Secret.of(variable(prefix + "_SECRET_KEY", script)));
  }

  /** A new name. */
  static String bucket() {
    return "glance-" + UUID.randomUUID();
  }

  /** Options of a store in a bucket that is made when an image comes. */
  S3StoreProperties in(String bucket, Map<String, String> others) {
    Map<String, String> options = new HashMap<>();
    options.put("s3-store-host", host);
    options.put("s3-store-access-key", accessKey.reveal());
    options.put("s3-store-secret-key", secretKey.reveal());
    options.put("s3-store-bucket", bucket);
    options.put("s3-store-create-bucket-on-put", "true");
    options.putAll(others);
    return bind(options);
  }

  /** What the operator may write, without what comes before a name. */
  static S3StoreProperties bind(Map<String, String> options) {
    var source = new MapConfigurationPropertySource();
    options.forEach((name, value) -> source.put(SECTION + "." + name, value));
    return new Binder(source).bindOrCreate(SECTION, S3StoreProperties.class);
  }

  private static String variable(String name, String script) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(
          "%s is not set: start testbed/%s and source the environment file that it names"
              .formatted(name, script));
    }
    return value;
  }
}
