package io.glance.api.healthcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the health check, section {@code [healthcheck]}.
 *
 * @param detailed whether the answer also says what was looked at and on which machine; not for
 *     everybody's eyes
 * @param backends what is looked at
 * @param disableByFilePath while this file exists the service calls itself unavailable
 * @param disableByFilePaths the same by port, each {@code port:path}; the last one of a port counts
 * @param enableByFilePaths unless all of these files exist the service calls itself unavailable
 * @param allowedSourceRanges networks whose questions are answered; empty: all
 * @param ignoreProxiedRequests whether only those are answered that came without a proxy
 */
@ConfigurationProperties("oslo.healthcheck")
record HealthcheckProperties(
    @DefaultValue("false") boolean detailed,
    @DefaultValue("disable_by_file") List<String> backends,
    @DefaultValue("/etc/glance/healthcheck_disable") @Nullable Path disableByFilePath,
    @DefaultValue List<String> disableByFilePaths,
    @DefaultValue List<Path> enableByFilePaths,
    @DefaultValue List<SourceRange> allowedSourceRanges,
    @DefaultValue("false") boolean ignoreProxiedRequests) {
  private static final Set<String> KNOWN =
      Set.of("disable_by_file", "disable_by_files_ports", "enable_by_files");

  HealthcheckProperties {
    backends = List.copyOf(backends);
    disableByFilePaths = List.copyOf(disableByFilePaths);
    enableByFilePaths = List.copyOf(enableByFilePaths);
    allowedSourceRanges = List.copyOf(allowedSourceRanges);
    for (String backend : backends) {
      if (!KNOWN.contains(backend)) {
        throw new IllegalArgumentException(
            "backends names '%s', which is none of %s".formatted(backend, KNOWN));
      }
    }
    if (backends.contains("disable_by_file") && backends.contains("enable_by_files")) {
      throw new IllegalArgumentException(
          "backends cannot hold both disable_by_file and enable_by_files");
    }
    for (String entry : disableByFilePaths) {
      if (!entry.matches("[0-9]{1,5}:.+")) {
        throw new IllegalArgumentException(
            "disable_by_file_paths holds '%s', which is not port:path".formatted(entry));
      }
    }
  }

  /** The file that disables the service on {@code port}, absent if none does. */
  @Nullable Path disableByFilePathAt(int port) {
    for (String entry : disableByFilePaths.reversed()) {
      int colon = entry.indexOf(':');
      if (Integer.parseInt(entry.substring(0, colon)) == port) {
        return Path.of(entry.substring(colon + 1));
      }
    }
    return null;
  }
}
