package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.metadef.MetadefTagService;
import io.glance.api.schema.MetadefSchemas;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.registryapi.MetadefTagQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tags of namespaces.
 *
 * <p>Source: glance/api/v2/metadef_tags.py.
 */
@RestController
class MetadefTagsController {
  private static final List<String> READ_ONLY = List.of("created_at", "updated_at");
  private static final Set<String> YES = Set.of("1", "t", "true", "on", "y", "yes");
  private static final JsonMapper JSON = new JsonMapper();

  private final MetadefTagService tags;
  private final MetadefSchemas schemas;

  MetadefTagsController(MetadefTagService tags, MetadefSchemas schemas) {
    this.tags = tags;
    this.schemas = schemas;
  }

  @GetMapping("/v2/metadefs/namespaces/{namespace}/tags")
  MetadefTagView.Page list(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller) {
    MetadefTagQuery query = MetadefListParameters.ofTags(request.getQueryString());
    return MetadefTagView.Page.of(tags.list(namespace, query, caller));
  }

  /** Replaces the tags that are there, unless the header says that they stay. */
  @PostMapping("/v2/metadefs/namespaces/{namespace}/tags")
  ResponseEntity<MetadefTagView.Page> createAll(
      @PathVariable String namespace, HttpServletRequest request, RequestContext caller)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireTags(body);
    if (!body.has("tags")) {
      throw new GlanceException.Invalid("Tags to be added not specified");
    }
    List<String> names = new ArrayList<>();
    body.get("tags").forEach(tag -> names.add(tag.get("name").stringValue()));
    List<MetadefTag> made =
        tags.create(namespace, names, isYes(request.getHeader("X-Openstack-Append")), caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(MetadefTagView.Page.of(made));
  }

  private static boolean isYes(@Nullable String header) {
    return header != null && YES.contains(header.strip().toLowerCase(Locale.ROOT));
  }

  @NoBody
  @GetMapping("/v2/metadefs/namespaces/{namespace}/tags/{name}")
  MetadefTagView show(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    return MetadefTagView.of(tags.get(namespace, name, caller));
  }

  @NoBody
  @PostMapping("/v2/metadefs/namespaces/{namespace}/tags/{name}")
  ResponseEntity<MetadefTagView> create(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    MetadefTag made =
        tags.create(
            namespace,
            name,
            wanted -> schemas.requireTag(JSON.createObjectNode().put("name", wanted)),
            caller);
    return ResponseEntity.status(HttpStatus.CREATED).body(MetadefTagView.of(made));
  }

  @PutMapping("/v2/metadefs/namespaces/{namespace}/tags/{name}")
  MetadefTagView update(
      @PathVariable String namespace,
      @PathVariable String name,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireTag(body);
    String newName = body.get("name").stringValue();
    return MetadefTagView.of(tags.rename(namespace, name, newName, caller));
  }

  @NoBody
  @DeleteMapping("/v2/metadefs/namespaces/{namespace}/tags/{name}")
  ResponseEntity<Void> delete(
      @PathVariable String namespace, @PathVariable String name, RequestContext caller) {
    tags.delete(namespace, name, caller);
    return Answers.noContent();
  }
}
