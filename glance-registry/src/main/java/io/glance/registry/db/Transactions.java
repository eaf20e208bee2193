package io.glance.registry.db;

import io.glance.common.error.GlanceException;
import io.glance.registry.db.DatabaseErrors.Meaning;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work as one transaction, again when another transaction was in its way.
 *
 * <p>Work may run several times and must leave nothing but rows behind. Thread-safe.
 */
public final class Transactions {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);
  private static final int ATTEMPTS = 10;
  private static final int FIRST_PAUSE_MILLIS = 5;
  private static final int LONGEST_PAUSE_MILLIS = 400;

  private final TransactionTemplate template;

  /**
   * SQLite has one writer. Waiting for it inside the library would hold a carrier thread, and with
   * all carriers held the writer could not go on.
   */
  private final @Nullable Semaphore onlyWriter;

  public Transactions(PlatformTransactionManager manager, Database database) {
    template = new TransactionTemplate(manager);
    onlyWriter = database == Database.SQLITE ? new Semaphore(1, true) : null;
  }

  /**
   * @throws GlanceException.Unavailable if the database does not answer, or if others stayed in the
   *     way for some seconds
   * @throws GlanceException.Invalid if a value does not fit its column
   * @throws GlanceException.Duplicate if a row of that key exists
   */
  public <T> T run(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(work);
      } catch (RuntimeException e) {
        if (e instanceof GlanceException
            || attempt == ATTEMPTS
            || DatabaseErrors.meaningOf(e) != Meaning.LOCKED) {
          throw DatabaseErrors.translate(e);
        }
        log.debug("attempt {} met another transaction and is repeated", attempt, e);
        pause(attempt);
      }
    }
  }

  public void run(Runnable work) {
    run(() -> {
      work.run();
      return true;
    });
  }

  private <T> T attempt(Supplier<T> work) {
    if (onlyWriter == null) {
      return transaction(work);
    }
    acquire(onlyWriter);
    try {
      return transaction(work);
    } finally {
      onlyWriter.release();
    }
  }

  @SuppressWarnings("NullAway") // what comes out is what work returned, which is never null
  private <T> T transaction(Supplier<T> work) {
    return template.execute(_ -> work.get());
  }

  private static void acquire(Semaphore permit) {
    try {
      permit.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new GlanceException.Unavailable("The registry is stopping.");
    }
  }

  private static void pause(int attempt) {
    int longest = Math.min(FIRST_PAUSE_MILLIS << attempt, LONGEST_PAUSE_MILLIS);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest + 1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new GlanceException.Unavailable("The registry is stopping.");
    }
  }
}
