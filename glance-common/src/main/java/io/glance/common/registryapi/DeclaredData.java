package io.glance.common.registryapi;

import org.jspecify.annotations.Nullable;

/**
 * What is said of an image's data before there are any. They are compared with it when they come.
 *
 * @param size bytes; absent if nothing is said. 0 says that there will never be any: the image is
 *     active at once
 * @param virtualSize bytes of the disk that they describe; absent if nothing is said
 * @param checksum MD5 in hexadecimal; absent if nothing is said
 */
public record DeclaredData(
    @Nullable Long size, @Nullable Long virtualSize, @Nullable String checksum) {
  /** Of an image of whose data nothing is said. */
  public static final DeclaredData NOTHING = new DeclaredData(null, null, null);

  /** Whether there will never be any data. */
  public boolean saysEmpty() {
    return size != null && size == 0;
  }
}
