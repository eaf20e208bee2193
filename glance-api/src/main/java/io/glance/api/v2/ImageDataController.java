package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.DataResponse;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.frontdoor.QueryString;
import io.glance.api.imagedata.DeclaredSize;
import io.glance.api.imagedata.DownloadService;
import io.glance.api.imagedata.DownloadService.Download;
import io.glance.api.imagedata.RangeHeader;
import io.glance.api.imagedata.UploadService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The bytes of an image.
 *
 * <p>Source: glance/api/v2/image_data.py.
 */
@RestController
class ImageDataController {
  private static final String BYTES = "application/octet-stream";

  private final UploadService uploads;
  private final DownloadService downloads;

  ImageDataController(UploadService uploads, DownloadService downloads) {
    this.uploads = uploads;
    this.downloads = downloads;
  }

  @PutMapping("/v2/images/{id}/file")
  ResponseEntity<Void> upload(
      @PathVariable String id, HttpServletRequest request, RequestContext caller)
      throws IOException {
    requireBytes(request.getContentType());
    long size =
        DeclaredSize.of(
            request.getHeader("x-openstack-image-size"), request.getContentLengthLong());
    String store = request.getHeader("x-image-meta-store");
    uploads.upload(id, request.getInputStream(), size, store, caller);
    return Answers.noContent();
  }

  /** Source: glance/api/v2/image_data.py, RequestDeserializer.upload. */
  static void requireBytes(@Nullable String contentType) {
    String type = contentType == null ? null : contentType.split(";", 2)[0].strip();
    if (type == null || !type.equals(BYTES)) {
      throw new GlanceException.UnsupportedMediaType(
          null, "Invalid content type %s".formatted(type == null ? "None" : type));
    }
  }

  @NoBody
  @GetMapping("/v2/images/{id}/file")
  void download(
      @PathVariable String id,
      HttpServletRequest request,
      HttpServletResponse response,
      RequestContext caller)
      throws IOException {
    RangeHeader wanted =
        new RangeHeader(
            request.getHeader(HttpHeaders.RANGE), request.getHeader(HttpHeaders.CONTENT_RANGE));
    Optional<Download> found = downloads.open(id, wanted, prefer(request), caller);
    if (found.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    try (Download download = found.get()) {
      describe(download, response);
      DataResponse.send(download, request, response);
    }
  }

  /** The last one counts. */
  private static @Nullable String prefer(HttpServletRequest request) {
    List<String> all = QueryString.of(request.getQueryString()).takeAll("prefer");
    return all.isEmpty() ? null : all.getLast();
  }

  private static void describe(Download download, HttpServletResponse response) {
    response.setHeader(HttpHeaders.CONTENT_TYPE, BYTES);
    download
        .part()
        .ifPresent(part -> {
          response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
          response.setHeader(
              HttpHeaders.CONTENT_RANGE,
              "bytes %d-%d/%d"
                  .formatted(
                      part.offset(), part.offset() + part.length() - 1, download.image().size()));
        });
    if (download.image().checksum() != null) {
      response.setHeader("Content-MD5", download.image().checksum());
    }
    if (download.length() >= 0) {
      response.setContentLengthLong(download.length());
    }
  }
}
