package io.glance.common.connection;

import io.glance.common.connection.PemFiles.Content;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;

/**
 * Notices that certificates were renewed. Their files are read again and again, because that works
 * on any file system and with links as well. Files that do not fit together, as between the writing
 * of the one and the other, are left alone until they do.
 */
public final class PemWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PemWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PemFiles files;
  private final Consumer<SslBundle> renewed;
  private final SslBundle first;
  private final Thread watcher;
  private Content used;
  private @Nullable String complaint;

  /**
   * Loads the files, and watches them until it is closed.
   *
   * @param renewed is given what the files hold whenever that has changed
   * @throws IllegalArgumentException as {@link PemFiles#load}
   */
  public PemWatch(PemFiles files, Consumer<SslBundle> renewed) {
    this.files = files;
    this.renewed = renewed;
    used = files.content();
    first = files.load(used);
    watcher = Thread.ofVirtual().name("certificates").unstarted(this::watch);
  }

  /** What the files held when this was made. */
  public SslBundle first() {
    return first;
  }

  public PemWatch start() {
    watcher.start();
    return this;
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException _) {
      log.debug("certificates are watched no longer");
    }
  }

  private void look() {
    try {
      Content now = files.content();
      if (!now.equals(used)) {
        renewed.accept(files.load(now));
        used = now;
        log.info("The files of {} have changed and are in use", names());
      }
      complaint = null;
    } catch (RuntimeException e) {
      complain(String.valueOf(e.getMessage()), e);
    }
  }

  /** Once for each trouble, however long it lasts. */
  private void complain(String trouble, RuntimeException cause) {
    if (!trouble.equals(complaint)) {
      log.warn("What was read before stays in use: {}", trouble);
      log.debug("why", cause);
      complaint = trouble;
    }
  }

  private String names() {
    PemFile named = files.certificates() == null ? files.authorities() : files.certificates();
    return named == null ? "nothing" : named.option();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
