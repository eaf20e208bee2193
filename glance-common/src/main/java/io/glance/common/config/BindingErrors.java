package io.glance.common.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;

/**
 * Turns what Spring throws when a properties record cannot be bound into {@link InvalidOption}.
 *
 * <p>A record refuses values in its compact constructor with an {@link IllegalArgumentException}
 * whose message starts with the option's name: {@code "filesystem_store_chunk_size is 0, must be at
 * least 1 byte"}.
 */
final class BindingErrors {

  private BindingErrors() {}

  /**
   * The invalid option behind an error of any depth; empty if the error is about something else.
   */
  static Optional<InvalidOption> find(Throwable error, OsloPropertySource source) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidOption invalid) {
        return Optional.of(invalid);
      }
      if (cause instanceof BindException failed) {
        String name = failed.getName().toString();
        return isOurs(name) ? Optional.of(translated(failed, name, source)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isOurs(String property) {
    return property.startsWith(OsloPropertySource.NAME + ".");
  }

  private static InvalidOption translated(
      BindException failed, String name, OsloPropertySource source) {
    OptionCatalogue catalogue = source.catalogue();
    OsloValue value = source.find(withoutIndex(name));
    if (value != null) {
      boolean secret = value.known().isSecret();
      return InvalidOption.of(value.settings().getLast(), secret, allowed(failed, secret));
    }
    String section = section(name, catalogue);
    String message = message(failed, section, catalogue);
    OptionName option = new OptionName(section, firstWord(message));
    if (catalogue.find(option).isPresent()) {
      OsloValue refused = source.find(OsloPropertySource.key(option));
      String reason = message.substring(option.name().length()).strip();
      return refused == null
          ? InvalidOption.of(option, null, reason)
          : InvalidOption.of(refused.settings().getLast(), refused.known().isSecret(), reason);
    }
    ConfigurationProperty property = failed.getProperty();
    return property == null || source.find(property.getName().toString()) == null
        ? InvalidOption.of(section, message)
        : InvalidOption.of(section, message + " (" + property.getOrigin() + ")");
  }

  /** Messages of others often repeat the value, so a secret gets none. */
  private static String allowed(BindException failed, boolean secret) {
    Class<?> wanted = wanted(failed);
    if (wanted != null && wanted.isEnum()) {
      return Arrays.stream(wanted.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "must be one of ", ""));
    }
    Throwable root = root(failed);
    if (root instanceof NumberFormatException) {
      return "is out of range";
    }
    if (secret) {
      return "is not allowed";
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** Of the deepest cause that begins with an option of the section, or of the deepest at all. */
  private static String message(Throwable error, String section, OptionCatalogue catalogue) {
    Throwable root = root(error);
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (catalogue.find(new OptionName(section, firstWord(text))).isPresent()) {
        message = text;
      }
    }
    return message;
  }

  private static @Nullable Class<?> wanted(BindException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException conversion) {
        return conversion.getTargetType().getType();
      }
    }
    return null;
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String withoutIndex(String property) {
    int bracket = property.indexOf('[');
    return bracket < 0 ? property : property.substring(0, bracket);
  }

  private static String section(String property, OptionCatalogue catalogue) {
    String wanted = OsloPropertySource.uniform(property);
    return catalogue.sections().stream()
        .filter(section ->
            OsloPropertySource.uniform(OsloPropertySource.prefix(section)).equals(wanted))
        .findFirst()
        .orElse(property.substring(OsloPropertySource.NAME.length() + 1));
  }

  private static String firstWord(String message) {
    int blank = message.indexOf(' ');
    return blank < 0 ? message : message.substring(0, blank);
  }
}
