package io.glance.api.imagedata;

import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.store.backends.Stores;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The stores, and what runs beside the requests: keeping leases, and cleaning up. */
@Configuration(proxyBeanMethods = false)
class ImageDataConfiguration {
  private static final Logger log = LoggerFactory.getLogger(ImageDataConfiguration.class);
  private static final Duration RENEWAL = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS / 4);
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final Duration RECOVERY_AFTER_FAILURE = Duration.ofSeconds(3);

  @Bean
  Stores stores(Environment options) {
    return Stores.open(Binder.get(options));
  }

  @Bean
  TransferKeeper transferKeeper(TransferRegistry transfers, NodeProperties node) {
    return new TransferKeeper(transfers, node.newHolder());
  }

  @Bean
  LateBytes lateBytes(ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper) {
    return new LateBytes(images, transfers, keeper);
  }

  @Bean
  UploadJournal uploadJournal(
      ImageRegistry images, TransferRegistry transfers, TransferKeeper keeper, LateBytes late) {
    return new UploadJournal(images, transfers, keeper, late, UploadJournal.PATIENCE);
  }

  @Bean
  Loop leases(TransferKeeper keeper) {
    return keepingLeases(keeper);
  }

  static Loop keepingLeases(TransferKeeper keeper) {
    return new Loop(
        "leases",
        Loop.AROUND_REQUESTS,
        () -> {
          try {
            keeper.renew();
          } catch (RuntimeException e) {
            log.warn("could not renew the leases of running transfers: {}", e.toString());
          }
          return RENEWAL;
        });
  }

  @Bean
  Loop lateUploads(LateBytes late) {
    return new Loop(
        "late-uploads",
        Loop.AROUND_REQUESTS,
        () -> late.pass() ? RECOVERY : RECOVERY_AFTER_FAILURE);
  }

  @Bean
  Loop recovery(
      TransferRegistry transfers,
      Stores stores,
      StoredBytes bytes,
      TransferKeeper keeper,
      List<AbandonedWork> works) {
    Recovery recovery = new Recovery(transfers, stores, bytes, keeper, works);
    return new Loop(
        "recovery",
        Loop.AFTER_LISTENING,
        () -> recovery.pass() ? RECOVERY : RECOVERY_AFTER_FAILURE);
  }
}
