package io.glance.api.importing;

import io.glance.api.imagedata.Background;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.InternalProperties;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.store.backends.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes staged bytes that nobody will import: those of images that are gone, and those that were
 * left behind when another node ended what this one had begun. Files of other names are not ours.
 *
 * <p>Source: glance/housekeeping.py, StagingStoreCleaner.
 */
final class StagingCleaner {
  private static final Logger log = LoggerFactory.getLogger(StagingCleaner.class);
  private static final Pattern OURS =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\\..*)?");

  /** Whatever is younger may belong to work that has only just begun on another node. */
  private static final Duration YOUNG = Duration.ofHours(1);

  private final Stores stores;
  private final ImageRegistry images;
  private final Clock clock;

  StagingCleaner(Stores stores, ImageRegistry images, Clock clock) {
    this.stores = stores;
    this.images = images;
    this.clock = clock;
  }

  /** Whether all files could be looked at; else it is worth a second try. */
  boolean pass() {
    try {
      for (Path file : files(stores.stagingDirectory())) {
        look(file);
      }
      return true;
    } catch (GlanceException.Unavailable e) {
      log.info("cannot look for staged bytes that are left over yet: {}", e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      log.warn("could not look for staged bytes that are left over", e);
      return true;
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void look(Path file) throws IOException {
    Matcher name = OURS.matcher(file.getFileName().toString());
    if (name.matches() && isLeftOver(name.group(1), file)) {
      Files.deleteIfExists(file);
      log.info("removed staged bytes that were left over: {}", file);
    }
  }

  private boolean isLeftOver(String imageId, Path file) throws IOException {
    Image image;
    try {
      image = images.get(imageId, Background.newContext());
    } catch (GlanceException.NotFound _) {
      return isOld(file); // it may be of another installation
    }
    boolean isStaged = file.getFileName().toString().equals(imageId);
    return switch (image.status()) {
      case UPLOADING -> !isStaged && isOld(file);
      case IMPORTING -> false;
      case KILLED, DELETED, PENDING_DELETE -> true;
      case QUEUED, SAVING, ACTIVE, DEACTIVATED ->
          !image.properties().containsKey(InternalProperties.IMPORT_TASK) && isOld(file);
    };
  }

  private boolean isOld(Path file) throws IOException {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.plus(YOUNG).isBefore(clock.instant());
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
