package io.glance.api.cli;

import io.glance.api.policy.PolicyProperties;
import io.glance.common.config.OsloEnvironment;
import io.glance.store.backends.EnabledBackendsProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands in the way of an upgrade.
 *
 * <p>Source: glance/cmd/status.py.
 */
final class UpgradeChecks {
  private static final String SHEEPDOG = "sheepdog";

  private final OsloEnvironment options;

  UpgradeChecks(OsloEnvironment options) {
    this.options = options;
  }

  /**
   * What a check came to.
   *
   * @param details why it fails; absent if it does not
   */
  record Result(String check, @Nullable String details) {
    boolean isGood() {
      return details == null;
    }
  }

  /** Section {@code [glance_store]}, as far as a check asks for it. */
  record Drivers(@DefaultValue List<String> stores) {
    Drivers {
      stores = List.copyOf(stores);
    }
  }

  /** Section {@code [DEFAULT]}, as far as a check asks for it. */
  record Removed(@DefaultValue("true") boolean ownerIsTenant) {}

  List<Result> all() {
    return List.of(sheepdog(), policyFile(), owner());
  }

  private Result sheepdog() {
    boolean isThere =
        options.bind("glance_store", Drivers.class).stores().contains(SHEEPDOG)
            || options
                .bind("DEFAULT", EnabledBackendsProperties.class)
                .enabledBackends()
                .containsValue(SHEEPDOG);
    return new Result(
        "Sheepdog Driver Removal",
        isThere
            ? "The \"sheepdog\" backend store driver has been removed, but current settings have it configured."
            : null);
  }

  private Result policyFile() {
    @Nullable String name = options.bind("oslo_policy", PolicyProperties.class).policyFile();
    boolean isJson =
        name != null
            && options.configDirectories().stream()
                .map(directory -> directory.resolve(name))
                .anyMatch(UpgradeChecks::isJson);
    return new Result(
        "Policy File JSON to YAML Migration",
        isJson
            ? "Your policy file is JSON-formatted which is deprecated. You need to switch to YAML-formatted file."
            : null);
  }

  private static boolean isJson(Path file) {
    try {
      return Files.isRegularFile(file) && Files.readString(file).stripLeading().startsWith("{");
    } catch (IOException _) {
      return false;
    }
  }

  private Result owner() {
    return new Result(
        "Config option owner_is_tenant removal",
        options.bind("DEFAULT", Removed.class).ownerIsTenant()
            ? null
            : "The \"owner_is_tenant\" option has been removed and there is no upgrade path for"
                + " installations that had this option set to False.");
  }
}
