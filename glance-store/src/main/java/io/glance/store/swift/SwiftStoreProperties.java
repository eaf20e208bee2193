package io.glance.store.swift;

import io.glance.common.keystone.KeystoneConnection;
import io.glance.common.outbound.OutboundTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Options of the Swift store but the accounts, section {@code [glance_store]} or the section of a
 * backend.
 *
 * @param swiftStoreLargeObjectSize from which an image is stored in segments; a thousand times 1024
 *     bytes
 * @param swiftStoreLargeObjectChunkSize of a segment, in the same unit
 * @param swiftStoreEndpoint URL of the account, used whatever a catalogue says
 * @param swiftStoreMultiTenant whether each image is in its owner's account
 * @param swiftStoreAdminTenants ids of projects that may write to every container, if so
 * @param swiftStoreExpireSoonInterval for how long a token that is used is good at least
 */
@ConfigurationProperties("oslo.glance-store")
record SwiftStoreProperties(
    @DefaultValue("glance") String swiftStoreContainer,
    @DefaultValue("0") int swiftStoreMultipleContainersSeed,
    @DefaultValue("false") boolean swiftStoreCreateContainerOnPut,
    @DefaultValue("5120") long swiftStoreLargeObjectSize,
    @DefaultValue("200") long swiftStoreLargeObjectChunkSize,
    @DefaultValue("0") int swiftStoreRetryGetCount,
    @DefaultValue("60") @DurationUnit(ChronoUnit.SECONDS) Duration swiftStoreExpireSoonInterval,
    @DefaultValue("false") boolean swiftBufferOnUpload,
    @Nullable String swiftUploadBufferDir,
    @Nullable String swiftStoreEndpoint,
    @DefaultValue("object-store") String swiftStoreServiceType,
    @DefaultValue("publicURL") String swiftStoreEndpointType,
    @Nullable String swiftStoreRegion,
    @Nullable String swiftStoreCacert,
    @DefaultValue("false") boolean swiftStoreAuthInsecure,
    @DefaultValue("false") boolean swiftStoreMultiTenant,
    @DefaultValue List<String> swiftStoreAdminTenants) {

  SwiftStoreProperties {
    swiftStoreAdminTenants = List.copyOf(swiftStoreAdminTenants);
    require(
        !swiftStoreContainer.isBlank() && swiftStoreContainer.indexOf('/') < 0,
        "swift_store_container",
        swiftStoreContainer,
        "a name without slashes");
    require(
        swiftStoreMultipleContainersSeed >= 0 && swiftStoreMultipleContainersSeed <= 32,
        "swift_store_multiple_containers_seed",
        swiftStoreMultipleContainersSeed,
        "between 0 and 32");
    require(
        swiftStoreLargeObjectSize > 0,
        "swift_store_large_object_size",
        swiftStoreLargeObjectSize,
        "at least 1");
    require(
        swiftStoreLargeObjectChunkSize > 0,
        "swift_store_large_object_chunk_size",
        swiftStoreLargeObjectChunkSize,
        "at least 1");
    require(
        swiftStoreRetryGetCount >= 0,
        "swift_store_retry_get_count",
        swiftStoreRetryGetCount,
        "at least 0");
    require(
        !swiftStoreExpireSoonInterval.isNegative(),
        "swift_store_expire_soon_interval",
        swiftStoreExpireSoonInterval.toSeconds(),
        "at least 0");
    require(
        swiftStoreEndpointType.matches("(public|internal|admin)(URL)?"),
        "swift_store_endpoint_type",
        swiftStoreEndpointType,
        "publicURL, internalURL or adminURL");
    trust(swiftStoreCacert, swiftStoreAuthInsecure);
  }

  SwiftSettings settings(Duration pause) {
    return new SwiftSettings(
        new SwiftLayout(
            swiftStoreContainer,
            swiftStoreMultipleContainersSeed,
            swiftStoreLargeObjectSize * SwiftLayout.MEGABYTE,
            swiftStoreLargeObjectChunkSize * SwiftLayout.MEGABYTE),
        swiftStoreCreateContainerOnPut,
        swiftStoreRetryGetCount,
        spool(pause));
  }

  SwiftEndpoint endpoint() {
    return new SwiftEndpoint(
        given(swiftStoreEndpoint),
        swiftStoreServiceType,
        swiftStoreEndpointType.replace("URL", ""),
        given(swiftStoreRegion));
  }

  OutboundTrust trust() {
    return trust(swiftStoreCacert, swiftStoreAuthInsecure);
  }

  KeystoneConnection keystone() {
    return new KeystoneConnection(
        given(swiftStoreCacert).map(Path::of).orElse(null),
        null,
        null,
        swiftStoreAuthInsecure,
        null);
  }

  /**
   * @throws IllegalArgumentException if files cannot be made in the directory
   */
  private @Nullable SpoolDirectory spool(Duration pause) {
    if (!swiftBufferOnUpload) {
      return null;
    }
    Optional<String> directory = given(swiftUploadBufferDir);
    if (directory.isEmpty()) {
      throw new IllegalArgumentException(
          "swift_buffer_on_upload is true without swift_upload_buffer_dir");
    }
    Path path = Path.of(directory.get());
    try {
      Files.delete(Files.createTempFile(path, "segment-", ""));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "swift_upload_buffer_dir is %s, where no file can be made".formatted(path), e);
    }
    return new SpoolDirectory(path, SpoolDirectory.ATTEMPTS, pause);
  }

  private static OutboundTrust trust(@Nullable String authorities, boolean insecure) {
    Optional<String> file = given(authorities);
    if (insecure) {
      return OutboundTrust.anybody();
    }
    try {
      return file.map(Path::of).map(OutboundTrust::authoritiesIn).orElseGet(OutboundTrust::system);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("swift_store_cacert: " + e.getMessage(), e);
    }
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(one -> !one.isEmpty());
  }

  private static void require(boolean right, String option, Object value, String wanted) {
    if (!right) {
      throw new IllegalArgumentException("%s is %s, must be %s".formatted(option, value, wanted));
    }
  }
}
