package io.glance.api.notification;

import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.ResourceTypeAssociation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What notifications say of metadata definitions, key by key in the original's order.
 *
 * <p>Source: glance/notifier.py, format_metadef_*_notification.
 */
final class MetadefPayloads {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private static final List<String> SCHEMA_KEYS =
      List.of(
          "type",
          "title",
          "description",
          "default",
          "minimum",
          "maximum",
          "enum",
          "pattern",
          "minLength",
          "maxLength",
          "confidential",
          "items",
          "uniqueItems",
          "minItems",
          "maxItems",
          "additionalItems");

  private MetadefPayloads() {}

  static Map<String, @Nullable Object> of(
      Namespace namespace, String oldName, @Nullable Instant deletedAt) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("namespace", namespace.name());
    payload.put("namespace_old", oldName);
    payload.put("display_name", namespace.displayName());
    payload.put("protected", namespace.isProtected());
    payload.put("visibility", namespace.visibility().wireName());
    payload.put("owner", namespace.owner());
    payload.put("description", namespace.description());
    putTimes(payload, namespace.createdAt(), namespace.updatedAt());
    return Payloads.withDeletion(payload, deletedAt);
  }

  static Map<String, @Nullable Object> of(
      Namespace namespace, MetadefObject object, String oldName, @Nullable Instant deletedAt) {
    Map<String, @Nullable Object> payload = named(namespace, object.name(), oldName);
    List<Map<String, @Nullable Object>> properties = new ArrayList<>();
    members(object.properties())
        .forEach((name, definition) -> {
          if (definition instanceof Map<?, ?> members) {
            properties.add(propertyOfObject(name, members));
          }
        });
    payload.put("properties", properties);
    boolean unsaid = object.required().isEmpty() && deletedAt == null;
    payload.put("required", unsaid ? null : object.required());
    payload.put("description", object.description());
    putTimes(payload, object.createdAt(), object.updatedAt());
    return Payloads.withDeletion(payload, deletedAt);
  }

  /** What Python takes for false is told as null. */
  private static Map<String, @Nullable Object> propertyOfObject(String name, Map<?, ?> members) {
    Map<String, @Nullable Object> property = new LinkedHashMap<>();
    property.put("name", name);
    for (String key : SCHEMA_KEYS) {
      @Nullable Object value = members.get(key);
      property.put(key, isNothing(value) ? null : value);
    }
    return property;
  }

  private static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case Number number -> number.doubleValue() == 0;
      case Boolean flag -> !flag;
      case List<?> list -> list.isEmpty();
      case Object _ -> false;
    };
  }

  static Map<String, @Nullable Object> of(
      Namespace namespace, MetadefProperty property, String oldName, @Nullable Instant deletedAt) {
    Map<String, @Nullable Object> payload = named(namespace, property.name(), oldName);
    Map<String, @Nullable Object> members = members(property.schema());
    SCHEMA_KEYS.forEach(key -> payload.put(key, members.get(key)));
    return Payloads.withDeletion(payload, deletedAt);
  }

  static Map<String, @Nullable Object> of(
      Namespace namespace, MetadefTag tag, String oldName, @Nullable Instant deletedAt) {
    Map<String, @Nullable Object> payload = named(namespace, tag.name(), oldName);
    putTimes(payload, tag.createdAt(), tag.updatedAt());
    return Payloads.withDeletion(payload, deletedAt);
  }

  static Map<String, @Nullable Object> of(
      Namespace namespace, ResourceTypeAssociation association, @Nullable Instant deletedAt) {
    String name = association.name();
    Map<String, @Nullable Object> payload = named(namespace, name, name);
    payload.put("prefix", association.prefix());
    payload.put("properties_target", association.propertiesTarget());
    putTimes(payload, association.createdAt(), association.updatedAt());
    return Payloads.withDeletion(payload, deletedAt);
  }

  private static Map<String, @Nullable Object> named(
      Namespace namespace, String name, String oldName) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("namespace", namespace.name());
    payload.put("name", name);
    payload.put("name_old", oldName);
    return payload;
  }

  private static void putTimes(
      Map<String, @Nullable Object> payload, Instant created, @Nullable Instant updated) {
    payload.put("created_at", Payloads.time(created));
    payload.put("updated_at", Payloads.time(updated));
  }

  private static Map<String, @Nullable Object> members(String json) {
    try {
      return JSON.readValue(json, MEMBERS);
    } catch (JacksonException _) {
      return Map.of();
    }
  }
}
