package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageLifecycle;
import io.glance.registry.image.ImageScrubs;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ScrubsController implements ScrubRegistry {
  private final TransferRepository transfers;
  private final TransferRows rows;
  private final ImageLifecycle images;
  private final ImageScrubs scrubs;
  private final Transactions transactions;
  private final Clock clock;

  ScrubsController(
      TransferRepository transfers,
      TransferRows rows,
      ImageLifecycle images,
      ImageScrubs scrubs,
      Transactions transactions,
      Clock clock) {
    this.transfers = transfers;
    this.rows = rows;
    this.images = images;
    this.scrubs = scrubs;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public boolean leave(Leave image, RequestContext caller) {
    return transactions.run(() -> {
      if (!transfers.lockAllOf(image.imageId()).isEmpty()) {
        return false;
      }
      images.hide(image.imageId(), image.from(), caller);
      rows.requireNoWork(image.imageId());
      return true;
    });
  }

  @Override
  public List<String> due(Due wanted, RequestContext caller) {
    String after = Objects.requireNonNullElse(wanted.after(), "");
    return transactions.run(() ->
        transfers.toBeScrubbed(wanted.until(), after, clock.millis(), Limit.of(wanted.limit())));
  }

  @Override
  public Transfer begin(BeginScrub scrub, RequestContext caller) {
    return transactions.run(() -> {
      String imageId = scrubs.require(scrub.imageId());
      List<TransferEntity> found = transfers.lockAllOf(imageId);
      if (!found.isEmpty()) {
        return takeOver(found, scrub.holder());
      }
      TransferEntity transfer =
          rows.begin(Transfer.Kind.SCRUB, imageId, ImageStatus.PENDING_DELETE, scrub.holder());
      return rows.insert(transfer);
    });
  }

  /** Goes on behind a scrubber that died. */
  private Transfer takeOver(List<TransferEntity> found, Holder holder) {
    TransferEntity only = found.getFirst();
    if (found.size() > 1 || only.kind != Transfer.Kind.SCRUB || only.leaseUntil >= clock.millis()) {
      throw isAtWork(only.imageId);
    }
    return rows.takeOver(only, holder).orElseThrow(() -> isAtWork(only.imageId));
  }

  private static GlanceException.Conflict isAtWork(String imageId) {
    return new GlanceException.Conflict("Somebody works on image %s".formatted(imageId));
  }

  @Override
  public void gone(String transferId, Gone location, RequestContext caller) {
    transactions.run(
        () -> scrubs.gone(held(transferId, location.holder()).imageId, location.locationId()));
  }

  @Override
  public void finish(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      images.forget(transfer.imageId);
      rows.end(transfer);
    });
  }

  @Override
  public void postpone(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      if (transfer.imageStatus.equals(ImageStatus.PENDING_DELETE.wireName())) {
        rows.end(transfer);
      }
    });
  }

  @Override
  public void restore(String imageId, RequestContext caller) {
    transactions.run(() -> {
      String id = scrubs.require(imageId);
      List<TransferEntity> work = transfers.lockAllOf(id);
      if (work.stream().anyMatch(one -> one.kind == Transfer.Kind.SCRUB)) {
        throw new GlanceException.Conflict(
            "The scrub of image %s has begun and bytes of it may be gone: it cannot be restored. Let the scrubber finish."
                .formatted(id));
      }
      if (!work.isEmpty()) {
        throw isAtWork(id);
      }
      scrubs.restore(id);
    });
  }

  private TransferEntity held(String transferId, Holder holder) {
    return rows.held(transferId, holder, Transfer.Kind.SCRUB);
  }
}
