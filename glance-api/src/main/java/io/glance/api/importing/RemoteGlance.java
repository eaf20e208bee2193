package io.glance.api.importing;

import io.glance.common.config.Secret;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.json.GlanceJson;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.common.outbound.OutboundRequest;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Fetches images from the Glance of another region, which the caller's own token opens to him. It
 * is asked as web servers that users name are: within the operator's filter.
 *
 * <p>Source: glance/async_/flows/api_image_import.py, _ImportMetadata;
 * glance/async_/flows/_internal_plugins/glance_download.py.
 */
@Component
final class RemoteGlance {
  private static final String IMAGE_SERVICE = "image";

  /** Bytes of a description at most: 128 properties of 64 KiB. */
  private static final int LARGEST_DESCRIPTION = 9 << 20;

  /** What an image is described by besides properties. */
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "checksum",
          "container_format",
          "created_at",
          "direct_url",
          "disk_format",
          "file",
          "id",
          "locations",
          "min_disk",
          "min_ram",
          "name",
          "os_hash_algo",
          "os_hash_value",
          "os_hidden",
          "owner",
          "protected",
          "schema",
          "self",
          "size",
          "status",
          "stores",
          "tags",
          "updated_at",
          "virtual_size",
          "visibility");

  private final Download download;
  private final RemoteGlanceProperties options;

  RemoteGlance(Download download, RemoteGlanceProperties options) {
    this.download = download;
    this.options = options;
  }

  /**
   * The image as it is there, and its bytes.
   *
   * @throws ImportFailure if there is no such Glance or image, or the image is not active
   */
  Prepared describe(ImportMethod.GlanceDownload wanted, Job job) throws IOException {
    String url = endpoint(wanted, job.caller()) + "/v2/images/" + wanted.imageId();
    JsonNode remote = read(url, job.caller());
    String status = remote.path("status").asString("");
    if (!status.equals("active")) {
      throw new ImportFailure(
          "Source image status should be active instead of %s".formatted(status));
    }
    if (!remote.path("size").canConvertToLong()) {
      throw new ImportFailure(
          "Size attribute of remote image %s could not be determined.".formatted(wanted.imageId()));
    }
    long size = remote.get("size").longValue();
    Image image =
        job.image()
            .withFormats(text(remote, "disk_format"), text(remote, "container_format"))
            .withProperties(properties(remote, job.image()));
    return new Prepared(image, () -> open(url + "/file", size, job.caller()));
  }

  /** The first of that region, as the original takes it. */
  private static String endpoint(ImportMethod.GlanceDownload wanted, RequestContext caller)
      throws ImportFailure {
    String region = String.valueOf(wanted.region()).toLowerCase(Locale.ROOT);
    return caller.identity().catalog().services().stream()
        .filter(service -> service.type().equals(IMAGE_SERVICE))
        .flatMap(service -> service.endpoints().stream())
        .filter(one -> region.equals(lower(one.region())))
        .filter(one -> one.audience().equals(wanted.audience()))
        .map(ServiceCatalog.Endpoint::url)
        .findFirst()
        .map(url -> url.replaceFirst("/+$", ""))
        .orElseThrow(() ->
            new ImportFailure(
                "%s glance endpoint not found for region %s"
                    .formatted(wanted.audience(), wanted.region())));
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  private JsonNode read(String url, RequestContext caller) throws IOException {
    try (OpenImage answer = download.open(request(url, caller))) {
      byte[] body = answer.stream().readNBytes(LARGEST_DESCRIPTION);
      return GlanceJson.internal().readTree(body);
    } catch (JacksonException e) {
      throw new ImportFailure("The description of the remote image makes no sense", e);
    }
  }

  private OpenImage open(String url, long size, RequestContext caller) throws IOException {
    OpenImage data = download.open(request(url, caller));
    if (data.length() >= 0 && data.length() != size) {
      data.close();
      throw new ImportFailure(
          "The remote image has %d bytes and is said to have %d".formatted(data.length(), size));
    }
    return OpenImage.of(data.stream(), size);
  }

  private static OutboundRequest request(String url, RequestContext caller) {
    @Nullable Secret token = caller.identity().token();
    OutboundRequest plain = OutboundRequest.get(url);
    return token == null ? plain : plain.withCredential("X-Auth-Token", token.reveal());
  }

  private Map<String, @Nullable String> properties(JsonNode remote, Image image) {
    Map<String, @Nullable String> taken = new LinkedHashMap<>(image.properties());
    remote.forEachEntry((name, value) -> {
      if (options.takes(name) && !OWN_FIELDS.contains(name) && !value.isContainer()) {
        taken.put(name, value.isNull() ? null : value.asString());
      }
    });
    return taken;
  }

  private static @Nullable String text(JsonNode remote, String name) {
    JsonNode value = remote.path(name);
    return value.isString() ? value.stringValue() : null;
  }
}
