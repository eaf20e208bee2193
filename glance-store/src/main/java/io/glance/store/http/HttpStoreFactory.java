package io.glance.store.http;

import io.glance.common.outbound.OutboundClient;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundProperties;
import io.glance.store.Store;
import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code http} driver, for https too. */
public final class HttpStoreFactory implements StoreFactory {
  private static final String FILTER = "oslo.import-filtering-opts";

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("https", "glance.store.http.Store", "glance_store._drivers.http.Store");
  }

  @Override
  public List<String> schemes() {
    return HttpLocation.SCHEMES;
  }

  @Override
  public Store open(Binder options, String section) {
    HttpStoreProperties properties = options.bindOrCreate(section, HttpStoreProperties.class);
    OutboundProperties filter = options.bindOrCreate(FILTER, OutboundProperties.class);
    return new HttpStore(new OutboundClient(new OutboundFilter(filter), properties.connections()));
  }
}
