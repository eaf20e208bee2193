package io.glance.api.replicator;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The server that images are brought to. An image keeps its id; whatever an earlier run, another
 * client or a crash left half done there is gone on with.
 */
final class Target {
  private static final Logger LOG = LoggerFactory.getLogger(Target.class);

  private final ImagesApi server;
  private final Fields fields;
  private final Retries retries;
  private final int chunk;

  Target(ImagesApi server, Fields fields, Retries retries, int chunk) {
    this.server = server;
    this.fields = fields;
    this.retries = retries;
    this.chunk = chunk;
  }

  /** Where the bytes of an image come from. */
  interface Bytes {
    /** The caller closes it. */
    Transport.Download open() throws IOException;
  }

  /** What became of an image. */
  enum Outcome {
    COPIED,
    CHANGED,
    UNCHANGED,
    SKIPPED
  }

  /**
   * Changes the metadata of an image that is there, if they differ.
   *
   * @throws ReplicationFailure if there are other bytes
   */
  Outcome update(Description source, Description target) throws IOException {
    boolean settled = target.isActive() || target.status().equals("deactivated");
    if (settled && source.isActive() && !target.hasBytesOf(source)) {
      throw new ReplicationFailure(
          "%s has other bytes under this id; they are left as they are"
              .formatted(server.endpoint()));
    }
    ArrayNode patch = fields.changes(source, target);
    if (!patch.isEmpty()) {
      LOG.info("Image {} metadata has changed", source);
      server.change(target.id(), patch);
    }
    return followStatus(source, target) || !patch.isEmpty() ? Outcome.CHANGED : Outcome.UNCHANGED;
  }

  /** An image that is switched off there stays so: somebody there may have had a reason. */
  private boolean followStatus(Description source, Description target) throws IOException {
    if (!fields.include("status") || source.status().equals(target.status())) {
      return false;
    }
    if (source.status().equals("deactivated") && target.isActive()) {
      LOG.info("Image {} is deactivated", source);
      server.deactivate(target.id());
      return true;
    }
    if (source.isActive() && target.status().equals("deactivated")) {
      LOG.warn("Image {} is deactivated at {}, and stays so", source, server.endpoint());
    }
    return false;
  }

  /**
   * Creates an image if it is not there, and gives it its bytes.
   *
   * @param there the image as it waits for its bytes; empty if it does not exist
   */
  Outcome copy(Description source, Optional<Description> there, Bytes bytes) throws IOException {
    if (source.size() < 0) {
      throw new ReplicationFailure("nobody knows how many bytes it has");
    }
    LOG.info("Image {} ({} bytes) is being synced", source, source.size());
    if (there.isPresent()) {
      Outcome _ = update(source, there.get());
    } else {
      create(source);
    }
    retries.of(
        source.id(),
        true,
        () -> {
          send(source, bytes);
          return Outcome.COPIED;
        });
    requireArrived(source);
    return Outcome.COPIED;
  }

  private void create(Description source) throws IOException {
    ObjectNode wanted = fields.forCreation(source);
    try {
      server.create(wanted);
    } catch (RemoteFailure e) {
      if (!e.isConflict()) {
        throw e;
      }
      // A server that was too busy to answer may have created it all the same.
      if (server.find(source.id()).filter(Target::waits).isEmpty()) {
        throw new AlreadyThere(source.id());
      }
    }
  }

  /** The id is taken by something that we do not see. */
  static final class AlreadyThere extends ReplicationFailure {
    private static final long serialVersionUID = 1;

    private AlreadyThere(String id) {
      super(
          ("The image %s is already present on the target, but our check for it did not find it."
                  + " This indicates that we do not have permissions to see all the images on the"
                  + " target server, or that it was deleted there.")
              .formatted(id));
    }
  }

  /** Whether an image may be given bytes. */
  static boolean waits(Description image) {
    return image.status().equals("queued");
  }

  private void send(Description source, Bytes bytes) throws IOException {
    if (!server.find(source.id()).filter(Target::waits).isPresent()) {
      String status = server.find(source.id()).map(Description::status).orElse("gone");
      requireUpload(status);
      return;
    }
    try (Transport.Download data = bytes.open()) {
      if (data.length() >= 0 && data.length() != source.size()) {
        throw new ReplicationFailure(
            "there are %d bytes, where the image should have %d"
                .formatted(data.length(), source.size()));
      }
      VerifiedCopy copy = new VerifiedCopy(source, data.stream(), chunk, new Progress(source));
      server.upload(source.id(), source.size(), copy::to);
    }
  }

  /** A cut upload is taken back a moment later; one whose answer was lost may have arrived. */
  private void requireUpload(String status) throws IOException {
    switch (status) {
      case "active" -> LOG.debug("the bytes have arrived meanwhile");
      case "saving", "uploading", "importing" ->
          throw new IOException("the target has not given up the upload before");
      default ->
          throw new ReplicationFailure(
              "it is %s at %s, and cannot be given its bytes"
                  .formatted(PlainText.of(status), server.endpoint()));
    }
  }

  private void requireArrived(Description source) throws IOException {
    Description copy =
        server
            .find(source.id())
            .orElseThrow(() -> new ReplicationFailure("it was deleted at the target meanwhile"));
    if (!copy.isActive() || !copy.hasBytesOf(source)) {
      throw new ReplicationFailure(
          "%s has it as %s with %d bytes, and not as it was sent"
              .formatted(server.endpoint(), PlainText.of(copy.status()), copy.size()));
    }
  }
}
