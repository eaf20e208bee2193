package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.Renewal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the leases of the transfers that this process works on, many with one call. Thread-safe.
 *
 * <p>Whoever finds that a transfer was {@linkplain Hold#isLost() lost} stops at once and touches
 * nothing: another process cleans up behind it.
 */
public final class TransferKeeper {
  private static final Logger log = LoggerFactory.getLogger(TransferKeeper.class);

  /** They become one list in a statement. */
  static final int MOST_AT_ONCE = 500;

  private final TransferRegistry transfers;
  private final Holder holder;
  private final Set<Hold> held = ConcurrentHashMap.newKeySet();

  TransferKeeper(TransferRegistry transfers, Holder holder) {
    this.transfers = transfers;
    this.holder = holder;
  }

  public Holder holder() {
    return holder;
  }

  /** Keeps the lease of a transfer until the result is closed. */
  public Hold hold(Transfer transfer) {
    Hold hold = new Hold(transfer);
    held.add(hold);
    return hold;
  }

  boolean worksOn(String imageId) {
    return held.stream().anyMatch(hold -> hold.transfer.imageId().equals(imageId));
  }

  /**
   * Renews every lease that is held now; does nothing if there is none.
   *
   * @throws RuntimeException if the registry does not answer; leases that were not renewed by then
   *     run on as they were
   */
  void renew() {
    List<Hold> now = List.copyOf(held);
    for (int from = 0; from < now.size(); from += MOST_AT_ONCE) {
      renew(now.subList(from, Math.min(now.size(), from + MOST_AT_ONCE)));
    }
  }

  private void renew(List<Hold> now) {
    List<String> ids = now.stream().map(hold -> hold.transfer.id()).toList();
    Set<String> ours =
        Set.copyOf(transfers.renew(new Renewal(holder, ids), Background.newContext()));
    for (Hold hold : now) {
      if (!ours.contains(hold.transfer.id()) && held.contains(hold)) {
        hold.lost = true;
        log.warn("transfer of image {} is no longer ours", hold.transfer.imageId());
      }
    }
  }

  /** Asks the registry, and renews the lease by the way. */
  public boolean isStillOurs(Transfer transfer, RequestContext caller) {
    Renewal renewal = new Renewal(holder, List.of(transfer.id()));
    return transfers.renew(renewal, caller).contains(transfer.id());
  }

  /** One transfer in work. Closing it does not end the transfer, only the renewals. */
  public final class Hold implements AutoCloseable {
    private final Transfer transfer;
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean lost;

    private Hold(Transfer transfer) {
      this.transfer = transfer;
    }

    public Transfer transfer() {
      return transfer;
    }

    public boolean isLost() {
      return lost;
    }

    /** Whether this was never asked before: an error that repeats is logged once. */
    boolean isFirstFailure() {
      return failed.compareAndSet(false, true);
    }

    @Override
    public void close() {
      held.remove(this);
    }
  }
}
