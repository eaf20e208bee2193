package io.glance.api.importing;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ways of import there are, section {@code [DEFAULT]}.
 *
 * @param enabledImportMethods names of the methods that clients may use
 * @param enableImageImport false turns all of them off
 */
@ConfigurationProperties("oslo.default")
public record ImportMethodProperties(
    @DefaultValue({"glance-direct", "web-download", "copy-image"})
        List<String> enabledImportMethods,
    @DefaultValue("true") boolean enableImageImport) {
  private static final Set<String> KNOWN =
      Set.of(
          ImportMethod.GlanceDirect.NAME,
          ImportMethod.WebDownload.NAME,
          ImportMethod.CopyImage.NAME,
          ImportMethod.GlanceDownload.NAME);

  public ImportMethodProperties {
    enabledImportMethods = List.copyOf(enabledImportMethods);
    for (String name : enabledImportMethods) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "enabled_import_methods names %s, must be of %s"
                .formatted(name, KNOWN.stream().sorted().toList()));
      }
    }
  }

  /** In the order in which the operator wrote them. */
  public List<String> methods() {
    return enableImageImport ? enabledImportMethods : List.of();
  }

  public boolean offers(String method) {
    return methods().contains(method);
  }
}
