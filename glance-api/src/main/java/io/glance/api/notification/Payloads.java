package io.glance.api.notification;

import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.Visibility;
import io.glance.common.task.Task;
import io.glance.common.time.OpenStackTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What notifications say, key by key in the original's order. Places of bytes, inputs and messages
 * of tasks are left out on purpose: they may hold secrets.
 *
 * <p>Source: glance/notifier.py, format_image_notification, format_image_member_notification and
 * format_task_notification.
 */
final class Payloads {

  private Payloads() {}

  static Map<String, @Nullable Object> of(Image image) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("id", image.id());
    payload.put("name", image.name());
    payload.put("status", image.status().wireName());
    payload.put("created_at", time(image.createdAt()));
    payload.put("updated_at", time(image.updatedAt()));
    payload.put("min_disk", image.minDisk());
    payload.put("min_ram", image.minRam());
    payload.put("protected", image.isProtected());
    payload.put("checksum", image.checksum());
    payload.put("owner", image.owner());
    payload.put("disk_format", image.diskFormat());
    payload.put("container_format", image.containerFormat());
    payload.put("size", image.size());
    payload.put("virtual_size", image.virtualSize());
    payload.put("is_public", image.visibility() == Visibility.PUBLIC);
    payload.put("visibility", image.visibility().wireName());
    payload.put("properties", image.properties());
    payload.put("tags", image.tags());
    return withDeletion(payload, null);
  }

  static Map<String, @Nullable Object> of(ImageMember member, @Nullable Instant deletedAt) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("image_id", member.imageId());
    payload.put("member_id", member.member());
    payload.put("status", member.status().wireName());
    payload.put("created_at", time(member.createdAt()));
    payload.put("updated_at", time(member.updatedAt()));
    return withDeletion(payload, deletedAt);
  }

  static Map<String, @Nullable Object> of(Task task) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("id", task.id());
    payload.put("type", task.type().wireName());
    payload.put("status", task.status().wireName());
    payload.put("result", null);
    payload.put("owner", task.owner());
    payload.put("message", null);
    payload.put("expires_at", time(task.expiresAt()));
    payload.put("created_at", time(task.createdAt()));
    payload.put("updated_at", time(task.updatedAt()));
    return withDeletion(payload, null);
  }

  static Map<String, @Nullable Object> withDeletion(
      Map<String, @Nullable Object> payload, @Nullable Instant deletedAt) {
    payload.put("deleted", deletedAt != null);
    payload.put("deleted_at", deletedAt == null ? null : OpenStackTime.format(deletedAt));
    return payload;
  }

  /** A time that is not set is told as now, as the original does. */
  static String time(@Nullable Instant time) {
    return OpenStackTime.format(time == null ? Instant.now() : time);
  }
}
