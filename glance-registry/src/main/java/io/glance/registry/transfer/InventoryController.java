package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.InventoryRegistry;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InventoryController implements InventoryRegistry {
  private static final String WITH_BYTES =
      " FROM images WHERE deleted = 0 AND status IN ('active', 'deactivated')";

  private final Queries queries;

  InventoryController(Queries queries) {
    this.queries = queries;
  }

  @Override
  public long count(RequestContext caller) {
    return queries.read(
        "SELECT COUNT(*)" + WITH_BYTES,
        List.of(),
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  @Override
  public List<String> images(Page page, RequestContext caller) {
    return texts(
        "SELECT id" + WITH_BYTES + " AND id > ? ORDER BY id LIMIT ?",
        List.of(Objects.requireNonNullElse(page.after(), ""), page.limit()));
  }

  @Override
  public List<Known> known(Ids ids, RequestContext caller) {
    if (ids.ids().isEmpty()) {
      return List.of();
    }
    String list = placeholders(ids.ids());
    Set<String> working =
        new HashSet<>(
            texts("SELECT image_id FROM glancej_transfers WHERE image_id IN " + list, ids.ids()));
    Map<String, List<String>> urls =
        queries.read(
            "SELECT image_id, value FROM image_locations WHERE status <> 'deleted'"
                + " AND image_id IN "
                + list,
            ids.ids(),
            InventoryController::urls);
    return queries.read(
        "SELECT id, status FROM images WHERE id IN " + list,
        ids.ids(),
        rows -> {
          List<Known> known = new ArrayList<>();
          while (rows.next()) {
            String id = rows.getString(1);
            String status = rows.getString(2);
            boolean busy = working.contains(id) || isAwaitingBytes(status);
            known.add(new Known(id, status, busy, urls.getOrDefault(id, List.of())));
          }
          return known;
        });
  }

  private static boolean isAwaitingBytes(String status) {
    return switch (ImageStatus.of(status)) {
      case QUEUED, SAVING, UPLOADING, IMPORTING -> true;
      case ACTIVE, DEACTIVATED, KILLED, PENDING_DELETE, DELETED -> false;
    };
  }

  private static Map<String, List<String>> urls(ResultSet rows) throws SQLException {
    Map<String, List<String>> urls = new LinkedHashMap<>();
    while (rows.next()) {
      urls.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
    }
    return urls;
  }

  @Override
  public List<String> inUse(Urls urls, RequestContext caller) {
    if (urls.urls().isEmpty()) {
      return List.of();
    }
    return texts(
        "SELECT DISTINCT value FROM image_locations WHERE status <> 'deleted' AND value IN "
            + placeholders(urls.urls()),
        urls.urls());
  }

  private static String placeholders(List<String> values) {
    return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }

  private List<String> texts(String sql, List<?> parameters) {
    return queries.read(
        sql,
        parameters,
        rows -> {
          List<String> found = new ArrayList<>();
          while (rows.next()) {
            found.add(rows.getString(1));
          }
          return found;
        });
  }
}
