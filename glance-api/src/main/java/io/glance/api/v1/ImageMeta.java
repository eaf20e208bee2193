package io.glance.api.v1;

import io.glance.api.image.ReservedProperties;
import io.glance.api.image.StorableText;
import io.glance.api.schema.ImageFormatProperties;
import io.glance.common.error.GlanceException;
import io.glance.common.time.IsoTime;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a request say of an image: fields in {@code x-image-meta-<field>}, additional
 * properties in {@code x-image-meta-property-<name>}. A dash in a name is an underscore. A header
 * without a value sets its field to nothing.
 *
 * <p>Times that a client sends are checked and passed over: they are the service's.
 *
 * <p>Source: glance/common/utils.py, get_image_meta_from_headers; glance/api/v1/images.py,
 * validate_image_meta.
 */
final class ImageMeta {
  private static final String PREFIX = "x-image-meta-";
  private static final String PROPERTY = PREFIX + "property-";

  private static final Set<String> FIELDS =
      Set.of(
          "location",
          "size",
          "is_public",
          "disk_format",
          "container_format",
          "name",
          "status",
          "copy_from",
          "uri",
          "checksum",
          "created_at",
          "updated_at",
          "deleted_at",
          "min_ram",
          "min_disk",
          "owner",
          "store",
          "id",
          "protected",
          "deleted",
          "virtual_size");

  private static final Set<String> URLS = Set.of("location", "copy_from", "uri");
  private static final List<String> TIMES = List.of("created_at", "updated_at", "deleted_at");
  private static final Set<String> AMAZON = Set.of("aki", "ari", "ami");
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_CHECKSUM = 32;
  private static final int FIRST_YEAR = 1900;
  private static final BigInteger MOST_BYTES = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MOST_UNITS = BigInteger.valueOf(Integer.MAX_VALUE);

  private final Map<String, @Nullable String> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable String> properties = new LinkedHashMap<>();

  private ImageMeta() {}

  /**
   * @param formats that images may have
   * @throws GlanceException.Invalid if a header is unknown or its value makes no sense
   * @throws GlanceException.Forbidden if a property has the name of something else
   */
  static ImageMeta of(HttpServletRequest request, ImageFormatProperties formats) {
    ImageMeta meta = new ImageMeta();
    for (String name : Collections.list(request.getHeaderNames())) {
      meta.read(name.toLowerCase(Locale.ROOT), request.getHeader(name));
    }
    meta.checkNumbers();
    meta.checkFormats(formats);
    meta.checkTimes();
    meta.checkTexts();
    return meta;
  }

  private void read(String header, String value) {
    if (header.startsWith(PROPERTY)) {
      String name = propertyName(header.substring(PROPERTY.length()));
      properties.put(name, orNull(HeaderText.decode(value)));
    } else if (header.startsWith(PREFIX)) {
      String field = header.substring(PREFIX.length()).replace('-', '_');
      if (!FIELDS.contains(field)) {
        throw new GlanceException.Invalid(null, "Bad header: " + header);
      }
      fields.put(
          field,
          orNull(URLS.contains(field) ? HeaderText.decodeUrl(value) : HeaderText.decode(value)));
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** As it is stored. What is encoded in a header may be of either case and anything else. */
  private static String propertyName(String header) {
    String name = HeaderText.decode(header).replace('-', '_').toLowerCase(Locale.ROOT);
    requireProperty(name);
    return name;
  }

  private static void requireProperty(String name) {
    if (name.isEmpty()) {
      throw new GlanceException.Invalid(null, "Bad header: " + PROPERTY);
    }
    StorableText.requireName(name);
    if (ReservedProperties.isTaken(name)) {
      throw new GlanceException.Forbidden(ReservedProperties.reserved(name));
    }
  }

  private void checkNumbers() {
    if ("None".equals(fields.get("virtual_size"))) {
      fields.put("virtual_size", null);
    }
    checkNumber("size", MOST_BYTES);
    checkNumber("min_disk", MOST_UNITS);
    checkNumber("min_ram", MOST_UNITS);
    if (fields.get("virtual_size") != null) {
      checkNumber("virtual_size", MOST_BYTES);
    }
  }

  private void checkNumber(String field, BigInteger most) {
    if (!fields.containsKey(field)) {
      return;
    }
    String text = Objects.requireNonNullElse(fields.get(field), "None");
    BigInteger number =
        WholeNumber.of(text)
            .orElseThrow(() ->
                refused(
                    field,
                    text,
                    "Cannot convert image %s '%s' to an integer.".formatted(field, text)));
    if (number.signum() < 0) {
      throw refused(field, text, "Cannot be a negative value.");
    }
    if (number.compareTo(most) > 0) {
      throw refused(field, text, "Must not exceed %d.".formatted(most));
    }
    fields.put(field, number.toString());
  }

  private static GlanceException refused(String field, String value, String why) {
    return new GlanceException.Invalid(
        "Invalid value '%s' for parameter '%s': %s".formatted(value, field, why));
  }

  private void checkFormats(ImageFormatProperties formats) {
    checkFormat("disk_format", "disk", formats.diskFormats());
    checkFormat("container_format", "container", formats.containerFormats());
    @Nullable String disk = fields.get("disk_format");
    @Nullable String container = fields.get("container_format");
    boolean isAmazons =
        (disk != null && AMAZON.contains(disk))
            || (container != null && AMAZON.contains(container));
    if (!isAmazons) {
      return;
    }
    if (disk == null) {
      fields.put("disk_format", container);
    } else if (container == null) {
      fields.put("container_format", disk);
    } else if (!disk.equals(container)) {
      throw new GlanceException.Invalid(
          "Invalid mix of disk and container formats. When setting a disk or container format to"
              + " one of 'aki', 'ari', or 'ami', the container and disk formats must match.");
    }
  }

  private void checkFormat(String field, String what, List<String> known) {
    if (!fields.containsKey(field)) {
      return;
    }
    @Nullable String format = fields.get(field);
    if (format == null || !known.contains(format)) {
      throw new GlanceException.Invalid(
          "Invalid %s format '%s' for image.".formatted(what, format == null ? "None" : format));
    }
  }

  private void checkTimes() {
    for (String field : TIMES) {
      @Nullable String time = fields.get(field);
      boolean isTime =
          time == null
              || IsoTime.parse(time)
                  .filter(one -> one.atOffset(ZoneOffset.UTC).getYear() >= FIRST_YEAR)
                  .isPresent();
      if (!isTime) {
        throw new GlanceException.Invalid("Invalid time format for %s.".formatted(field));
      }
    }
  }

  private void checkTexts() {
    @Nullable String name = fields.get("name");
    if (name != null && name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new GlanceException.Invalid(
          "Image name too long: %d".formatted(name.codePointCount(0, name.length())));
    }
    @Nullable String checksum = fields.get("checksum");
    StorableText.requireField("checksum", checksum);
    if (checksum != null && checksum.length() > LONGEST_CHECKSUM) {
      throw new GlanceException.Invalid(
          "Invalid checksum '%s': can't exceed 32 characters".formatted(checksum));
    }
  }

  /** Whether it is said what the field is, if only that it is nothing. */
  boolean has(String field) {
    return fields.containsKey(field);
  }

  @Nullable String text(String field) {
    return fields.get(field);
  }

  /** Empty if it is not said, or nothing. */
  Optional<Long> number(String field) {
    return Optional.ofNullable(fields.get(field)).map(Long::valueOf);
  }

  /** Empty if it is not said. */
  Optional<Boolean> flag(String field) {
    return fields.containsKey(field)
        ? Optional.of(Booleans.of(Objects.requireNonNullElse(fields.get(field), "")))
        : Optional.empty();
  }

  Map<String, @Nullable String> properties() {
    return Collections.unmodifiableMap(properties);
  }
}
