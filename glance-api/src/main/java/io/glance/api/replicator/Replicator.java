package io.glance.api.replicator;

import io.glance.api.replicator.Fields.Difference;
import io.glance.api.replicator.Target.Outcome;
import io.glance.common.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of {@code glance-replicator}. An image that fails does not keep others from being
 * replicated. For one command.
 *
 * <p>Source: glance/cmd/replicator.py, replication_size, _dump, _load, _livecopy, _compare.
 */
public final class Replicator {
  private static final Logger LOG = LoggerFactory.getLogger(Replicator.class);

  private final ReplicatorProperties options;
  private final Fields fields;
  private final Retries retries;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int failures;

  public Replicator(ReplicatorProperties options) {
    this(options, Retries.USUAL);
  }

  Replicator(ReplicatorProperties options, Retries retries) {
    this.options = options;
    this.fields = options.fields();
    this.retries = retries;
  }

  /**
   * What the images of a server take up together.
   *
   * @param bytes of active images
   * @param images that are active
   */
  public record Size(long bytes, long images) {
    @Override
    public String toString() {
      return "Total size is %d bytes (%s) across %d images"
          .formatted(bytes, PlainText.ofSize(bytes), images);
    }
  }

  public Size size(Endpoint server) throws IOException {
    long[] total = {0, 0};
    Secret token = options.target().reveal().isEmpty() ? options.source() : options.target();
    try (ImagesApi api = new ImagesApi(server, token, retries)) {
      int refused =
          new AllImages(api)
              .forEach(image -> {
                LOG.debug("Considering image: {}", image);
                if (image.isActive()) {
                  total[0] += Math.max(0, image.size());
                  total[1]++;
                }
              });
      failures += refused;
    }
    return new Size(total[0], total[1]);
  }

  /**
   * Writes images to a directory. What lies there whole is left as it is.
   *
   * @return whether no image failed
   */
  public boolean dump(Endpoint server, Path path) throws IOException {
    DumpDirectory directory = new DumpDirectory(existing(path));
    try (ImagesApi source = new ImagesApi(server, options.source(), retries)) {
      forEach(source, image -> dump(image, source, directory));
    }
    return isGood("dump");
  }

  private Outcome dump(Description image, ImagesApi source, DumpDirectory directory)
      throws IOException {
    boolean withBytes = image.isActive() && !options.metaonly();
    Optional<Description> before = directory.find(image.id());
    boolean hasBytes = !withBytes || directory.hasData(image);
    if (hasBytes && before.filter(it -> it.status().equals(image.status())).isPresent()) {
      return Outcome.UNCHANGED;
    }
    LOG.info("Storing: {} ({} bytes) in {}", image, image.size(), directory.data(image.id()));
    if (!hasBytes) {
      requireSize(image);
      retries.of(
          image.id(),
          true,
          () -> {
            try (Transport.Download data = source.download(image.id())) {
              VerifiedCopy copy =
                  new VerifiedCopy(image, data.stream(), options.chunksize(), new Progress(image));
              directory.store(image.id(), copy::to);
              return image;
            }
          });
    }
    directory.describe(image);
    return Outcome.COPIED;
  }

  private static void requireSize(Description image) throws ReplicationFailure {
    if (image.size() < 0) {
      throw new ReplicationFailure("nobody knows how many bytes it has");
    }
  }

  /**
   * Brings images from a directory to a server.
   *
   * @return whether no image failed
   */
  public boolean load(Endpoint server, Path path) throws IOException {
    DumpDirectory directory = new DumpDirectory(existing(path));
    try (ImagesApi api = new ImagesApi(server, options.target(), retries)) {
      Target target = target(api);
      directory.forEach(id -> {
        LOG.info("Considering: {}", id);
        attempt(id, () -> load(id, directory, api, target));
      });
    }
    return isGood("load");
  }

  private Outcome load(String id, DumpDirectory directory, ImagesApi api, Target target)
      throws IOException {
    Description image = directory.find(id).orElseThrow();
    Optional<Description> there = api.find(id);
    boolean hasBytes = Files.exists(directory.data(id), LinkOption.NOFOLLOW_LINKS);
    if (mayBeCopied(image, there) && !options.metaonly()) {
      if (hasBytes) {
        return target.copy(image, there, () -> open(directory.data(id)));
      }
      LOG.debug("{} dump is missing image data, skipping", id);
    }
    return there.isPresent() ? target.update(image, there.get()) : Outcome.SKIPPED;
  }

  private static Transport.Download open(Path file) throws IOException {
    try {
      return Transport.Download.of(file);
    } catch (IOException e) {
      throw new ReplicationFailure("%s cannot be read: %s".formatted(file, e));
    }
  }

  /** An image without bytes at the target is as good as none. */
  private static boolean mayBeCopied(Description image, Optional<Description> there)
      throws ReplicationFailure {
    if (!image.isActive()) {
      return false;
    }
    if (there.isEmpty() || Target.waits(there.get())) {
      return true;
    }
    String status = there.get().status();
    if (status.equals("active") || status.equals("deactivated")) {
      return false;
    }
    throw new ReplicationFailure(
        "it is %s at the target: somebody uploads to it, or an upload was left so"
            .formatted(PlainText.of(status)));
  }

  /**
   * Brings the images of a server to another.
   *
   * @return whether no image failed
   */
  public boolean livecopy(Endpoint from, Endpoint to) throws IOException {
    try (ImagesApi source = new ImagesApi(from, options.source(), retries);
        ImagesApi api = new ImagesApi(to, options.target(), retries)) {
      Target target = target(api);
      forEach(source, image -> livecopy(image, source, api, target));
    }
    return isGood("livecopy");
  }

  private Outcome livecopy(Description image, ImagesApi source, ImagesApi api, Target target)
      throws IOException {
    LOG.debug("Considering {}", image.id());
    Optional<Description> there = api.find(image.id());
    if (mayBeCopied(image, there) && !options.metaonly()) {
      return target.copy(image, there, () -> source.download(image.id()));
    }
    return there.isPresent() ? target.update(image, there.get()) : Outcome.SKIPPED;
  }

  /** Says what a server lacks that another has. Returns whether that could be told of all. */
  public boolean compare(Endpoint from, Endpoint to) throws IOException {
    try (ImagesApi source = new ImagesApi(from, options.source(), retries);
        ImagesApi api = new ImagesApi(to, options.target(), retries)) {
      forEach(source, image -> compare(image, api));
    }
    return failures == 0;
  }

  private Outcome compare(Description image, ImagesApi api) throws IOException {
    Optional<Description> there = api.find(image.id());
    if (there.isEmpty()) {
      if (image.isActive()) {
        LOG.warn(
            "Image {} (\"{}\") entirely missing from the destination", image.id(), image.name());
      }
      return Outcome.SKIPPED;
    }
    List<Difference> differences = fields.differences(image, there.get());
    for (Difference one : differences) {
      LOG.warn(
          "{}: field {} differs (source is {}, destination is {})",
          image.id(),
          PlainText.of(one.name()),
          PlainText.ofValue(one.source()),
          PlainText.ofValue(one.target()));
    }
    if (differences.isEmpty()) {
      LOG.debug("{} is identical", image.id());
    }
    return differences.isEmpty() ? Outcome.UNCHANGED : Outcome.CHANGED;
  }

  private Target target(ImagesApi api) {
    return new Target(api, fields, retries, options.chunksize());
  }

  private static Path existing(Path path) throws ReplicationFailure {
    if (!Files.isDirectory(path)) {
      throw new ReplicationFailure("%s is no directory".formatted(path));
    }
    return path;
  }

  /** What is done with an image. */
  private interface Work {
    Outcome on(Description image) throws IOException;
  }

  private void forEach(ImagesApi source, Work work) throws IOException {
    int refused = new AllImages(source).forEach(image -> attempt(image, () -> work.on(image)));
    failures += refused;
  }

  private void attempt(Object image, Retries.Attempt<Outcome> work) throws IOException {
    try {
      outcomes.merge(work.make(), 1, Integer::sum);
    } catch (Target.AlreadyThere e) {
      LOG.error("{}", e.getMessage());
      outcomes.merge(Outcome.SKIPPED, 1, Integer::sum);
    } catch (IOException e) {
      if (Retries.isTheEnd(e)) {
        throw e;
      }
      failures++;
      LOG.error("Image {}: {}", image, PlainText.of(Retries.reason(e)));
    }
  }

  private boolean isGood(String command) {
    LOG.info(
        "{} is done: {} copied, {} changed, {} unchanged, {} skipped, {} failed",
        command,
        count(Outcome.COPIED),
        count(Outcome.CHANGED),
        count(Outcome.UNCHANGED),
        count(Outcome.SKIPPED),
        failures);
    return failures == 0;
  }

  private int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }
}
