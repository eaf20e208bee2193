package io.glance.api.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps that every new image goes through before it is stored, in the operator's order. */
@Component
final class ImportPlugins {
  private static final Logger log = LoggerFactory.getLogger(ImportPlugins.class);
  private static final String NONE = "no_op";

  private final List<ImportPlugin> chosen = new ArrayList<>();
  private final List<ImportPlugin> ofTasks;

  ImportPlugins(List<ImportPlugin> known, ImportPluginProperties options, TaskSteps tasks) {
    ofTasks = tasks.all();
    for (String name : options.imageImportPlugins()) {
      known.stream()
          .filter(plugin -> plugin.name().equals(name))
          .findFirst()
          .ifPresentOrElse(chosen::add, () -> warn(name));
    }
  }

  private static void warn(String name) {
    if (!name.equals(NONE)) {
      log.warn("[image_import_opts] image_import_plugins names {}, which does not exist", name);
    }
  }

  boolean changeStagedBytes() {
    return chosen.stream().anyMatch(ImportPlugin::changesStagedBytes);
  }

  /** The image and its bytes after all steps. If one fails, what was given is closed. */
  Prepared applyTo(Prepared given, Job job, Progress progress) throws IOException {
    Prepared prepared = given;
    try {
      for (ImportPlugin plugin : stepsOf(job)) {
        prepared = plugin.apply(prepared, job, progress);
      }
      return prepared;
    } catch (IOException | RuntimeException e) {
      prepared.close();
      throw e;
    }
  }

  /** A copy is what was imported already, and tasks have a step of their own. */
  private List<ImportPlugin> stepsOf(Job job) {
    return switch (job.order().method()) {
      case ImportMethod.GlanceDirect _, ImportMethod.WebDownload _, ImportMethod.GlanceDownload _ ->
          chosen;
      case ImportMethod.TaskImport _ -> ofTasks;
      case ImportMethod.CopyImage _ -> List.of();
    };
  }
}
