package io.glance.api.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lays the rules of files over those of the code.
 *
 * <p>Source: oslo_policy/policy.py, Enforcer.load_rules and _handle_deprecated_rule.
 */
final class RuleAssembly {
  private final PolicyProperties properties;
  private final Consumer<String> problems;

  /**
   * @param problems is told what is odd about a rule, a sentence each
   */
  RuleAssembly(PolicyProperties properties, Consumer<String> problems) {
    this.properties = properties;
    this.problems = problems;
  }

  /**
   * The rules that are in force.
   *
   * @param files later ones win
   * @throws InvalidPolicyException if a file has something else than rules
   */
  RuleSet assemble(List<PolicyFile> files) {
    Map<String, Rule> rules = new HashMap<>();
    for (RuleDefault builtIn : PolicyDefaults.all()) {
      rules.put(builtIn.name(), new Rule(check(builtIn), Rule.BUILT_IN));
    }
    for (PolicyFile file : files) {
      file.rules()
          .forEach((name, written) -> {
            String place = "%s: rule '%s' ".formatted(file.path(), name);
            try {
              Check check =
                  new CheckParser(problem -> problems.accept(place + "has: " + problem))
                      .parse(written);
              rules.put(name, new Rule(check, file.path().toString()));
            } catch (IllegalArgumentException e) {
              throw new InvalidPolicyException(
                  file.path(), "rule '%s' %s".formatted(name, e.getMessage()), e);
            }
          });
    }
    return new RuleSet(rules, properties.policyDefaultRule());
  }

  private Check check(RuleDefault builtIn) {
    Check check = builtIn.parsed();
    return properties.enforceNewDefaults()
        ? check
        : builtIn
            .parsedBefore()
            .<Check>map(before -> new Check.Any(List.of(check, before)))
            .orElse(check);
  }
}
