package io.glance.store.rbd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Options of the rbd store, section {@code [glance_store]} or the section of a backend.
 *
 * @param rbdStoreChunkSize MiB of the RADOS objects that an image is cut into; of what is no power
 *     of two the next smaller one
 * @param rbdStorePool pool of the images
 * @param rbdStoreUser Ceph user, without {@code client.}; librados's own choice if empty or not set
 * @param rbdStoreCephConf path of ceph.conf; looked for where Ceph does if empty
 * @param radosConnectTimeout seconds to wait for the cluster, at each step; if 0 or less, what
 *     ceph.conf says, and no longer than 300
 * @param rbdThinProvisioning whether zeros are left out, to be holes in the image
 */
@ConfigurationProperties("oslo.glance-store")
record RbdStoreProperties(
    @DefaultValue("8") int rbdStoreChunkSize,
    @DefaultValue("images") String rbdStorePool,
    @Nullable String rbdStoreUser,
    @DefaultValue("") String rbdStoreCephConf,
    @DefaultValue("-1") int radosConnectTimeout,
    @DefaultValue("false") boolean rbdThinProvisioning) {
  private static final int LARGEST_CHUNK = (2 << (LibRbd.LARGEST_ORDER - 20)) - 1;

  /** Seconds: as long as Ceph waits for a connection. */
  private static final int LONGEST_TIMEOUT = 300;

  private static final Duration GRACE = Duration.ofSeconds(5);

  RbdStoreProperties {
    if (rbdStoreChunkSize < 1 || rbdStoreChunkSize > LARGEST_CHUNK) {
      throw new IllegalArgumentException(
          "rbd_store_chunk_size is %d, must be from 1 to %d"
              .formatted(rbdStoreChunkSize, LARGEST_CHUNK));
    }
    if (rbdStorePool.isBlank()) {
      throw new IllegalArgumentException("rbd_store_pool is empty, must be the name of a pool");
    }
    if (!rbdStoreCephConf.isBlank() && !Files.isReadable(Path.of(rbdStoreCephConf))) {
      throw new IllegalArgumentException(
          "rbd_store_ceph_conf is %s, which is no file that can be read"
              .formatted(rbdStoreCephConf));
    }
  }

  String pool() {
    return rbdStorePool;
  }

  @Nullable String user() {
    return rbdStoreUser == null || rbdStoreUser.isBlank() ? null : rbdStoreUser;
  }

  /** Path of ceph.conf. */
  @Nullable String configuration() {
    return rbdStoreCephConf.isBlank() ? null : rbdStoreCephConf;
  }

  /** Seconds that one call of the cluster may take. */
  int seconds() {
    return radosConnectTimeout > 0 ? radosConnectTimeout : LONGEST_TIMEOUT;
  }

  /** How long somebody waits for work of a few calls. */
  Duration patience() {
    return Duration.ofSeconds(2L * seconds()).plus(GRACE);
  }

  /** Bytes, as the operator wrote it. */
  long chunkBytes() {
    return DataSize.ofMegabytes(rbdStoreChunkSize).toBytes();
  }

  /** Binary logarithm of the bytes of a RADOS object. */
  int order() {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(chunkBytes());
  }
}
