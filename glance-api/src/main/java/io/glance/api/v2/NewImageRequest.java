package io.glance.api.v2;

import io.glance.api.image.AdditionalProperty;
import io.glance.api.image.ReservedProperties;
import io.glance.api.image.StorableText;
import io.glance.api.image.WholeNumbers;
import io.glance.api.schema.ImageSchema;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.NewImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a request to register an image.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer.create; glance/domain/__init__.py,
 * ImageFactory.
 */
final class NewImageRequest {
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "id",
          "name",
          "visibility",
          "protected",
          "os_hidden",
          "owner",
          "disk_format",
          "container_format",
          "min_disk",
          "min_ram",
          "tags");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final JsonNode body;

  private NewImageRequest(JsonNode body) {
    this.body = body;
  }

  /**
   * @throws GlanceException.Invalid if the body does not describe an image
   * @throws GlanceException.Forbidden if it sets what is not the client's to set
   */
  static NewImageRequest of(JsonNode body, ImageSchema schema) {
    requireObject(body);
    for (String name : ReservedProperties.NEVER_SENT) {
      if (body.has(name)) {
        throw ReservedProperties.readOnly(name);
      }
    }
    schema.requireValid(body);
    requireUuid(body.path("id"));
    for (String name : body.propertyNames()) {
      requireAllowed(name);
    }
    for (String name : ReservedProperties.SET_BY_THE_SERVICE) {
      if (body.has(name)) {
        throw ReservedProperties.readOnly(name);
      }
    }
    if (body.has("locations")) {
      throw new GlanceException.Forbidden(ReservedProperties.reserved("locations"));
    }
    return new NewImageRequest(body);
  }

  private static void requireObject(JsonNode body) {
    if (!body.isObject()) {
      throw new GlanceException.Invalid("Request body must be a JSON object.");
    }
  }

  private static void requireUuid(JsonNode id) {
    if (id.isString() && !UUID_TEXT.matcher(id.stringValue()).matches()) {
      throw new GlanceException.Invalid("Invalid image id format");
    }
  }

  private static void requireAllowed(String name) {
    StorableText.requireName(name);
    if (ReservedProperties.isReserved(name)) {
      throw new GlanceException.Forbidden(null, ReservedProperties.reserved(name));
    }
  }

  /** The tags as sent, in order, one sent twice standing twice. */
  List<String> tags() {
    List<String> tags = new ArrayList<>();
    body.path("tags").forEach(tag -> tags.add(tag.stringValue()));
    return tags;
  }

  /**
   * The image to register. Its owner is the caller's project unless the body names one.
   *
   * @param newId makes ids for images whose request has none
   * @throws GlanceException.Invalid if a number is out of range
   */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  NewImage image(RequestContext caller, Supplier<UUID> newId) {
    int minDisk = number("min_disk");
    int minRam = number("min_ram");
    return new NewImage(
        body.has("id") ? body.get("id").stringValue() : newId.get().toString(),
        text("name"),
        body.has("visibility")
            ? Visibility.of(body.get("visibility").stringValue())
            : Visibility.SHARED,
        body.path("protected").asBoolean(false),
        body.path("os_hidden").asBoolean(false),
        owner(caller),
        text("disk_format"),
        text("container_format"),
        minDisk,
        minRam,
        properties(),
        List.copyOf(new LinkedHashSet<>(tags())));
  }

  private @Nullable String owner(RequestContext caller) {
    @Nullable String owner = body.has("owner") ? text("owner") : caller.projectId();
    return owner == null || owner.isEmpty() ? null : owner;
  }

  private @Nullable String text(String field) {
    JsonNode value = body.path(field);
    return value.isString() ? value.stringValue() : null;
  }

  private int number(String field) {
    return body.has(field) ? WholeNumbers.of(field, body.get(field)) : 0;
  }

  private Map<String, @Nullable String> properties() {
    Map<String, @Nullable String> properties = new LinkedHashMap<>();
    body.forEachEntry((name, value) -> {
      if (!OWN_FIELDS.contains(name)) {
        properties.put(name, AdditionalProperty.textOf(name, value));
      }
    });
    return properties;
  }
}
