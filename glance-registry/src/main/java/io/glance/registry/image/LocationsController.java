package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.LocationStatus;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.NewLocation;
import io.glance.registry.db.Transactions;
import java.time.Instant;
import java.util.Map;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LocationsController implements LocationRegistry {
  private final ImageRows rows;
  private final LocationRepository locations;
  private final Transactions transactions;

  LocationsController(ImageRows rows, LocationRepository locations, Transactions transactions) {
    this.rows = rows;
    this.locations = locations;
    this.transactions = transactions;
  }

  @Override
  public Image add(String imageId, NewLocation location, RequestContext caller) {
    String metadata = LocationMetadata.write(location.metadata());
    ColumnLimits.checkText("The location", location.url());
    ColumnLimits.checkText("The location's metadata", metadata);
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      boolean known =
          locations.ofImage(image.id).stream()
              .anyMatch(one -> one.isActive() && one.value.equals(location.url()));
      if (known) {
        throw new GlanceException.Duplicate("The location URL already exists");
      }
      rows.insert(LocationEntity.of(image.id, location.url(), metadata, rows.now()));
      image.updatedAt = rows.now();
      return rows.written(image);
    });
  }

  @Override
  public Image setMetadata(
      String imageId, long locationId, Map<String, Object> metadata, RequestContext caller) {
    String text = LocationMetadata.write(metadata);
    ColumnLimits.checkText("The location's metadata", text);
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      LocationEntity location = active(image, locationId);
      Instant now = rows.now();
      location.metadata = text;
      location.updatedAt = now;
      image.updatedAt = now;
      return rows.written(image);
    });
  }

  @Override
  public Image remove(String imageId, long locationId, RequestContext caller) {
    return transactions.run(() -> {
      ImageEntity image = rows.lock(imageId, caller);
      Instant now = rows.now();
      active(image, locationId).delete(LocationStatus.DELETED, now);
      image.updatedAt = now;
      return rows.written(image);
    });
  }

  private LocationEntity active(ImageEntity image, long locationId) {
    return locations.ofImage(image.id).stream()
        .filter(one -> one.id != null && one.id == locationId && one.isActive())
        .findFirst()
        .orElseThrow(() ->
            new GlanceException.NotFound(
                "No location found with ID %d from image %s".formatted(locationId, image.id)));
  }
}
