package io.glance.api.v1;

import io.glance.api.frontdoor.DataResponse;
import io.glance.api.frontdoor.ForwardedRequests;
import io.glance.api.image.ImageService;
import io.glance.api.imagedata.DownloadService;
import io.glance.api.imagedata.DownloadService.Download;
import io.glance.api.imagedata.RangeHeader;
import io.glance.api.importing.StageForwarding.Answer;
import io.glance.api.importing.StageForwarding.Forwarded;
import io.glance.api.importing.StagedElsewhere;
import io.glance.api.protection.PropertyProtections;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * An image: show, download, delete.
 *
 * <p>Source: glance/api/v1/images.py, Controller.meta, show and delete.
 */
@RestController
@Conditional(OnFirstVersion.class)
class V1ImagesController {
  private static final String TEXT = "text/plain; charset=UTF-8";
  private static final String HTML = "text/html; charset=UTF-8";
  private static final RangeHeader ALL = new RangeHeader(null, null);

  private final ImageService images;
  private final DownloadService downloads;
  private final StagedElsewhere staged;
  private final PropertyProtections protections;

  V1ImagesController(
      ImageService images,
      DownloadService downloads,
      StagedElsewhere staged,
      PropertyProtections protections) {
    this.images = images;
    this.downloads = downloads;
    this.staged = staged;
    this.protections = protections;
  }

  @RequestMapping(path = "/v1/images/{id}", method = RequestMethod.HEAD)
  void show(@PathVariable String id, HttpServletResponse response, RequestContext caller) {
    Optional<Image> image = images.findEvenDeleted(id, caller);
    if (image.isPresent()) {
      describe(image.get(), response, caller);
      response.setHeader(HttpHeaders.CONTENT_TYPE, HTML);
    } else {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setHeader(HttpHeaders.CONTENT_TYPE, TEXT);
    }
    response.setContentLength(0);
  }

  private void describe(Image image, HttpServletResponse response, RequestContext caller) {
    ImageMetaHeaders.write(ShownImage.of(image, protections.of(caller)), response);
  }

  @GetMapping("/v1/images/{id}")
  void download(
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestContext caller)
      throws IOException {
    Image image = Lookup.require(images, id, caller);
    requireActive(image);
    try (Opened opened = new Opened(downloads.open(image, ALL, null, caller))) {
      boolean isEmpty = image.size() != null && image.size() == 0;
      if (opened.download().isEmpty() && !isEmpty) {
        throw new GlanceException.NotFound("No image data could be found");
      }
      describe(image, response, caller);
      response.setHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
      long length = opened.download().map(Download::length).orElse(0L);
      if (length >= 0) {
        response.setContentLengthLong(length);
      }
      if (opened.download().isPresent()) {
        DataResponse.send(opened.download().get(), request, response);
      }
    }
  }

  /** What may be nothing, closed in any case. */
  private record Opened(Optional<Download> download) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (download.isPresent()) {
        download.get().close();
      }
    }
  }

  private static void requireActive(Image image) {
    if (image.status() == ImageStatus.DEACTIVATED) {
      throw new GlanceException.Forbidden(null, "Image %s is deactivated".formatted(image.id()));
    }
    if (image.status() != ImageStatus.ACTIVE) {
      throw new GlanceException.NotFound(null, "Image %s is not active".formatted(image.id()));
    }
  }

  @DeleteMapping("/v1/images/{id}")
  ResponseEntity<?> delete(
      @PathVariable String id, HttpServletRequest request, RequestContext caller) {
    Image image = Lookup.require(images, id, caller);
    requireDeletable(image);
    try {
      Image allowed = images.getToDelete(id, caller);
      Optional<Answer> elsewhere = staged.delete(allowed, bySecondVersion(allowed.id(), request));
      if (elsewhere.isEmpty()) {
        images.delete(allowed, caller);
      } else if (elsewhere.get().status() != HttpServletResponse.SC_NO_CONTENT) {
        return ForwardedRequests.relay(elsewhere.get());
      }
    } catch (GlanceException.Forbidden refusal) {
      throw Lookup.refused("delete", refusal, image, caller);
    }
    return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, HTML).build();
  }

  /** The same request of API v2, which the other node has in any case. */
  private static Forwarded bySecondVersion(String id, HttpServletRequest request) {
    return new Forwarded("DELETE", "/v2/images/" + id, request.getHeader("X-Auth-Token"), null);
  }

  private static void requireDeletable(Image image) {
    if (image.isProtected()) {
      throw new GlanceException.Forbidden("Image is protected");
    }
    if (image.status() == ImageStatus.PENDING_DELETE) {
      throw new GlanceException.Forbidden("Forbidden to delete a pending_delete image.");
    }
    if (image.deletedAt() != null) {
      throw new GlanceException.NotFound("Image %s not found.".formatted(image.id()));
    }
  }
}
