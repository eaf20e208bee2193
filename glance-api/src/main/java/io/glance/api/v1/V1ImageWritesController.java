package io.glance.api.v1;

import io.glance.api.frontdoor.RequestUrl;
import io.glance.api.image.ImageEdit;
import io.glance.api.image.ImageService;
import io.glance.api.imagedata.DeclaredSize;
import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.StoreChoice;
import io.glance.api.importing.CopyFrom;
import io.glance.api.protection.PropertyAccess;
import io.glance.api.protection.PropertyProtections;
import io.glance.api.schema.ImageFormatProperties;
import io.glance.api.versions.OnFirstVersion;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.NewImage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Images: register, change, and give data in the same request.
 *
 * <p>Source: glance/api/v1/images.py, Controller.create and update.
 */
@RestController
@Conditional(OnFirstVersion.class)
class V1ImageWritesController {
  private static final Logger log = LoggerFactory.getLogger(V1ImageWritesController.class);
  private static final String PURGE = "x-glance-registry-purge-props";

  private final ImageService images;
  private final ImageUploads uploads;
  private final CopyFrom copies;
  private final PropertyProtections protections;
  private final Wire wire;

  V1ImageWritesController(
      ImageService images,
      ImageUploads uploads,
      CopyFrom copies,
      PropertyProtections protections,
      ImageFormatProperties formats,
      ImageDataProperties data,
      StoreChoice stores) {
    this.images = images;
    this.uploads = uploads;
    this.copies = copies;
    this.protections = protections;
    this.wire = new Wire(formats, data.imageSizeCap(), stores);
  }

  /** What requests are read by. */
  private record Wire(ImageFormatProperties formats, long cap, StoreChoice stores) {
    ImageMeta meta(HttpServletRequest request) {
      return ImageMeta.of(request, formats);
    }

    DataSource source(ImageMeta meta, HttpServletRequest request) {
      return DataSource.of(meta, request, cap, stores);
    }
  }

  @PostMapping("/v1/images")
  Map<String, Object> create(
      HttpServletRequest request, HttpServletResponse response, RequestContext caller)
      throws IOException {
    ImageMeta meta = wire.meta(request);
    DataSource source = wire.source(meta, request);
    NewImage wanted = NewImages.of(meta, source, caller);
    requireCreatable(wanted, caller);
    CopyFrom.@Nullable Source from = check(wanted, source, request, caller);
    Image image = withData(register(wanted, caller), source, from, request, caller);
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader(
        HttpHeaders.LOCATION, RequestUrl.absolute(request, "/v1/images/" + image.id()));
    return shown(image, response, caller);
  }

  private void requireCreatable(NewImage wanted, RequestContext caller) {
    PropertyAccess access = protections.of(caller);
    wanted
        .properties()
        .keySet()
        .forEach(name -> ImageChanges.require(name, () -> access.requireCreatable(name)));
  }

  /**
   * What can be known of a new image's data before it is registered.
   *
   * @return where they are copied from; null if they are not
   */
  private CopyFrom.@Nullable Source check(
      NewImage wanted, DataSource source, HttpServletRequest request, RequestContext caller) {
    if (source.hasBody()) {
      images.requireMayCreateToUpload(wanted, caller);
      ImageUploads.requireFormats(wanted.diskFormat(), wanted.containerFormat());
      ImageUploads.requireBytes(request.getContentType());
    } else if (source.location() != null) {
      ImageUploads.requireFormats(wanted.diskFormat(), wanted.containerFormat());
      images.requireMayCreateAt(wanted, source.location(), caller);
    } else if (source.copyFrom() != null) {
      images.requireMayCreateToUpload(wanted, caller);
      return copySource(source, wanted.id(), wanted.data().size(), caller);
    }
    return null;
  }

  private Image register(NewImage wanted, RequestContext caller) {
    try {
      return images.create(wanted, List.of(), caller);
    } catch (GlanceException.Duplicate e) {
      GlanceException told =
          new GlanceException.Duplicate(
              "An image with identifier %s already exists".formatted(wanted.id()));
      told.initCause(e);
      throw told;
    }
  }

  private CopyFrom.Source copySource(
      DataSource source, String imageId, @Nullable Long size, RequestContext caller) {
    long announced = size == null ? DeclaredSize.UNKNOWN : size;
    return copies.source(String.valueOf(source.copyFrom()), imageId, announced, caller);
  }

  private Map<String, Object> shown(
      Image image, HttpServletResponse response, RequestContext caller) {
    ShownImage shown = ShownImage.of(image, protections.of(caller));
    ImageMetaHeaders.addETag(shown, response);
    return ImageBodies.one(shown);
  }

  @PutMapping("/v1/images/{id}")
  ResponseEntity<?> update(
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestContext caller)
      throws IOException {
    ImageMeta meta = wire.meta(request);
    DataSource source = wire.source(meta, request);
    Image before = Lookup.require(images, id, caller);
    requireChangeable(before, source);
    boolean purges = !source.hasBody() && purges(request.getHeader(PURGE));
    try {
      List<ImageEdit> edits = ImageChanges.of(before, meta, purges, protections.of(caller), caller);
      CopyFrom.@Nullable Source from = check(before, meta, source, request, caller);
      Optional<Image> changed = change(before, edits, caller);
      if (changed.isEmpty()) {
        return conflicts();
      }
      Image filled = withData(changed.get(), source, from, request, caller);
      return ResponseEntity.ok(shown(filled, response, caller));
    } catch (GlanceException.Forbidden refusal) {
      throw Lookup.refused("update", refusal, before, caller);
    }
  }

  /** Empty if somebody else changed the same meanwhile. */
  private Optional<Image> change(Image before, List<ImageEdit> edits, RequestContext caller) {
    try {
      return Optional.of(images.update(before, edits, caller));
    } catch (GlanceException.Conflict e) {
      log.debug("image {} is not what it was", before.id(), e);
      return Optional.empty();
    }
  }

  /** The one refusal that is a text whatever a client accepts. */
  private static ResponseEntity<byte[]> conflicts() {
    return ResponseEntity.status(HttpStatus.CONFLICT)
        .header(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
        .body("Image operation conflicts".getBytes(StandardCharsets.UTF_8));
  }

  private static boolean purges(@Nullable String header) {
    return header == null || Booleans.of(header);
  }

  private static void requireChangeable(Image image, DataSource source) {
    if (image.deletedAt() != null) {
      throw new GlanceException.Forbidden("Forbidden to update deleted image.");
    }
    if (image.status() == ImageStatus.QUEUED) {
      return;
    }
    if (source.hasBody()) {
      throw new GlanceException.Conflict(null, "Cannot upload to an unqueued image");
    }
    if (source.isExternal()) {
      throw new GlanceException.Invalid(
          "Attempted to update Location field for an image not in queued status.");
    }
  }

  /**
   * What can be known of an image's data before anything is stored. The original stores what a
   * request changes before it refuses the data.
   *
   * @return where they are copied from; null if they are not
   */
  private CopyFrom.@Nullable Source check(
      Image before,
      ImageMeta meta,
      DataSource source,
      HttpServletRequest request,
      RequestContext caller) {
    @Nullable Long size = meta.has("size") ? meta.number("size").orElse(null) : before.size();
    if (source.hasBody()) {
      images.requireMayFill(before, caller);
      requireFormats(before, meta);
      uploads.requireBytes(before, request.getContentType(), caller);
    } else if (source.location() != null) {
      requireFormats(before, meta);
      images.requireMayLocate(before, source.location(), size, caller);
    } else if (source.copyFrom() != null) {
      images.requireMayFill(before, caller);
      return copySource(source, before.id(), size, caller);
    }
    return null;
  }

  private static void requireFormats(Image before, ImageMeta meta) {
    ImageUploads.requireFormats(
        meta.has("disk_format") ? meta.text("disk_format") : before.diskFormat(),
        meta.has("container_format") ? meta.text("container_format") : before.containerFormat());
  }

  private Image withData(
      Image image,
      DataSource source,
      CopyFrom.@Nullable Source from,
      HttpServletRequest request,
      RequestContext caller)
      throws IOException {
    if (source.hasBody()) {
      return uploads.upload(image, source.store(), request, caller);
    }
    try {
      if (source.location() != null) {
        return images.setLocation(image, source.location(), caller);
      }
      if (from != null) {
        copies.begin(image.id(), from, source.store(), caller);
      }
      return image;
    } catch (GlanceException.LimitExceeded e) {
      throw uploads.withoutRoom(e, image, caller);
    }
  }
}
