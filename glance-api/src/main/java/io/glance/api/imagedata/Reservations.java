package io.glance.api.imagedata;

import io.glance.api.quota.ProjectLimits;
import io.glance.api.quota.StorageQuota;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.common.registryapi.StorageRegistry.Reserve;
import io.glance.common.registryapi.StorageRegistry.Reserved;
import io.glance.common.registryapi.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gets room in the quota for bytes before they are stored: all at once where their number is known,
 * otherwise in growing portions. Where there is no quota, nobody is asked and nothing is in the
 * way.
 *
 * <p>Thread-safe.
 */
@Component
public final class Reservations {
  private static final long FIRST_PORTION = 64L << 20;

  /** How long older work waits for younger that has the room that it needs. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final StorageRegistry registry;
  private final StorageQuota quota;
  private final TransferKeeper keeper;

  Reservations(StorageRegistry registry, StorageQuota quota, TransferKeeper keeper) {
    this.registry = registry;
    this.quota = quota;
    this.keeper = keeper;
  }

  /**
   * What an upload needs when it begins; absent if it needs nothing.
   *
   * @param declaredSize bytes, or {@link DeclaredSize#UNKNOWN}
   * @param limits of the caller
   */
  @Nullable Reservation ofUpload(long declaredSize, RequestContext caller, ProjectLimits limits) {
    @Nullable StorageLimit limit = quota.limitFor(caller, limits);
    long known = Math.max(declaredSize, 0);
    return limit == null ? null : new Reservation(limit, known, known);
  }

  /**
   * The same data, as far as there is room for them.
   *
   * @param reserved what the transfer has already; absent if it needs nothing
   */
  InputStream watch(InputStream data, @Nullable Reservation reserved, Transfer transfer) {
    if (reserved == null) {
      return data;
    }
    StorageLimit limit = reserved.limit();
    return new ReservedBody(data, reserved.needed(), needed -> more(needed, limit, transfer));
  }

  /**
   * The same data, as far as there is room for them; none of them is read if there is not.
   *
   * @param declaredSize bytes that {@code data} will yield, or -1 if unknown
   * @param transfer that has reserved nothing yet
   * @param limit absent if there is none
   * @throws ReservedBody.Exceeded if there is no room
   * @throws UploadBody.TakenOver if the transfer is not this process's any more
   */
  public InputStream begin(
      InputStream data, long declaredSize, Transfer transfer, @Nullable StorageLimit limit)
      throws IOException {
    if (limit == null) {
      return data;
    }
    long known = Math.max(declaredSize, 0);
    long wanted = declaredSize < 0 ? FIRST_PORTION : known;
    long reserved = reserve(new Reservation(limit, known, wanted), transfer);
    return new ReservedBody(data, reserved, needed -> more(needed, limit, transfer));
  }

  /**
   * Gets room for all bytes that a transfer is going to store, in several stores perhaps.
   *
   * @param transfer that has reserved nothing yet
   * @param limit absent if there is none
   * @return the bytes that are reserved, none where there is no quota; empty if there is no room
   * @throws UploadBody.TakenOver if the transfer is not this process's any more
   */
  public OptionalLong tryReserve(long bytes, Transfer transfer, @Nullable StorageLimit limit)
      throws IOException {
    if (limit == null) {
      return OptionalLong.of(0);
    }
    try {
      Reserved got = ask(new Reservation(limit, bytes, bytes), transfer);
      return got.bytes() < bytes ? OptionalLong.empty() : OptionalLong.of(bytes);
    } catch (ReservedBody.Exceeded _) {
      return OptionalLong.empty();
    }
  }

  private long more(long needed, StorageLimit limit, Transfer transfer) throws IOException {
    long wanted = needed + Math.max(needed, FIRST_PORTION);
    return reserve(new Reservation(limit, needed, wanted), transfer);
  }

  private long reserve(Reservation wanted, Transfer transfer) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Reserved got = ask(wanted, transfer);
      if (got.bytes() >= wanted.needed()) {
        return got.bytes();
      }
      if (System.nanoTime() > deadline) {
        throw new ReservedBody.Exceeded(StorageLimit.exceeded(wanted.needed(), got.remaining()));
      }
      pause();
    }
  }

  private Reserved ask(Reservation wanted, Transfer transfer) throws IOException {
    Reserve order = new Reserve(keeper.holder(), wanted);
    try {
      return PatientCall.ask(transfer, self -> registry.reserve(transfer.id(), order, self));
    } catch (GlanceException.LimitExceeded e) {
      throw new ReservedBody.Exceeded(e);
    } catch (GlanceException.Conflict e) {
      throw new UploadBody.TakenOver(e);
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the service is stopping");
    }
  }
}
