package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ImagesController implements ImageRegistry {
  private final ImageReader reader;
  private final ImageLister lister;
  private final ImageCreation creation;
  private final ImageRows rows;
  private final Transactions transactions;

  ImagesController(
      ImageReader reader,
      ImageLister lister,
      ImageCreation creation,
      ImageRows rows,
      Transactions transactions) {
    this.reader = reader;
    this.lister = lister;
    this.creation = creation;
    this.rows = rows;
    this.transactions = transactions;
  }

  @Override
  public Image create(NewImage image, RequestContext caller) {
    return creation.create(image);
  }

  @Override
  public Image createWithin(CreateWithin wanted, RequestContext caller) {
    return creation.create(wanted.image(), wanted.limit());
  }

  @Override
  public Image get(String id, RequestContext caller) {
    return reader.get(id, caller);
  }

  @Override
  public Image getEvenDeleted(String id, RequestContext caller) {
    return caller.admin() ? reader.getEvenDeleted(id) : reader.get(id, caller);
  }

  @Override
  public List<Image> getAll(List<String> ids, RequestContext caller) {
    return reader.getAll(ids, caller);
  }

  @Override
  public List<Image> list(ImageQuery query, RequestContext caller) {
    return lister.list(query, caller);
  }

  @Override
  public Image update(String id, ImageUpdate update, RequestContext caller) {
    ImageEdit.check(update.after());
    return transactions.run(() -> {
      ImageEntity image = rows.lock(id, caller);
      ImageEdit edit = new ImageEdit(image, update, rows);
      edit.requireDescribable(caller);
      edit.apply();
      return rows.written(image);
    });
  }

  @Override
  public Image changeStatus(String id, StatusChange change, RequestContext caller) {
    return transactions.run(() -> {
      ImageEntity image = rows.lock(id, caller);
      ImageStatus current = ImageStatus.of(image.status);
      if (current != change.from() || !current.canMoveTo(change.to())) {
        throw new GlanceException.Conflict(current.refusalOf(change.to()));
      }
      image.status = change.to().wireName();
      image.updatedAt = rows.now();
      return rows.written(image);
    });
  }

  @Override
  public void addTag(String id, String tag, RequestContext caller) {
    ColumnLimits.check("A tag", tag, ColumnLimits.NAME);
    transactions.run(() -> {
      ImageEntity image = rows.lock(id, caller);
      if (image.tags.stream().noneMatch(one -> !one.deleted && one.value.equals(tag))) {
        rows.insert(TagEntity.of(image.id, tag, rows.now()));
        image.updatedAt = rows.now();
      }
    });
  }

  @Override
  public void removeTag(String id, String tag, RequestContext caller) {
    transactions.run(() -> {
      ImageEntity image = rows.lock(id, caller);
      List<TagEntity> found =
          image.tags.stream().filter(one -> !one.deleted && one.value.equals(tag)).toList();
      if (found.isEmpty()) {
        throw new GlanceException.NotFound(null, null);
      }
      found.forEach(one -> one.delete(rows.now()));
      image.updatedAt = rows.now();
    });
  }
}
