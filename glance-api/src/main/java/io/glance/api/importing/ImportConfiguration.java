package io.glance.api.importing;

import io.glance.api.imagedata.Loop;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.notification.ImageEvents;
import io.glance.api.notification.TaskEvents;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundProperties;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.store.backends.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What imports are made of, and what runs beside the requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
class ImportConfiguration {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration RARELY = Duration.ofHours(1);

  @Bean
  OutboundFilter outboundFilter(OutboundProperties options) {
    return new OutboundFilter(options);
  }

  @Bean
  DecoderMemory decoderMemory() {
    return DecoderMemory.ofHeap(Runtime.getRuntime().maxMemory());
  }

  @Bean
  OvfProperties ovfProperties(OvfProperties.Places places) {
    return OvfProperties.load(places);
  }

  @Bean
  QemuImg qemuImg() {
    return new QemuImg(Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
  }

  @Bean
  FormatConversion imageConversion(ImageConversionProperties options, Conversion conversion) {
    return new FormatConversion(options.outputFormat(), conversion);
  }

  @Bean
  ImportLock importLock(TaskRegistry tasks) {
    return new ImportLock(tasks, Clock.systemUTC());
  }

  @Bean
  ImportJournal importJournal(
      ImportRegistry imports,
      TransferKeeper keeper,
      ImportTaskProperties options,
      ImageEvents events,
      TaskEvents taskEvents) {
    return new ImportJournal(imports, keeper, options.taskTimeToLive(), events, taskEvents);
  }

  /** Looks when the service has started, and from time to time. */
  @Bean
  Loop stagingCleaning(Stores stores, ImageRegistry images) {
    StagingCleaner cleaner = new StagingCleaner(stores, images, Clock.systemUTC());
    return new Loop("staging-cleaner", Loop.AFTER_LISTENING, () -> cleaner.pass() ? RARELY : SOON);
  }
}
