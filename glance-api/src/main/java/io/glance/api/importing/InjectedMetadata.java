package io.glance.api.importing;

import io.glance.common.image.InternalProperties;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Gives properties of the operator's choice to images of common users.
 *
 * <p>Source: glance/async_/flows/plugins/inject_image_metadata.py.
 */
@Component
final class InjectedMetadata implements ImportPlugin {
  private final Options options;
  private final ImportJournal journal;

  InjectedMetadata(Options options, ImportJournal journal) {
    this.options = options;
    this.journal = journal;
  }

  /**
   * Section {@code [inject_metadata_properties]}.
   *
   * @param inject properties by name
   * @param ignoreUserRoles roles whose images get none
   */
  @ConfigurationProperties("oslo.inject-metadata-properties")
  record Options(
      @DefaultValue Map<String, String> inject,
      @DefaultValue("admin") List<String> ignoreUserRoles) {
    Options {
      inject = new HashMap<>(inject);
      inject.keySet().removeIf(name -> name.startsWith(InternalProperties.PREFIX));
      ignoreUserRoles = List.copyOf(ignoreUserRoles);
    }
  }

  @Override
  public String name() {
    return "inject_image_metadata";
  }

  @Override
  public boolean changesStagedBytes() {
    return false;
  }

  @Override
  public Prepared apply(Prepared prepared, Job job, Progress progress) {
    boolean isIgnored = !Collections.disjoint(job.caller().roles(), options.ignoreUserRoles());
    if (!isIgnored && !options.inject().isEmpty()) {
      journal.describe(job.transfer(), null, null, null, options.inject());
    }
    return prepared;
  }
}
