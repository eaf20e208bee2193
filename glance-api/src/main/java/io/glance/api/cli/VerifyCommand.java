package io.glance.api.cli;

import io.glance.api.inventory.Finding;
import io.glance.api.inventory.Inventory;
import io.glance.api.inventory.Verification;
import io.glance.common.image.Image;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code glance-manage verify}: are stored bytes those that were stored? For one run. */
final class VerifyCommand {
  private static final long PROGRESS_NANOS = 5_000_000_000L;

  private final Inventory images;
  private final PrintStream out;
  private final PrintStream err;
  private final Report report =
      new Report("image", "location", "store", "state", "bytes", "detail");
  private final Map<Finding.State, Integer> counts = new EnumMap<>(Finding.State.class);
  private long bytes;
  private int done;
  private long told = System.nanoTime();

  VerifyCommand(Inventory images, PrintStream out, PrintStream err) {
    this.images = images;
    this.out = out;
    this.err = err;
  }

  /** Returns whether nothing is wrong. */
  boolean run(InventoryArguments wanted) throws IOException {
    Verification verification = images.verification(wanted.bytesPerSecond());
    if (wanted.images().isEmpty()) {
      verifyAll(verification, wanted.state());
    } else {
      for (String id : wanted.images()) {
        Image image = images.find(id).orElseThrow(() -> new CommandFailure("finds no image " + id));
        take(verification, image, wanted.images().size());
      }
    }
    boolean isGood = counts.keySet().stream().noneMatch(Finding.State::isBad);
    report.summarize("images", done);
    report.summarize("bytes", bytes);
    counts.forEach((state, count) -> report.summarize(name(state), count));
    report.print(wanted.json(), out);
    return isGood;
  }

  private void verifyAll(Verification verification, @Nullable Path state) throws IOException {
    @Nullable String after = null;
    if (state != null && Files.exists(state)) {
      after = Files.readString(state).strip();
      err.printf("going on after image %s%n", after);
    }
    long total = images.count();
    images.forEach(
        after,
        image -> {
          take(verification, image, total);
          remember(state, image.id());
        });
    if (state != null) {
      Files.deleteIfExists(state);
    }
  }

  private void take(Verification verification, Image image, long total) {
    for (Finding finding : verification.of(image)) {
      counts.merge(finding.state(), 1, Integer::sum);
      bytes += finding.bytes();
      if (finding.state() != Finding.State.OK) {
        report.add(
            finding.imageId(),
            finding.location(),
            finding.store(),
            name(finding.state()),
            finding.bytes(),
            finding.detail());
      }
    }
    done++;
    if (System.nanoTime() - told > PROGRESS_NANOS) {
      told = System.nanoTime();
      err.printf("%d of %d images, %d MiB%n", done, total, bytes >> 20);
    }
  }

  private static void remember(@Nullable Path state, String id) {
    if (state == null) {
      return;
    }
    try {
      Files.writeString(state, id + "\n");
    } catch (IOException e) {
      throw new CommandFailure("cannot write %s: %s".formatted(state, e.getMessage()));
    }
  }

  private static String name(Finding.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
