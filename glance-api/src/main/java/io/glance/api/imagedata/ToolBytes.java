package io.glance.api.imagedata;

import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.store.backends.Stores;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The stores for commands that work on bytes beside the services. No part of the service. */
@Import(StoredBytes.class)
public class ToolBytes {

  @Bean
  Stores stores(Environment options) {
    return Stores.open(Binder.get(options));
  }

  /** A node of its own: no service takes it for its predecessor. */
  @Bean
  TransferKeeper transferKeeper(TransferRegistry transfers) {
    String process = UUID.randomUUID().toString();
    return new TransferKeeper(transfers, new Holder("command/" + process, process));
  }

  @Bean
  Loop leases(TransferKeeper keeper) {
    return ImageDataConfiguration.keepingLeases(keeper);
  }
}
