package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A link to the registry that fails as often as told. */
final class BrittleTransfers implements TransferRegistry {

  /** What happens to a call. */
  enum Fault {
    /** It never gets there. */
    REQUEST_LOST,
    /** It is done, but nobody hears of it. */
    ANSWER_LOST,
    /** The registry fails and says so; nothing is done. */
    REFUSED
  }

  private final TransferRegistry registry;
  private final Deque<Fault> finishFaults = new ArrayDeque<>();
  private final List<Integer> renewals = new CopyOnWriteArrayList<>();
  private Runnable beforeFinish = () -> {};
  private boolean beginIsLost;
  private boolean down;

  BrittleTransfers(TransferRegistry registry) {
    this.registry = registry;
  }

  /** The next calls that end a transfer meet these, one each. */
  synchronized void onFinish(Fault... faults) {
    finishFaults.addAll(List.of(faults));
  }

  /** The next upload that begins never gets there. */
  synchronized void loseNextBegin() {
    beginIsLost = true;
  }

  synchronized void beforeFinish(Runnable event) {
    beforeFinish = event;
  }

  synchronized void setDown(boolean isDown) {
    down = isDown;
  }

  /** How many leases each call so far was to renew. */
  List<Integer> renewals() {
    return List.copyOf(renewals);
  }

  @Override
  public Transfer beginUpload(BeginUpload upload, RequestContext caller) {
    return beginning(() -> registry.beginUpload(upload, caller));
  }

  @Override
  public Image finishUpload(String transferId, FinishUpload finish, RequestContext caller) {
    return finishing(() -> registry.finishUpload(transferId, finish, caller));
  }

  @Override
  public void abandonUpload(String transferId, Holder holder, RequestContext caller) {
    run(() -> registry.abandonUpload(transferId, holder, caller));
  }

  @Override
  public Transfer beginRemoval(BeginRemoval removal, RequestContext caller) {
    return call(() -> registry.beginRemoval(removal, caller));
  }

  @Override
  public void finishRemoval(String transferId, Holder holder, RequestContext caller) {
    finishing(() -> {
      registry.finishRemoval(transferId, holder, caller);
      return true;
    });
  }

  @Override
  public void undoRemoval(String transferId, Holder holder, RequestContext caller) {
    run(() -> registry.undoRemoval(transferId, holder, caller));
  }

  @Override
  public Transfer beginWithdrawal(BeginWithdrawal withdrawal, RequestContext caller) {
    return call(() -> registry.beginWithdrawal(withdrawal, caller));
  }

  @Override
  public void finishWithdrawal(String transferId, Holder holder, RequestContext caller) {
    finishing(() -> {
      registry.finishWithdrawal(transferId, holder, caller);
      return true;
    });
  }

  @Override
  public void undoWithdrawal(String transferId, Holder holder, RequestContext caller) {
    run(() -> registry.undoWithdrawal(transferId, holder, caller));
  }

  @Override
  public Transfer beginStray(BeginStray stray, RequestContext caller) {
    return beginning(() -> registry.beginStray(stray, caller));
  }

  @Override
  public void finishStray(String transferId, Holder holder, RequestContext caller) {
    finishing(() -> {
      registry.finishStray(transferId, holder, caller);
      return true;
    });
  }

  @Override
  public Transfer get(String transferId, RequestContext caller) {
    return call(() -> registry.get(transferId, caller));
  }

  @Override
  public List<String> renew(Renewal renewal, RequestContext caller) {
    renewals.add(renewal.transferIds().size());
    return call(() -> registry.renew(renewal, caller));
  }

  @Override
  public List<Transfer> claimAbandoned(Claim claim, RequestContext caller) {
    return call(() -> registry.claimAbandoned(claim, caller));
  }

  private synchronized <T> T beginning(Supplier<T> call) {
    if (beginIsLost) {
      beginIsLost = false;
      throw silence();
    }
    return call(call);
  }

  private synchronized <T> T finishing(Supplier<T> call) {
    beforeFinish.run();
    Fault fault = finishFaults.poll();
    if (fault == null) {
      return call(call);
    }
    if (fault == Fault.ANSWER_LOST) {
      call(call);
    }
    throw fault == Fault.REFUSED ? new GlanceException.Failed(null, null) : silence();
  }

  private void run(Runnable call) {
    call(() -> {
      call.run();
      return true;
    });
  }

  private synchronized <T> T call(Supplier<T> call) {
    if (down) {
      throw silence();
    }
    return call.get();
  }

  private static GlanceException silence() {
    return new GlanceException.Unavailable(null, null);
  }
}
