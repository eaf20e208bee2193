package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Images and transfers by the registry's contract, in the heap, with a clock that tests move. */
final class MemoryRegistry implements TransferRegistry {
  private final Map<String, Image> images = new LinkedHashMap<>();
  private final Map<String, Held> transfers = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  private record Held(
      Transfer transfer, Holder holder, Instant expires, @Nullable Image otherwise) {}

  synchronized void put(Image image) {
    images.put(image.id(), image);
  }

  /** The image as it is, even if it is deleted. */
  synchronized Image image(String id) {
    Image image = images.get(id);
    if (image == null) {
      throw new GlanceException.NotFound("No image found with ID " + id);
    }
    return image;
  }

  /** The image as callers see it. */
  synchronized Image visible(String id) {
    Image image = image(id);
    if (image.status() == ImageStatus.DELETED || image.status() == ImageStatus.PENDING_DELETE) {
      throw new GlanceException.NotFound("No image found with ID " + id);
    }
    return image;
  }

  /** All images that callers see, in the order of their ids. */
  synchronized List<Image> allVisible() {
    return images.values().stream()
        .filter(image -> image.status() != ImageStatus.DELETED)
        .filter(image -> image.status() != ImageStatus.PENDING_DELETE)
        .sorted(Comparator.comparing(Image::id))
        .toList();
  }

  synchronized boolean knows(String id) {
    return images.containsKey(id);
  }

  synchronized List<Transfer> transfers() {
    return transfers.values().stream().map(Held::transfer).toList();
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Transfer beginUpload(BeginUpload upload, RequestContext caller) {
    Image image = visible(upload.imageId());
    if (image.status() != ImageStatus.QUEUED) {
      throw new GlanceException.Conflict(
          "Image status transition from %s to saving is not allowed"
              .formatted(image.status().wireName()));
    }
    put(Images.with(image, ImageStatus.SAVING));
    return keep(
        new Transfer(
            id(),
            image.id(),
            Transfer.Kind.UPLOAD,
            List.of(upload.store()),
            null,
            caller.projectId(),
            List.of()),
        upload.holder(),
        Images.with(image, upload.otherwise()));
  }

  @Override
  public synchronized Image finishUpload(
      String transferId, FinishUpload finish, RequestContext caller) {
    Transfer transfer = held(transferId, finish.holder()).transfer();
    Image image = image(transfer.imageId());
    if (image.status() != ImageStatus.SAVING) {
      throw new GlanceException.Gone("Image %s is deleted".formatted(image.id()));
    }
    StoredData data = finish.data();
    Image active = Images.withData(image, data);
    put(active);
    transfers.remove(transferId);
    return active;
  }

  @Override
  public synchronized void abandonUpload(String transferId, Holder holder, RequestContext caller) {
    Held held = held(transferId, holder);
    Image image = image(held.transfer().imageId());
    if (image.status() == ImageStatus.SAVING) {
      put(Objects.requireNonNull(held.otherwise()));
    }
    transfers.remove(transferId);
  }

  @Override
  public synchronized Transfer beginRemoval(BeginRemoval removal, RequestContext caller) {
    Image image = visible(removal.imageId());
    if (image.status() != removal.from()) {
      throw new GlanceException.Conflict("Image %s was changed".formatted(image.id()));
    }
    Transfer transfer =
        new Transfer(
            id(), image.id(), Transfer.Kind.REMOVAL, List.of(), null, null, image.locations());
    if (image.locations().isEmpty()) {
      put(Images.with(image, ImageStatus.DELETED));
      return transfer;
    }
    put(Images.with(image, ImageStatus.PENDING_DELETE));
    return keep(transfer, removal.holder(), image);
  }

  @Override
  public synchronized void finishRemoval(String transferId, Holder holder, RequestContext caller) {
    Image image = image(held(transferId, holder).transfer().imageId());
    put(Images.with(image, ImageStatus.DELETED));
    transfers.remove(transferId);
  }

  @Override
  public synchronized void undoRemoval(String transferId, Holder holder, RequestContext caller) {
    Image before = held(transferId, holder).otherwise();
    if (before != null) {
      put(before);
    }
    transfers.remove(transferId);
  }

  @Override
  public synchronized Transfer beginWithdrawal(BeginWithdrawal withdrawal, RequestContext caller) {
    Image image = visible(withdrawal.imageId());
    if (image.locations().size() == 1) {
      throw new GlanceException.Forbidden("the only location");
    }
    ImageLocation location =
        image.locations().stream()
            .filter(one -> one.id() == withdrawal.locationId())
            .findFirst()
            .orElseThrow(() -> new GlanceException.NotFound("no such location"));
    List<ImageLocation> left = new ArrayList<>(image.locations());
    left.remove(location);
    put(Images.at(image, left));
    return keep(
        new Transfer(
            id(), image.id(), Transfer.Kind.WITHDRAWAL, List.of(), null, null, List.of(location)),
        withdrawal.holder(),
        null);
  }

  @Override
  public synchronized void finishWithdrawal(
      String transferId, Holder holder, RequestContext caller) {
    held(transferId, holder);
    transfers.remove(transferId);
  }

  @Override
  public synchronized void undoWithdrawal(String transferId, Holder holder, RequestContext caller) {
    Transfer transfer = held(transferId, holder).transfer();
    Image image = image(transfer.imageId());
    if (image.status() != ImageStatus.ACTIVE) {
      throw new GlanceException.Gone("Image %s is deleted".formatted(image.id()));
    }
    List<ImageLocation> all = new ArrayList<>(image.locations());
    all.addAll(transfer.locations());
    put(Images.at(image, all));
    transfers.remove(transferId);
  }

  @Override
  public synchronized Transfer beginStray(BeginStray stray, RequestContext caller) {
    Image image = image(stray.imageId());
    boolean isWanted =
        switch (image.status()) {
          case QUEUED, SAVING, IMPORTING -> true;
          case ACTIVE, DEACTIVATED, PENDING_DELETE -> urls(image).contains(stray.bytes().url());
          case UPLOADING, KILLED, DELETED -> false;
        };
    if (isWanted
        || transfers().stream().anyMatch(transfer -> transfer.imageId().equals(image.id()))) {
      throw new GlanceException.Conflict("somebody works on image " + image.id());
    }
    ImageLocation bytes = new ImageLocation(1, stray.bytes().url(), stray.bytes().metadata());
    return keep(
        new Transfer(id(), image.id(), Transfer.Kind.STRAY, List.of(), null, null, List.of(bytes)),
        stray.holder(),
        null);
  }

  @Override
  public synchronized void finishStray(String transferId, Holder holder, RequestContext caller) {
    held(transferId, holder);
    transfers.remove(transferId);
  }

  @Override
  public synchronized Transfer get(String transferId, RequestContext caller) {
    Held held = transfers.get(transferId);
    if (held == null) {
      throw new GlanceException.NotFound("no transfer " + transferId);
    }
    return held.transfer();
  }

  @Override
  public synchronized List<String> renew(Renewal renewal, RequestContext caller) {
    List<String> ours = new ArrayList<>();
    for (String id : renewal.transferIds()) {
      Held held = transfers.get(id);
      if (held != null && held.holder().equals(renewal.holder())) {
        keep(held.transfer(), held.holder(), held.otherwise());
        ours.add(id);
      }
    }
    return ours;
  }

  /** A claimed transfer gets another id, so that what its former holder still says is refused. */
  @Override
  public synchronized List<Transfer> claimAbandoned(Claim claim, RequestContext caller) {
    List<Transfer> claimed = new ArrayList<>();
    for (Held held : List.copyOf(transfers.values())) {
      boolean earlier =
          held.holder().node().equals(claim.holder().node())
              && !held.holder().process().equals(claim.holder().process());
      if (earlier || !held.expires().isAfter(now)) {
        Transfer old = held.transfer();
        transfers.remove(old.id());
        Transfer taken =
            new Transfer(
                id(),
                old.imageId(),
                old.kind(),
                old.stores(),
                old.taskId(),
                old.projectId(),
                old.locations());
        claimed.add(keep(taken, claim.holder(), held.otherwise()));
      }
    }
    return claimed;
  }

  private Transfer keep(Transfer transfer, Holder holder, @Nullable Image removed) {
    Instant expires = now.plusSeconds(LEASE_SECONDS);
    transfers.put(transfer.id(), new Held(transfer, holder, expires, removed));
    return transfer;
  }

  private Held held(String transferId, Holder holder) {
    Held held = transfers.get(transferId);
    if (held == null || !held.holder().equals(holder)) {
      throw new GlanceException.Conflict("transfer %s is not yours".formatted(transferId));
    }
    return held;
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  static List<String> urls(Image image) {
    return image.locations().stream().map(ImageLocation::url).toList();
  }
}
