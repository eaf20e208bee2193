package io.glance.api.policy;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image as rules see it: its attributes and, where those have no such name, its properties;
 * {@code project_id} is its owner, {@code member_id} the caller's project where the image is shared
 * with it. Locations are not shown.
 *
 * <p>Source: glance/api/policy.py, ImageTarget; glance/db/__init__.py, ImageRepo.
 *
 * @param member null: the caller is no member
 */
public record ImageTarget(Image image, @Nullable String member) implements Attributes {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> NAMES =
      List.of(
          "checksum",
          "container_format",
          "created_at",
          "disk_format",
          "extra_properties",
          "image_id",
          "member",
          "min_disk",
          "min_ram",
          "name",
          "os_hash_algo",
          "os_hash_value",
          "os_hidden",
          "owner",
          "protected",
          "size",
          "status",
          "tags",
          "updated_at",
          "virtual_size",
          "visibility");

  /** The image as the caller sees it. */
  public static ImageTarget of(Image image, RequestContext caller) {
    boolean foreign = !Objects.equals(image.owner(), caller.projectId());
    boolean shared = foreign && image.visibility() == Visibility.SHARED;
    return new ImageTarget(image, shared ? caller.projectId() : null);
  }

  /** The image with somebody of whose membership is spoken. */
  public static ImageTarget ofMember(Image image, String member) {
    return new ImageTarget(image, member);
  }

  /** An image that is to be made. Source: glance/api/v2/policy.py, ImageAPIPolicy. */
  public static Attributes ofNew(@Nullable String owner, Visibility visibility) {
    Map<String, @Nullable Object> target = new LinkedHashMap<>();
    target.put("project_id", owner);
    target.put("owner", owner);
    target.put("visibility", wireName(visibility));
    return Attributes.of(target);
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "project_id", "owner" -> image.owner();
      case "member_id", "member" -> member;
      case "visibility" -> wireName(image.visibility());
      case "id", "image_id" -> image.id();
      case "name" -> image.name();
      case "status" -> image.status().wireName();
      case "protected" -> image.isProtected();
      case "os_hidden" -> image.isHidden();
      case "disk_format" -> image.diskFormat();
      case "container_format" -> image.containerFormat();
      case "size" -> image.size();
      case "virtual_size" -> image.virtualSize();
      case "checksum" -> image.checksum();
      case "os_hash_algo" -> image.hashAlgorithm();
      case "os_hash_value" -> image.hashValue();
      case "min_disk" -> image.minDisk();
      case "min_ram" -> image.minRam();
      case "created_at" -> time(image.createdAt());
      case "updated_at" -> time(image.updatedAt());
      case "tags" -> image.tags();
      case "extra_properties" -> image.properties();
      default -> property(name);
    };
  }

  @Override
  public Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, get(name)));
    image.properties().forEach(all::putIfAbsent);
    all.put("project_id", image.owner());
    return all;
  }

  private @Nullable Object property(String name) {
    String value = image.properties().get(name);
    return value != null || image.properties().containsKey(name) ? value : Absent.ABSENT;
  }

  private static String wireName(Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> "public";
      case COMMUNITY -> "community";
      case SHARED -> "shared";
      case PRIVATE -> "private";
    };
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }
}
