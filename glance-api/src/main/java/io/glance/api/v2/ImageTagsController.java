package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.schema.ImageSchema;
import io.glance.api.tag.TagService;
import io.glance.common.context.RequestContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Single tags of an image.
 *
 * <p>Source: glance/api/v2/image_tags.py.
 */
@RestController
class ImageTagsController {
  private final TagService tags;
  private final ImageSchema schema;

  ImageTagsController(TagService tags, ImageSchema schema) {
    this.tags = tags;
    this.schema = schema;
  }

  @NoBody
  @PutMapping("/v2/images/{id}/tags/{tag}")
  ResponseEntity<Void> add(
      @PathVariable String id, @PathVariable String tag, RequestContext caller) {
    ObjectNode asPatch = JsonNodeFactory.instance.objectNode();
    asPatch.putArray("tags").add(tag);
    schema.requireValidPart(asPatch);
    tags.add(id, tag, caller);
    return Answers.noContent();
  }

  @NoBody
  @DeleteMapping("/v2/images/{id}/tags/{tag}")
  ResponseEntity<Void> remove(
      @PathVariable String id, @PathVariable String tag, RequestContext caller) {
    tags.remove(id, tag, caller);
    return Answers.noContent();
  }
}
