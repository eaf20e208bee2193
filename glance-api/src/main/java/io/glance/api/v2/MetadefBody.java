package io.glance.api.v2;

import io.glance.api.frontdoor.RequestJson;
import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parts of the bodies that make and change metadata definitions. */
final class MetadefBody {
  private MetadefBody() {}

  /**
   * The body: an object.
   *
   * @param readOnly members that only the service writes
   * @throws GlanceException.Invalid if there is none or it is something else
   * @throws GlanceException.Forbidden if it has one of them
   */
  static JsonNode read(HttpServletRequest request, List<String> readOnly) throws IOException {
    JsonNode body = RequestJson.read(request);
    if (!body.isObject()) {
      throw new GlanceException.Invalid("Unexpected body type. Expected dict.");
    }
    for (String name : readOnly) {
      if (body.has(name)) {
        throw new GlanceException.Forbidden("Attribute '%s' is read-only.".formatted(name));
      }
    }
    return body;
  }

  /** The text of that name, if there is one. */
  static @Nullable String text(JsonNode body, String name) {
    JsonNode value = body.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  /** The texts of that name, if there is a list. */
  static @Nullable List<String> texts(JsonNode body, String name) {
    JsonNode list = body.path(name);
    if (!list.isArray()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.stringValue()));
    return texts;
  }

  /**
   * The name in a part of a namespace.
   *
   * @param known members that the part may have
   * @throws GlanceException.Invalid if there is none, or the part has others
   */
  static String nameOfPart(String kind, JsonNode part, List<String> known) {
    TreeSet<String> unknown = new TreeSet<>(part.propertyNames());
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new GlanceException.Invalid(
          "%s cannot have '%s'.".formatted(kind, String.join("', '", unknown)));
    }
    @Nullable String name = text(part, "name");
    if (name == null) {
      throw new GlanceException.Invalid("%s must have a name.".formatted(kind));
    }
    return name;
  }
}
