package io.glance.api.quota;

import io.glance.common.keystone.KeystoneException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which of the services that Keystone knows this one is, and that its limits are of a kind that can
 * be kept. What was found out is believed for five minutes: it changes when clouds are built.
 * Thread-safe.
 *
 * <p>Source: oslo_limit/limit.py, _EnforcerUtils._get_endpoint; Enforcer._get_model_impl.
 */
final class LimitedService {
  private static final Duration BELIEVED = Duration.ofMinutes(5);

  private final KeystoneQuestions keystone;
  private final UnifiedLimitProperties options;
  private final Clock clock;
  private final AtomicReference<@Nullable Found> found = new AtomicReference<>();

  LimitedService(KeystoneQuestions keystone, UnifiedLimitProperties options, Clock clock) {
    this.keystone = keystone;
    this.options = options;
    this.clock = clock;
  }

  private record Found(Map<String, String> filter, Instant until) {}

  /**
   * What picks its limits out of all.
   *
   * @throws KeystoneException if it cannot be found out
   */
  Map<String, String> filter() {
    Found known = found.get();
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.until())) {
      return known.filter();
    }
    requireFlat();
    Map<String, String> filter = filterOf(endpoint());
    found.set(new Found(filter, now.plus(BELIEVED)));
    return filter;
  }

  /** In the other one projects share what their parents have, which nobody enforces yet. */
  private void requireFlat() {
    String model = keystone.required("limits/model").path("model").path("name").asString("");
    if (!model.equals("flat")) {
      throw new KeystoneException.Unanswered(
          "Keystone's enforcement_model is %s, and only flat can be enforced".formatted(model));
    }
  }

  private static Map<String, String> filterOf(JsonNode endpoint) {
    Map<String, String> filter = new LinkedHashMap<>();
    filter.put("service_id", endpoint.path("service_id").asString(""));
    String region = endpoint.path("region_id").asString("");
    if (!region.isEmpty()) {
      filter.put("region_id", region);
    }
    return filter;
  }

  private JsonNode endpoint() {
    String id = options.endpointId();
    return id == null
        ? lookedUp()
        : keystone
            .find("endpoints/" + KeystoneQuestions.encoded(id))
            .orElseThrow(() -> unknown("an endpoint of the id " + id))
            .path("endpoint");
  }

  private JsonNode lookedUp() {
    Map<String, String> which = new LinkedHashMap<>();
    put(which, "type", options.endpointServiceType());
    put(which, "name", options.endpointServiceName());
    JsonNode service = only("services", which);
    Map<String, String> where = new LinkedHashMap<>();
    where.put("service_id", service.path("id").asString(""));
    put(where, "region_id", options.endpointRegionName());
    where.put("interface", options.endpointAudience());
    return only("endpoints", where);
  }

  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null) {
      query.put(name, value);
    }
  }

  private JsonNode only(String collection, Map<String, String> query) {
    List<JsonNode> all = keystone.list(collection, query);
    if (all.size() != 1) {
      throw unknown("exactly one of %s with %s, but %d".formatted(collection, query, all.size()));
    }
    return all.getFirst();
  }

  private static KeystoneException unknown(String wanted) {
    return new KeystoneException.NoEndpoint("[oslo_limit]: Keystone does not know " + wanted);
  }
}
