package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.ForwardedRequests;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.RequestJson;
import io.glance.api.frontdoor.RequestUrl;
import io.glance.api.image.ImagePage;
import io.glance.api.image.ImageService;
import io.glance.api.imagedata.StoreChoice;
import io.glance.api.importing.ImportMethodProperties;
import io.glance.api.importing.StageForwarding.Answer;
import io.glance.api.importing.StagedElsewhere;
import io.glance.api.quota.LimitProperties;
import io.glance.api.schema.ImageSchema;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Images: register, list, show, patch, delete.
 *
 * <p>Source: glance/api/v2/images.py.
 */
@RestController
class ImagesController {
  private final ImageService images;
  private final ImageSchema schema;
  private final LimitProperties limits;
  private final ImageViews views;
  private final StoreChoice stores;
  private final ImportMethodProperties imports;
  private final StagedElsewhere staged;

  ImagesController(
      ImageService images,
      ImageSchema schema,
      LimitProperties limits,
      ImageViews views,
      StoreChoice stores,
      ImportMethodProperties imports,
      StagedElsewhere staged) {
    this.images = images;
    this.schema = schema;
    this.limits = limits;
    this.views = views;
    this.stores = stores;
    this.imports = imports;
    this.staged = staged;
  }

  @PostMapping("/v2/images")
  ResponseEntity<ImageView> create(HttpServletRequest request, RequestContext caller)
      throws IOException {
    NewImageRequest wanted = NewImageRequest.of(RequestJson.read(request), schema);
    Image image = images.create(wanted.image(caller, UUID::randomUUID), wanted.tags(), caller);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(HttpStatus.CREATED)
            .header(HttpHeaders.LOCATION, RequestUrl.absolute(request, ImageView.path(image.id())));
    if (!imports.methods().isEmpty()) {
      answer.header("OpenStack-image-import-methods", String.join(",", imports.methods()));
    }
    if (!stores.ids().isEmpty()) {
      answer.header("OpenStack-image-store-ids", String.join(",", stores.ids()));
    }
    return answer.body(views.of(image, caller));
  }

  @GetMapping("/v2/images")
  ImageListView list(HttpServletRequest request, RequestContext caller) {
    ListRequest wanted = ListRequest.of(request.getQueryString(), limits);
    ImagePage page = wanted.findsNothing() ? ImagePage.EMPTY : images.list(wanted.query(), caller);
    @Nullable String next = page.marker() == null ? null : wanted.next(page.marker());
    return new ImageListView(views.of(page.images(), caller), wanted.first(), next);
  }

  @NoBody
  @GetMapping("/v2/images/{id}")
  ImageView show(@PathVariable String id, RequestContext caller) {
    return views.of(images.get(id, caller), caller);
  }

  @PatchMapping("/v2/images/{id}")
  ImageView update(
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestContext caller)
      throws IOException {
    PatchFormat format = format(request, response);
    JsonNode body = RequestJson.read(request);
    return views.of(images.update(id, ImagePatch.edits(body, format, schema), caller), caller);
  }

  private static PatchFormat format(HttpServletRequest request, HttpServletResponse response) {
    @Nullable String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String mediaType = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    return PatchFormat.of(mediaType)
        .orElseGet(() -> {
          response.setHeader(HttpHeaders.ACCEPT_PATCH, PatchFormat.mediaTypes());
          throw new GlanceException.UnsupportedMediaType(
              null, "Image PATCH expects Content-Type one of: " + PatchFormat.mediaTypes());
        });
  }

  @NoBody
  @DeleteMapping("/v2/images/{id}")
  ResponseEntity<?> delete(
      @PathVariable String id, HttpServletRequest request, RequestContext caller) {
    Image image = images.getToDelete(id, caller);
    Optional<Answer> elsewhere = staged.delete(image, ForwardedRequests.of(request, null));
    if (elsewhere.isPresent()) {
      return ForwardedRequests.relay(elsewhere.get());
    }
    images.delete(image, caller);
    return Answers.noContent();
  }
}
