package io.glance.api.importing;

import io.glance.api.imagedata.ImageWriter;
import io.glance.api.imagedata.Loop;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.store.backends.Stores;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What imports are made of, and what runs beside the requests. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration NEVER = Duration.ofDays(10_000);

  @Bean
  ImportLock importLock(TaskRegistry tasks) {
    return new ImportLock(tasks, Clock.systemUTC());
  }

  @Bean
  ImportJournal importJournal(
      ImportRegistry imports, TransferKeeper keeper, ImportTaskProperties options) {
    return new ImportJournal(imports, keeper, options.taskTimeToLive());
  }

  @Bean
  ImportRunner importRunner(
      ImportJournal journal,
      Origins origins,
      ImportPlugins plugins,
      ImageWriter writer,
      Staging staging,
      TransferKeeper keeper,
      TaskPoolProperties pool) {
    ImportUndo undo = new ImportUndo(journal, staging);
    ImportWork work = new ImportWork(journal, origins, plugins, writer, undo, staging);
    return new ImportRunner(work, keeper, pool.taskPoolThreads());
  }

  @Bean
  AbandonedImports abandonedImports(
      ImageRegistry images,
      StagingRegistry stagings,
      TaskRegistry tasks,
      ImportJournal journal,
      ImportPlugins plugins,
      Stores stores,
      Staging staging,
      StageHosts hosts,
      TransferKeeper keeper) {
    return new AbandonedImports(
        images, stagings, tasks, journal, plugins, stores, staging, hosts, keeper);
  }

  /** Looks once, when the service has started. */
  @Bean
  Loop stagingCleaning(Stores stores, ImageRegistry images) {
    StagingCleaner cleaner = new StagingCleaner(stores, images, Clock.systemUTC());
    return new Loop(
        "staging-cleaner", Loop.AFTER_LISTENING, () -> cleaner.pass() ? NEVER : SOON);
  }
}
