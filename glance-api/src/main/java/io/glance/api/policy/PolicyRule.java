package io.glance.api.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A question that the service asks its policy, in the order in which samples list them. */
public enum PolicyRule {
  DEFAULT,
  CONTEXT_IS_ADMIN,
  SERVICE_API,

  ADD_IMAGE,
  DELETE_IMAGE,
  GET_IMAGE,
  GET_IMAGES,
  MODIFY_IMAGE,
  PUBLICIZE_IMAGE,
  COMMUNITIZE_IMAGE,
  DOWNLOAD_IMAGE,
  DOWNLOAD_FROM_STORE,
  UPLOAD_IMAGE,
  DELETE_IMAGE_LOCATION,
  GET_IMAGE_LOCATION,
  SET_IMAGE_LOCATION,
  ADD_IMAGE_LOCATION,
  FETCH_IMAGE_LOCATION,
  ADD_MEMBER,
  DELETE_MEMBER,
  GET_MEMBER,
  GET_MEMBERS,
  MODIFY_MEMBER,
  MANAGE_IMAGE_CACHE,
  DEACTIVATE,
  REACTIVATE,
  COPY_IMAGE,
  LIST_CACHED_NODES,

  GET_TASK,
  GET_TASKS,
  ADD_TASK,
  MODIFY_TASK,
  TASKS_API_ACCESS,

  METADEF_DEFAULT,
  METADEF_ADMIN,
  GET_METADEF_NAMESPACE,
  GET_METADEF_NAMESPACES,
  MODIFY_METADEF_NAMESPACE,
  ADD_METADEF_NAMESPACE,
  DELETE_METADEF_NAMESPACE,
  GET_METADEF_OBJECT,
  GET_METADEF_OBJECTS,
  MODIFY_METADEF_OBJECT,
  ADD_METADEF_OBJECT,
  DELETE_METADEF_OBJECT,
  LIST_METADEF_RESOURCE_TYPES,
  GET_METADEF_RESOURCE_TYPE,
  ADD_METADEF_RESOURCE_TYPE_ASSOCIATION,
  REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION,
  GET_METADEF_PROPERTY,
  GET_METADEF_PROPERTIES,
  MODIFY_METADEF_PROPERTY,
  ADD_METADEF_PROPERTY,
  REMOVE_METADEF_PROPERTY,
  GET_METADEF_TAG,
  GET_METADEF_TAGS,
  MODIFY_METADEF_TAG,
  ADD_METADEF_TAG,
  ADD_METADEF_TAGS,
  DELETE_METADEF_TAG,
  DELETE_METADEF_TAGS,

  CACHE_IMAGE,
  CACHE_LIST,
  CACHE_DELETE,
  CACHE_CLEAN,
  CACHE_PRUNE,

  STORES_INFO_DETAIL;

  private static final Map<String, PolicyRule> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(PolicyRule::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in policy files and in refusals. */
  public String wireName() {
    return wireName;
  }

  /** The question of that name, if the service asks it. */
  public static Optional<PolicyRule> named(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }
}
