package io.glance.registry.testing;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.common.registryapi.NewImage;
import io.glance.common.testing.TestingImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Images and queries to vary. */
public final class Images {
  private Images() {}

  public static NewImage ownedBy(String owner) {
    return of(owner, "an image", Visibility.SHARED);
  }

  public static NewImage tagged(String owner, List<String> tags) {
    NewImage image = ownedBy(owner);
    return new NewImage(
        image.id(),
        image.name(),
        image.visibility(),
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        image.minDisk(),
        image.minRam(),
        image.properties(),
        tags);
  }

  public static NewImage of(String owner, String name, Visibility visibility) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("os_distro", "debian");
    properties.put("architecture", "x86_64");
    return new NewImage(
        UUID.randomUUID().toString(),
        name,
        visibility,
        false,
        false,
        owner,
        "qcow2",
        "bare",
        1,
        512,
        properties,
        List.of("stable", "lts"));
  }

  public static Image named(Image image, String name) {
    return TestingImage.like(image).name(name).image();
  }

  public static Image with(Image image, Map<String, String> properties) {
    return TestingImage.like(image).properties(properties).image();
  }

  public static Image tagged(Image image, String... tags) {
    return TestingImage.like(image).tags(tags).image();
  }

  /** The image with its bytes at other places. */
  public static Image at(Image image, List<ImageLocation> locations) {
    return at(image, image.status(), locations);
  }

  /** The image in another status and with its bytes at other places. */
  public static Image at(Image image, ImageStatus status, List<ImageLocation> locations) {
    return TestingImage.like(image)
        .status(status)
        .size(image.size() == null && !locations.isEmpty() ? Long.valueOf(7) : image.size())
        .locations(locations)
        .image();
  }

  /** Newest first, at most 100. */
  public static ImageQuery query(Condition... conditions) {
    return new ImageQuery(
        100,
        null,
        List.of(new SortKey(ImageField.CREATED_AT, false), new SortKey(ImageField.ID, false)),
        VisibilityScope.USUAL,
        null,
        false,
        List.of(conditions),
        Map.of(),
        List.of());
  }

  public static ImageQuery ofOwner(String owner) {
    return query(owner(owner));
  }

  public static Condition owner(String owner) {
    return is(ImageField.OWNER, Comparison.EQUAL, owner);
  }

  public static Condition is(ImageField field, Comparison comparison, String... values) {
    return new Condition(field, comparison, List.of(values));
  }

  /** The query with another part; parts are changed by {@code QueryParts}. */
  public static ImageQuery vary(ImageQuery query, UnaryOperator<QueryParts> change) {
    return change.apply(QueryParts.of(query)).query();
  }
}
