package io.glance.api.importing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What happens to images of tasks of type import: out of their package, into the operator's format,
 * and called what they are.
 *
 * <p>Source: glance/async_/flows/base_import.py, _get_import_flows.
 */
@Component
final class TaskSteps {
  private final List<ImportPlugin> all = new ArrayList<>();

  TaskSteps(
      TaskConversionProperties options,
      Conversion conversion,
      LocalFiles files,
      OvfProperties properties) {
    all.add(new OvfProcess(files, properties));
    if (options.conversionFormat() != null) {
      all.add(new FormatConversion(options.conversionFormat(), conversion));
    }
    all.add(new Introspection());
  }

  /** In the order in which they are taken. */
  List<ImportPlugin> all() {
    return List.copyOf(all);
  }
}
