package io.glance.api.replicator;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Images API v2 of a server, as far as replication needs it. For one thread. */
final class ImagesApi implements AutoCloseable {
  /** The answer to a marker that is gone. */
  private static final int BAD_REQUEST = 400;

  private static final int NOT_FOUND = 404;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ContentType PATCH =
      ContentType.create("application/openstack-images-v2.1-json-patch");

  private final Transport transport;
  private final Retries retries;

  ImagesApi(Endpoint endpoint, Secret token, Retries retries) {
    this.transport = new Transport(endpoint, token);
    this.retries = retries;
  }

  Endpoint endpoint() {
    return transport.endpoint();
  }

  /**
   * Images behind another, the oldest first.
   *
   * @param marker id of the last one that is known; null: from the beginning
   * @return none when there are no more; empty if there is no image {@code marker} any more
   */
  Optional<List<JsonNode>> page(ImageList list, @Nullable String marker, int limit)
      throws IOException {
    String path =
        "/v2/images?sort_key=created_at&sort_dir=asc&limit=%d%s%s"
            .formatted(limit, list.query(), marker == null ? "" : "&marker=" + marker);
    boolean mayBeRefused = marker != null || list.mayBeUnknown();
    Optional<JsonNode> answer =
        read("list of images", path, mayBeRefused ? BAD_REQUEST : NOT_FOUND);
    if (answer.isEmpty() && mayBeRefused) {
      return marker == null ? Optional.of(List.of()) : Optional.empty();
    }
    return Optional.of(
        images(answer.filter(it -> it.path("images").isArray()).orElseThrow(this::noList)));
  }

  private ReplicationFailure noList() {
    return new ReplicationFailure(
        "%s does not speak the Images API v2: it has no list of images".formatted(endpoint()));
  }

  private static List<JsonNode> images(JsonNode answer) {
    List<JsonNode> images = new ArrayList<>();
    answer.path("images").forEach(images::add);
    return images;
  }

  /** The image as it is there; empty if there is none that we may see. */
  Optional<Description> find(String id) throws IOException {
    Optional<JsonNode> found = read(id, path(id), NOT_FOUND);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Description image = Description.of(found.get());
    if (!image.id().equalsIgnoreCase(id)) {
      throw new ReplicationFailure(
          "%s answers with image %s when it is asked for %s".formatted(endpoint(), image.id(), id));
    }
    return Optional.of(image);
  }

  /** Registers an image without bytes. */
  void create(ObjectNode image) throws IOException {
    String id = image.path("id").asString();
    send(id, "POST", "/v2/images", ContentType.APPLICATION_JSON, image);
  }

  void change(String id, ArrayNode patch) throws IOException {
    send(id, "PATCH", path(id), PATCH, patch);
  }

  void deactivate(String id) throws IOException {
    send(id, "POST", path(id) + "/actions/deactivate", ContentType.APPLICATION_JSON, null);
  }

  /**
   * Gives an image its bytes. Is not tried again: the bytes would have to be fetched again.
   *
   * @param size of what {@code body} writes
   */
  void upload(String id, long size, Transport.Body body) throws IOException {
    transport.upload(path(id) + "/file", size, body);
  }

  /** The bytes of an image. The caller closes it. */
  Transport.Download download(String id) throws IOException {
    return retries.of(id, transport.hasAnswered(), () -> transport.download(path(id) + "/file"));
  }

  private static String path(String id) {
    return "/v2/images/" + id;
  }

  /** Empty if the answer is {@code none}. */
  private Optional<JsonNode> read(String what, String path, int none) throws IOException {
    Transport.Answer answer =
        retries.of(
            what,
            transport.hasAnswered(),
            () -> transport.send("GET", path, null, null).requireGoodOr(none));
    if (answer.status() == none) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(answer.body()));
    } catch (JacksonException _) {
      throw new ReplicationFailure(
          "%s does not speak the Images API v2: what it answers to GET %s is no JSON"
              .formatted(endpoint(), path));
    }
  }

  private void send(
      String what, String method, String path, ContentType type, @Nullable JsonNode body)
      throws IOException {
    byte @Nullable [] bytes = body == null ? null : JSON.writeValueAsBytes(body);
    retries.of(
        what, false, () -> transport.send(method, path, type, bytes).requireGoodOr(0).status());
  }

  @Override
  public void close() {
    transport.close();
  }
}
