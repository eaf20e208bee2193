package io.glance.api.notification;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to an image.
 *
 * <p>Source: glance/notifier.py, ImageProxy and ImageRepoProxy.
 */
sealed interface ImageEvent extends Event {
  /** Properties that tell how far an import is. */
  List<String> IMPORT_LISTS = List.of("os_glance_importing_to_stores", "os_glance_failed_import");

  record Created(Image image) implements ImageEvent {
    @Override
    public String type() {
      return "image.create";
    }

    @Override
    public Object payload() {
      return Payloads.of(image);
    }
  }

  record Updated(Image image) implements ImageEvent {
    static final String TYPE = "image.update";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Object payload() {
      return Payloads.of(image);
    }
  }

  /**
   * Bytes are about to be written.
   *
   * @param store where they go; absent where there is only one store
   */
  record Prepared(Image image, @Nullable String store) implements ImageEvent {
    @Override
    public String type() {
      return "image.prepare";
    }

    @Override
    public Object payload() {
      Map<String, @Nullable Object> payload = Payloads.of(image);
      putImportLists(payload, image.properties());
      if (store != null) {
        payload.put("backend", store);
      }
      return payload;
    }
  }

  /**
   * Bytes are stored.
   *
   * @param properties of the image just before; the import's lists still name the store
   */
  record Uploaded(Image image, Map<String, @Nullable String> properties) implements ImageEvent {
    public Uploaded {
      properties = new LinkedHashMap<>(properties);
    }

    @Override
    public String type() {
      return "image.upload";
    }

    @Override
    public Object payload() {
      Map<String, @Nullable Object> payload = Payloads.of(image);
      payload.put("properties", properties);
      putImportLists(payload, properties);
      return payload;
    }
  }

  /**
   * Bytes could not be stored.
   *
   * @param message is the whole payload
   */
  record UploadFailed(String message) implements ImageEvent {
    @Override
    public String type() {
      return "image.upload";
    }

    @Override
    public boolean isFailure() {
      return true;
    }

    @Override
    public Object payload() {
      return message;
    }
  }

  /** An image became active with its bytes. */
  record Activated(Image image, Map<String, @Nullable String> properties) implements ImageEvent {
    public Activated {
      properties = new LinkedHashMap<>(properties);
    }

    @Override
    public String type() {
      return "image.activate";
    }

    @Override
    public Object payload() {
      Map<String, @Nullable Object> payload = Payloads.of(image);
      payload.put("properties", properties);
      return payload;
    }
  }

  /**
   * @param image as it was when it was there
   */
  record Deleted(Image image, Instant when) implements ImageEvent {
    @Override
    public String type() {
      return "image.delete";
    }

    @Override
    public Object payload() {
      Map<String, @Nullable Object> payload = Payloads.of(image);
      payload.put("status", "deleted");
      return Payloads.withDeletion(payload, when);
    }
  }

  /**
   * Somebody was sent bytes.
   *
   * @param bytes that were sent
   * @param whole whether these are all that were announced
   */
  record Sent(Image image, long bytes, boolean whole, RequestContext receiver)
      implements ImageEvent {
    static final String TYPE = "image.send";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public boolean isFailure() {
      return !whole;
    }

    @Override
    public Object payload() {
      Map<String, @Nullable Object> payload = new LinkedHashMap<>();
      payload.put("bytes_sent", bytes);
      payload.put("image_id", image.id());
      payload.put("owner_id", image.owner());
      payload.put("receiver_tenant_id", receiver.projectId());
      payload.put("receiver_user_id", receiver.userId());
      return payload;
    }
  }

  private static void putImportLists(
      Map<String, @Nullable Object> payload, Map<String, @Nullable String> properties) {
    for (String name : IMPORT_LISTS) {
      @Nullable String value = properties.get(name);
      payload.put(
          name, value == null || value.isEmpty() ? List.of() : Arrays.asList(value.split(",", -1)));
    }
  }
}
