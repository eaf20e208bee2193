package io.glance.api.locationimport;

import io.glance.api.image.ImageAccess;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.ImagePlaces;
import io.glance.api.imagedata.Tenants;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.importing.ImportLock;
import io.glance.api.importing.ImportTaskProperties;
import io.glance.api.location.Editor;
import io.glance.api.location.LocationRules;
import io.glance.api.notification.TaskEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.StorageQuota;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.PrintableUrl;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.LocationImportRegistry.BeginLocation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.Transfer;
import io.glance.store.checked.HashAlgorithm;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Accepts locations and tells them. What is accepted is written down before the client is told.
 *
 * <p>Source: glance/api/v2/images.py, add_location and get_locations.
 */
@Service
public class LocationImportService {
  private final ImageAccess access;
  private final LocationImportRegistry registry;
  private final LocationRules rules;
  private final ImagePlaces places;
  private final OutboundFilter filter;
  private final ImportLock lock;
  private final LocationImportRunner runner;
  private final StorageQuota quota;
  private final TransferKeeper keeper;
  private final ImportTaskProperties tasks;
  private final ImagePolicy policy;
  private final TaskEvents events;

  LocationImportService(
      ImageAccess access,
      LocationImportRegistry registry,
      LocationRules rules,
      ImagePlaces places,
      OutboundFilter filter,
      ImportLock lock,
      LocationImportRunner runner,
      StorageQuota quota,
      TransferKeeper keeper,
      ImportTaskProperties tasks,
      ImagePolicy policy,
      TaskEvents events) {
    this.access = access;
    this.registry = registry;
    this.rules = rules;
    this.places = places;
    this.filter = filter;
    this.lock = lock;
    this.runner = runner;
    this.quota = quota;
    this.keeper = keeper;
    this.tasks = tasks;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Accepts a location for a queued image.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   * @throws GlanceException.Conflict if it is not queued, or somebody works on it
   * @throws GlanceException.Forbidden if the caller is no service and the place no web server's
   * @throws GlanceException.Invalid if the digest is none, or the operator does not let callers ask
   *     there
   * @throws GlanceException.Unavailable if nobody says how much the project may store, or too many
   *     locations wait; nothing has begun then
   */
  public void begin(String imageId, LocationOrder order, RequestContext caller) {
    Image image = access.get(imageId, caller);
    if (image.status() != ImageStatus.QUEUED) {
      throw new GlanceException.Conflict(
          "It's not allowed to add locations if image status is %s."
              .formatted(image.status().wireName()));
    }
    policy.require(PolicyRule.ADD_IMAGE_LOCATION, image, caller);
    requireMayName(order.url(), caller);
    requireDigest(order.expected());
    requireAllowed(order.url());
    Optional<String> stale = lock.requireFree(image, Background.onBehalfOf(caller));
    ImageLocation location =
        rules.canonical(rules.withStore(new ImageLocation(0, order.url(), Map.of())));
    runner.requireRoom();
    @Nullable StorageLimit limit = quota.limitFor(caller);
    Transfer transfer =
        registry.begin(
            new BeginLocation(
                image.id(),
                keeper.holder(),
                rules.backendOf(location).orElse(null),
                stale.orElse(null),
                taskInput(image.id(), order),
                caller.requestId(),
                tasks.taskTimeToLive()),
            caller);
    events.created(transfer.taskId());
    runner.submit(
        new LocationJob(transfer, location, order.expected(), Tenants.of(imageId, caller), limit));
  }

  /** Source: glance/common/utils.py, is_http_store_configured. */
  private void requireMayName(String url, RequestContext caller) {
    if (!Editor.isService(caller) && !(url.startsWith("http") && rules.hasWebStore())) {
      throw new GlanceException.Forbidden(
          "http store must be enabled to use location API by normal user.");
    }
  }

  /** Source: glance/api/v2/images.py, _validate_hashing_data. */
  private static void requireDigest(LocationOrder.@Nullable Expected expected) {
    if (expected == null) {
      return;
    }
    String value = expected.hashValue();
    if (value.length() % 2 != 0 || !value.chars().allMatch(HexFormat::isHexDigit)) {
      throw new GlanceException.Invalid(
          "os_hash_value (%s) is not a valid hexadecimal value".formatted(value));
    }
    int size = HashAlgorithm.named(expected.hashAlgorithm()).digestBytes();
    if (value.length() != 2 * size) {
      throw new GlanceException.Invalid(
          "os_hash_value: (%s) is not the correct size for (%s) (should be (%d) bytes)"
              .formatted(value, expected.hashAlgorithm(), size));
    }
  }

  /** A URL of the web is told back, as what the caller sent; others are not asked here. */
  private void requireAllowed(String url) {
    String scheme = url.split(":", 2)[0].toLowerCase(Locale.ROOT);
    boolean isWeb = scheme.equals("http") || scheme.equals("https");
    if (isWeb && !filter.passes(url)) {
      throw new GlanceException.Invalid(
          "URI for add location does not pass filtering: " + PrintableUrl.of(url));
    }
  }

  private static Map<String, Object> taskInput(String imageId, LocationOrder order) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("image_id", imageId);
    input.put("loc_url", PrintableUrl.of(order.url()));
    Map<String, Object> data = new LinkedHashMap<>();
    if (order.expected() != null) {
      data.put("os_hash_algo", order.expected().hashAlgorithm());
      data.put("os_hash_value", order.expected().hashValue());
    }
    input.put("validation_data", data);
    return input;
  }

  /**
   * The locations of an image, for services and administrators.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   * @throws GlanceException.Forbidden if the caller is neither
   */
  public List<ImageLocation> list(String imageId, RequestContext caller) {
    Image image = access.get(imageId, caller);
    policy.require(PolicyRule.FETCH_IMAGE_LOCATION, image, caller);
    return places.withStores(image);
  }
}
