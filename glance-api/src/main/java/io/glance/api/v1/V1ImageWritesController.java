package io.glance.api.v1;

import io.glance.api.frontdoor.RequestUrl;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
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
    Image image = create(wanted, source, request, caller);
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader(
        HttpHeaders.LOCATION, RequestUrl.absolute(request, "/v1/images/" + image.id()));
    return shown(image, response, caller);
  }

  private Image create(
      NewImage wanted, DataSource source, HttpServletRequest request, RequestContext caller)
      throws IOException {
    PropertyAccess access = protections.of(caller);
    wanted
        .properties()
        .keySet()
        .forEach(name -> ImageChanges.require(name, () -> access.requireCreatable(name)));
    try {
      if (source.hasBody()) {
        Image queued = images.createToUpload(wanted, caller);
        return uploads.upload(queued, source.store(), request, caller);
      }
      if (source.location() != null) {
        ImageUploads.requireFormats(wanted.diskFormat(), wanted.containerFormat());
        return images.createAt(wanted, source.location(), caller);
      }
      if (source.copyFrom() != null) {
        CopyFrom.Source from = copySource(source, wanted.id(), wanted.data().size(), caller);
        return copy(images.createToUpload(wanted, caller), from, source, caller);
      }
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

  private Image copy(Image queued, CopyFrom.Source from, DataSource source, RequestContext caller) {
    copies.begin(queued.id(), from, source.store(), caller);
    return queued;
  }

  private Map<String, Object> shown(
      Image image, HttpServletResponse response, RequestContext caller) {
    ShownImage shown = ShownImage.of(image, protections.of(caller));
    ImageMetaHeaders.addETag(shown, response);
    return ImageBodies.one(shown);
  }

  @PutMapping("/v1/images/{id}")
  Map<String, Object> update(
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
      Image changed =
          images.update(
              before,
              ImageChanges.of(before, meta, purges, protections.of(caller), caller),
              caller);
      return shown(withData(changed, source, request, caller), response, caller);
    } catch (GlanceException.Forbidden refusal) {
      throw Lookup.refused("update", refusal, before, caller);
    }
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

  private Image withData(
      Image image, DataSource source, HttpServletRequest request, RequestContext caller)
      throws IOException {
    if (source.hasBody()) {
      return uploads.upload(image, source.store(), request, caller);
    }
    if (source.location() != null) {
      ImageUploads.requireFormats(image.diskFormat(), image.containerFormat());
      return images.setLocation(image, source.location(), caller);
    }
    if (source.copyFrom() != null) {
      return copy(image, copySource(source, image.id(), image.size(), caller), source, caller);
    }
    return image;
  }
}
