package io.glance.api.importing;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code qemu-img info} tells of an image.
 *
 * @param format as QEMU calls it
 * @param virtualSize bytes of the disk
 * @param hasBackingFile whether it is on top of another image
 * @param hasDataFile whether its data are in another file
 * @param createType of a VMDK, absent if it is none or has none
 */
record QemuImageInfo(
    String format,
    long virtualSize,
    boolean hasBackingFile,
    boolean hasDataFile,
    @Nullable String createType) {

  static QemuImageInfo of(JsonNode info) {
    JsonNode specific = info.path("format-specific").path("data");
    JsonNode createType = specific.path("create-type");
    return new QemuImageInfo(
        info.path("format").asString(""),
        info.path("virtual-size").asLong(0),
        info.has("backing-filename"),
        specific.hasNonNull("data-file"),
        createType.isString() ? createType.stringValue() : null);
  }
}
