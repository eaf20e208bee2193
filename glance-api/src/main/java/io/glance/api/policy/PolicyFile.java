package io.glance.api.policy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a policy file says: rules by name, as text or lists, not parsed. JSON or YAML, whatever the
 * file is called.
 */
record PolicyFile(Path path, Map<String, @Nullable Object> rules) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<@Nullable Object> ANYTHING = new TypeReference<>() {};

  /**
   * @throws InvalidPolicyException if the file cannot be read, or is no mapping
   */
  static PolicyFile read(Path path) {
    try {
      return new PolicyFile(path, rules(path, Files.readString(path)));
    } catch (AccessDeniedException e) {
      throw new InvalidPolicyException(path, "may not be read by this user", e);
    } catch (CharacterCodingException e) {
      throw new InvalidPolicyException(path, "is not UTF-8", e);
    } catch (IOException e) {
      throw new InvalidPolicyException(path, "cannot be read: " + e, e);
    }
  }

  private static Map<String, @Nullable Object> rules(Path path, String text) {
    Object content = parsed(path, text);
    if (content == null) {
      return Map.of();
    }
    if (!(content instanceof Map<?, ?> mapping)) {
      throw new InvalidPolicyException(path, "must be a mapping of rule names to rules");
    }
    Map<String, @Nullable Object> rules = new LinkedHashMap<>();
    mapping.forEach((name, rule) -> rules.put(String.valueOf(name), rule));
    return rules;
  }

  private static @Nullable Object parsed(Path path, String text) {
    try {
      return JSON.readValue(text, ANYTHING);
    } catch (JacksonException notJson) {
      try {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      } catch (MarkedYAMLException e) {
        String place =
            e.getProblemMark() == null ? "" : ", line " + (e.getProblemMark().getLine() + 1);
        throw new InvalidPolicyException(
            path, "is no YAML%s: %s".formatted(place, e.getProblem()), e);
      } catch (YAMLException e) {
        throw new InvalidPolicyException(path, "is no YAML: " + e.getMessage(), e);
      }
    }
  }
}
