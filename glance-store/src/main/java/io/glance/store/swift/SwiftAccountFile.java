package io.glance.store.swift;

import io.glance.common.config.OptionName;
import io.glance.common.config.OsloConfigFile;
import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneCredentials.Domain;
import io.glance.store.swift.SwiftAccount.Credentials;
import io.glance.store.swift.SwiftAccount.Domains;
import io.glance.store.swift.SwiftAccount.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code swift_store_config_file} names: a section for each account, called like the
 * account is in locations.
 *
 * <p>Source: glance_store/_drivers/swift/utils.py, SwiftParams._load_config.
 */
final class SwiftAccountFile {
  private static final List<Path> SEARCHED = List.of(Path.of("/etc/glance"), Path.of("/etc"));

  private SwiftAccountFile() {}

  /**
   * @param file is looked for below /etc/glance and /etc if it is relative
   * @param version of accounts that do not say
   * @throws IllegalArgumentException if an account is not complete; the message has no credentials
   */
  static Map<String, SwiftAccount> read(Path file, Version version) {
    OsloConfigFile config = parsed(found(file));
    Map<String, SwiftAccount> accounts = new LinkedHashMap<>();
    for (OsloConfigFile.Section section : config.sections()) {
      String where = "swift_store_config_file %s, section [%s]".formatted(file, section.name());
      accounts.put(section.name(), account(where, values(config, section.name()), version));
    }
    return accounts;
  }

  private static Map<String, String> values(OsloConfigFile config, String section) {
    Map<String, String> values = new HashMap<>();
    for (OptionName option : config.options()) {
      if (option.equals(new OptionName(section, option.name()))) {
        values.put(option.name(), unquoted(config.values(option).getLast().replace("%%", "%")));
      }
    }
    return values;
  }

  private static OsloConfigFile parsed(Path file) {
    try {
      return OsloConfigFile.read(file);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "swift_store_config_file is %s, which cannot be read: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static Path found(Path file) {
    return SEARCHED.stream()
        .filter(_ -> !file.isAbsolute())
        .map(directory -> directory.resolve(file))
        .filter(Files::exists)
        .findFirst()
        .orElse(file);
  }

  private static SwiftAccount account(String where, Map<String, String> values, Version otherwise) {
    String address = required(where, values, "auth_address");
    return new SwiftAccount(
        SwiftLocation.address(address),
        version(where, values, otherwise),
        credentials(where, values));
  }

  private static Credentials credentials(String where, Map<String, String> values) {
    boolean application =
        values.containsKey("application_credential_id")
            || values.containsKey("application_credential_secret");
    if (application) {
      return new Credentials.Application(
          Secret.of(required(where, values, "application_credential_id")),
          Secret.of(required(where, values, "application_credential_secret")));
    }
    return new Credentials.Password(
        required(where, values, "user"),
        Secret.of(required(where, values, "key")),
        new Domains(domain(values, "user_domain"), domain(values, "project_domain")));
  }

  private static Domain domain(Map<String, String> values, String which) {
    @Nullable String id = values.get(which + "_id");
    @Nullable String name = values.get(which + "_name");
    return id == null && name == null ? new Domain("default", null) : new Domain(id, name);
  }

  /** The second version means the third, as in the original: nobody speaks the second any more. */
  private static Version version(String where, Map<String, String> values, Version otherwise) {
    @Nullable String text = values.get("auth_version");
    if (text == null) {
      return otherwise == Version.SECOND ? Version.THIRD : otherwise;
    }
    try {
      return Version.of(text) == Version.FIRST ? Version.FIRST : Version.THIRD;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: auth_version is %s, must be 1, 2 or 3".formatted(where, text), e);
    }
  }

  private static String required(String where, Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("%s: %s is missing".formatted(where, name));
    }
    return value;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
