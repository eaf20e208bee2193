package io.glance.api.policy;

import static io.glance.api.policy.Personas.*;
import static io.glance.api.policy.PolicyRule.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force where no file says otherwise.
 *
 * <p>Source: glance/policies of 33.0.0.
 */
final class PolicyDefaults {
  private static final Set<PolicyRule> OF_ANY_SCOPE =
      EnumSet.of(DEFAULT, CONTEXT_IS_ADMIN, SERVICE_API, METADEF_DEFAULT, METADEF_ADMIN);

  private static final String IMAGE = "/v2/images/{image_id}";
  private static final String MEMBERS = IMAGE + "/members";
  private static final String NAMESPACES = "/v2/metadefs/namespaces";
  private static final String NAMESPACE = NAMESPACES + "/{namespace_name}";
  private static final String OBJECTS = NAMESPACE + "/objects";
  private static final String TYPES = NAMESPACE + "/resource_types";
  private static final String PROPERTIES = NAMESPACE + "/properties";
  private static final String TAGS = NAMESPACE + "/tags";

  /** A row each: rule, check, what it was before, what it is for, requests that ask it. */
  private static final List<RuleDefault> ALL =
      List.of(
          row(DEFAULT, "", ADMIN, "Rules that neither this service nor a file knows."),
          row(CONTEXT_IS_ADMIN, "role:admin", null, "Who is an administrator."),
          row(SERVICE_API, "role:service or role:admin", null, "Services that call services."),
          //
          row(
              ADD_IMAGE,
              ADMIN + " or (" + CREATOR + ")",
              OPEN,
              "Create an image.",
              "POST /v2/images"),
          row(DELETE_IMAGE, ADMIN_OR_MEMBER, OPEN, "Delete an image.", "DELETE " + IMAGE),
          row(GET_IMAGE, MAY_SEE, OPEN, "See an image.", "GET " + IMAGE),
          row(GET_IMAGES, ADMIN_OR_READER, OPEN, "List images.", "GET /v2/images"),
          row(MODIFY_IMAGE, ADMIN_OR_MEMBER, OPEN, "Change an image.", "PATCH " + IMAGE),
          row(
              PUBLICIZE_IMAGE,
              ADMIN,
              null,
              "Make an image public.",
              "POST /v2/images",
              "PATCH " + IMAGE),
          row(
              COMMUNITIZE_IMAGE,
              ADMIN_OR_MEMBER,
              OPEN,
              "Make an image a community image.",
              "POST /v2/images",
              "PATCH " + IMAGE),
          row(
              DOWNLOAD_IMAGE,
              MAY_DOWNLOAD,
              OPEN,
              "Download an image's data.",
              "GET " + IMAGE + "/file"),
          row(
              DOWNLOAD_FROM_STORE,
              MAY_DOWNLOAD,
              null,
              "Download it from a store of one's choice.",
              "GET " + IMAGE + "/file"),
          row(
              UPLOAD_IMAGE,
              ADMIN_OR_MEMBER,
              OPEN,
              "Upload or stage an image's data.",
              "PUT " + IMAGE + "/file",
              "PUT " + IMAGE + "/stage"),
          row(
              DELETE_IMAGE_LOCATION,
              ADMIN,
              OPEN,
              "Remove locations of an image, or its data from a store.",
              "PATCH " + IMAGE,
              "DELETE /v2/stores/{store_id}/{image_id}"),
          row(
              GET_IMAGE_LOCATION,
              ADMIN_OR_READER,
              OPEN,
              "See locations in an image.",
              "GET " + IMAGE,
              "GET /v2/images"),
          row(
              SET_IMAGE_LOCATION,
              ADMIN_OR_MEMBER,
              OPEN,
              "Add or replace locations of an image.",
              "PATCH " + IMAGE),
          row(
              ADD_IMAGE_LOCATION,
              "rule:service_api or (" + CREATOR + ")",
              null,
              "Add a location to an image without data.",
              "POST " + IMAGE + "/locations"),
          row(
              FETCH_IMAGE_LOCATION,
              "rule:service_api",
              null,
              "List all locations of an image.",
              "GET " + IMAGE + "/locations"),
          row(
              ADD_MEMBER,
              ADMIN_OR_MEMBER,
              OPEN,
              "Share an image with a project.",
              "POST " + MEMBERS),
          row(
              DELETE_MEMBER,
              ADMIN_OR_MEMBER,
              OPEN,
              "Share it no more.",
              "DELETE " + MEMBERS + "/{member_id}"),
          row(
              GET_MEMBER,
              CONCERNED,
              OPEN,
              "See a project that an image is shared with.",
              "GET " + MEMBERS + "/{member_id}"),
          row(
              GET_MEMBERS,
              CONCERNED,
              OPEN,
              "List the projects that an image is shared with.",
              "GET " + MEMBERS),
          row(
              MODIFY_MEMBER,
              ADMIN + " or (role:member and project_id:%(member_id)s)",
              OPEN,
              "Accept or reject a shared image.",
              "PUT " + MEMBERS + "/{member_id}"),
          row(
              MANAGE_IMAGE_CACHE,
              ADMIN,
              null,
              "Manage the cache of images, before there were rules for each request."),
          row(
              DEACTIVATE,
              ADMIN_OR_MEMBER,
              OPEN,
              "Keep an image's data from being downloaded.",
              "POST " + IMAGE + "/actions/deactivate"),
          row(
              REACTIVATE,
              ADMIN_OR_MEMBER,
              OPEN,
              "Let it be downloaded again.",
              "POST " + IMAGE + "/actions/reactivate"),
          row(
              COPY_IMAGE,
              ADMIN,
              null,
              "Copy an image's data to other stores.",
              "POST " + IMAGE + "/import"),
          row(
              LIST_CACHED_NODES,
              ADMIN,
              null,
              "List the nodes that have an image in their cache.",
              "GET /v2/cache/nodes/{image_id}"),
          //
          row(GET_TASK, OPEN, null, "Not asked any more; tasks_api_access is."),
          row(GET_TASKS, OPEN, null, "Not asked any more; tasks_api_access is."),
          row(ADD_TASK, OPEN, null, "Not asked any more; tasks_api_access is."),
          row(MODIFY_TASK, OPEN, null, "Not asked any more; tasks_api_access is."),
          row(
              TASKS_API_ACCESS,
              ADMIN,
              null,
              "Everything about tasks.",
              "GET /v2/tasks",
              "GET /v2/tasks/{task_id}",
              "POST /v2/tasks",
              "DELETE /v2/tasks/{task_id}"),
          //
          row(
              METADEF_DEFAULT,
              "",
              null,
              "What reading metadata definitions asked before there were personas."),
          row(METADEF_ADMIN, ADMIN, null, "What writing metadata definitions asks."),
          row(
              GET_METADEF_NAMESPACE,
              NAMESPACE_READER,
              METADEF_OPEN,
              "See a namespace.",
              "GET " + NAMESPACE),
          row(
              GET_METADEF_NAMESPACES,
              ADMIN_OR_READER,
              METADEF_OPEN,
              "List namespaces.",
              "GET " + NAMESPACES),
          row(
              MODIFY_METADEF_NAMESPACE,
              METADEF_WRITER,
              null,
              "Change a namespace.",
              "PUT " + NAMESPACE),
          row(
              ADD_METADEF_NAMESPACE,
              METADEF_WRITER,
              null,
              "Create a namespace.",
              "POST " + NAMESPACES),
          row(
              DELETE_METADEF_NAMESPACE,
              METADEF_WRITER,
              null,
              "Delete a namespace.",
              "DELETE " + NAMESPACE),
          row(
              GET_METADEF_OBJECT,
              NAMESPACE_READER,
              METADEF_OPEN,
              "See an object of a namespace.",
              "GET " + OBJECTS + "/{object_name}"),
          row(
              GET_METADEF_OBJECTS,
              NAMESPACE_READER,
              METADEF_OPEN,
              "List the objects of a namespace.",
              "GET " + OBJECTS),
          row(
              MODIFY_METADEF_OBJECT,
              METADEF_WRITER,
              null,
              "Change an object.",
              "PUT " + OBJECTS + "/{object_name}"),
          row(ADD_METADEF_OBJECT, METADEF_WRITER, null, "Create an object.", "POST " + OBJECTS),
          row(
              DELETE_METADEF_OBJECT,
              METADEF_WRITER,
              null,
              "Delete an object.",
              "DELETE " + OBJECTS + "/{object_name}"),
          row(
              LIST_METADEF_RESOURCE_TYPES,
              NAMESPACE_READER,
              METADEF_OPEN,
              "List resource types.",
              "GET /v2/metadefs/resource_types"),
          row(
              GET_METADEF_RESOURCE_TYPE,
              NAMESPACE_READER,
              METADEF_OPEN,
              "List the resource types of a namespace.",
              "GET " + TYPES),
          row(
              ADD_METADEF_RESOURCE_TYPE_ASSOCIATION,
              METADEF_WRITER,
              null,
              "Give a namespace a resource type.",
              "POST " + TYPES),
          row(
              REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION,
              METADEF_WRITER,
              null,
              "Take a resource type from a namespace.",
              "DELETE " + TYPES + "/{name}"),
          row(
              GET_METADEF_PROPERTY,
              NAMESPACE_READER,
              METADEF_OPEN,
              "See a property of a namespace.",
              "GET " + PROPERTIES + "/{property_name}"),
          row(
              GET_METADEF_PROPERTIES,
              NAMESPACE_READER,
              METADEF_OPEN,
              "List the properties of a namespace.",
              "GET " + PROPERTIES),
          row(
              MODIFY_METADEF_PROPERTY,
              METADEF_WRITER,
              null,
              "Change a property.",
              "PUT " + PROPERTIES + "/{property_name}"),
          row(
              ADD_METADEF_PROPERTY,
              METADEF_WRITER,
              null,
              "Create a property.",
              "POST " + PROPERTIES),
          row(
              REMOVE_METADEF_PROPERTY,
              METADEF_WRITER,
              null,
              "Delete a property.",
              "DELETE " + PROPERTIES + "/{property_name}"),
          row(
              GET_METADEF_TAG,
              NAMESPACE_READER,
              METADEF_OPEN,
              "See a tag of a namespace.",
              "GET " + TAGS + "/{tag_name}"),
          row(
              GET_METADEF_TAGS,
              NAMESPACE_READER,
              METADEF_OPEN,
              "List the tags of a namespace.",
              "GET " + TAGS),
          row(
              MODIFY_METADEF_TAG,
              METADEF_WRITER,
              null,
              "Change a tag.",
              "PUT " + TAGS + "/{tag_name}"),
          row(
              ADD_METADEF_TAG,
              METADEF_WRITER,
              null,
              "Create a tag.",
              "POST " + TAGS + "/{tag_name}"),
          row(ADD_METADEF_TAGS, METADEF_WRITER, null, "Create many tags.", "POST " + TAGS),
          row(
              DELETE_METADEF_TAG,
              METADEF_WRITER,
              null,
              "Delete a tag.",
              "DELETE " + TAGS + "/{tag_name}"),
          row(
              DELETE_METADEF_TAGS,
              METADEF_WRITER,
              null,
              "Delete all tags of a namespace.",
              "DELETE " + TAGS),
          //
          row(
              CACHE_IMAGE,
              ADMIN,
              CACHE_ADMIN,
              "Ask for an image to be cached.",
              "PUT /v2/cache/{image_id}"),
          row(CACHE_LIST, ADMIN, CACHE_ADMIN, "List what is cached.", "GET /v2/cache"),
          row(
              CACHE_DELETE,
              ADMIN,
              CACHE_ADMIN,
              "Remove images from the cache.",
              "DELETE /v2/cache",
              "DELETE /v2/cache/{image_id}"),
          row(
              CACHE_CLEAN,
              ADMIN,
              null,
              "Remove what is broken or stalled in the cache.",
              "POST /v2/cache/clean"),
          row(
              CACHE_PRUNE,
              ADMIN,
              null,
              "Make the cache as small as it should be.",
              "POST /v2/cache/prune"),
          //
          row(
              STORES_INFO_DETAIL,
              ADMIN + " or rule:service_api",
              ADMIN,
              "See how stores are configured.",
              "GET /v2/info/stores/detail"));

  private PolicyDefaults() {}

  /** All of them, in the order of {@link PolicyRule}. */
  static List<RuleDefault> all() {
    return ALL;
  }

  /** Whether a token must be for a project to be let by the rule. */
  static boolean isOfProjects(PolicyRule rule) {
    return !OF_ANY_SCOPE.contains(rule);
  }

  private static RuleDefault row(
      PolicyRule rule, String check, @Nullable String before, String use, String... operations) {
    return new RuleDefault(rule, check, before, List.of(operations), use);
  }
}
