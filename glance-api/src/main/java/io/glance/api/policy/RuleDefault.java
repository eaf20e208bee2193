package io.glance.api.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the code.
 *
 * @param check in oslo.policy's language
 * @param before what the rule was in earlier releases, if that is another
 * @param operations requests that ask it
 */
record RuleDefault(
    PolicyRule rule,
    String check,
    @Nullable String before,
    List<String> operations,
    String description) {

  RuleDefault {
    operations = List.copyOf(operations);
  }

  String name() {
    return rule.wireName();
  }

  Check parsed() {
    return parsed(check);
  }

  Optional<Check> parsedBefore() {
    return Optional.ofNullable(before).map(RuleDefault::parsed);
  }

  private static Check parsed(String text) {
    return new CheckParser(
            problem -> {
              throw new IllegalStateException(problem);
            })
        .parse(text);
  }
}
