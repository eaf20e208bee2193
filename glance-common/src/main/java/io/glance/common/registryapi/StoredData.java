package io.glance.common.registryapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an upload left in a store, durable there.
 *
 * @param url location of the bytes
 * @param size bytes
 * @param virtualSize bytes of the disk that they describe, absent if unknown
 * @param checksum MD5 in hexadecimal
 * @param hashValue of the algorithm {@code hashAlgorithm}, in hexadecimal
 */
public record StoredData(
    String url,
    Map<String, Object> metadata,
    long size,
    @Nullable Long virtualSize,
    String checksum,
    String hashAlgorithm,
    String hashValue) {
  public StoredData {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public String toString() {
    return "StoredData[url=***, size=" + size + "]";
  }
}
