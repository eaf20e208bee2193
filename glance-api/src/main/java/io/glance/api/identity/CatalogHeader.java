package io.glance.api.identity;

import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.common.keystone.ServiceCatalog.Endpoint;
import io.glance.common.keystone.ServiceCatalog.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A catalogue as one header carries it: endpoints have a region and a URL for each audience.
 *
 * <p>Source: keystonemiddleware/auth_token/_request.py, _normalize_catalog.
 */
final class CatalogHeader {
  private static final TypeReference<List<Written>> FORM = new TypeReference<>() {};
  private static final String URL = "URL";

  private CatalogHeader() {}

  private record Written(
      @Nullable String type, @Nullable String name, @Nullable List<Map<String, String>> endpoints) {

    Service service() {
      List<Map<String, String>> written = endpoints == null ? List.of() : endpoints;
      return new Service(
          type == null ? "" : type,
          name,
          written.stream().flatMap(CatalogHeader::endpoints).toList());
    }
  }

  /**
   * @throws GlanceException.Failed if it is no catalogue
   */
  static ServiceCatalog read(@Nullable String header) {
    if (header == null) {
      return ServiceCatalog.EMPTY;
    }
    try {
      return new ServiceCatalog(
          GlanceJson.internal().readValue(header, FORM).stream().map(Written::service).toList());
    } catch (JacksonException e) {
      var failure = new GlanceException.Failed(null, "Invalid service catalog json.");
      failure.initCause(e);
      throw failure;
    }
  }

  private static Stream<Endpoint> endpoints(Map<String, String> region) {
    return region.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(URL))
        .map(entry ->
            new Endpoint(
                region.get("id"),
                entry.getKey().substring(0, entry.getKey().length() - URL.length()),
                region.get("region"),
                entry.getValue()));
  }
}
