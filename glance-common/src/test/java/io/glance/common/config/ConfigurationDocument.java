package io.glance.common.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the catalogue. */
final class ConfigurationDocument {
  private static final String HEAD =
      """
      # Configuration

      Generated from `glance-common/src/main/resources/config/options.tsv`; change that table, then run
      `mvn -pl glance-common test -Dtest=ConfigurationDocumentTest -Dglance.docs.write=true`.

      The files of the original are read unchanged. Status: **honoured**, the option does what the
      original documents; *pending*, the feature is not built yet and the option has no effect; retired, it is
      ignored and the note says what to do instead. Every option that is not honoured logs one warning at start.

      * `--config-file` and `--config-dir` may be repeated; otherwise `glance.conf` and `<program>.conf` are
        looked for in `~/.glance`, `~`, `/etc/glance` and `/etc`, and so are `glance.conf.d/` and `<program>.conf.d/`.
      * `OS_<SECTION>__<OPTION>` in the environment wins over files.
      * A store named in `enabled_backends` has a section of its own, which takes the store options of
        `[glance_store]` and those of `[<backend>]`; `[backend_defaults]` fills what such a section leaves out.
      * `[cors.<name>]` takes the options of `[cors]`.
      """;

  private ConfigurationDocument() {}

  static String text(OptionCatalogue catalogue) {
    Map<String, List<KnownOption>> sections =
        catalogue.options().stream()
            .collect(
                Collectors.groupingBy(
                    option -> option.name().section(), TreeMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder(HEAD);
    sections.forEach((section, options) -> appendSection(text, section, options));
    appendRenames(text, catalogue.renames());
    return text.toString();
  }

  private static void appendSection(StringBuilder text, String section, List<KnownOption> options) {
    text.append("\n## `[").append(section).append("]`\n\n");
    text.append("| option | type | default | status | |\n|---|---|---|---|---|\n");
    for (KnownOption option : options) {
      String value = option.defaultText();
      text.append(
          "| %s | %s | %s | %s | %s |%n"
              .formatted(
                  option.name().name().replace("*", "\\*"),
                  option.type().replace("|", " \\| "),
                  value == null ? "—" : value.isEmpty() ? "*empty*" : "`" + value + "`",
                  status(option.status()),
                  option.note()));
    }
  }

  private static String status(OptionStatus status) {
    return switch (status) {
      case HONOURED -> "**honoured**";
      case PENDING -> "*pending*";
      case RETIRED -> "retired";
    };
  }

  private static void appendRenames(StringBuilder text, List<DeprecatedOptions.Rename> renames) {
    text.append(
        "\n## Old names\n\nStill read, with a warning. Today's name wins in the same file.\n\n");
    text.append("| old name | today's name | renamed in |\n|---|---|---|\n");
    for (DeprecatedOptions.Rename rename : renames) {
      text.append(
          "| `%s` | `%s` | %s |%n".formatted(rename.old(), rename.current(), rename.since()));
    }
  }
}
