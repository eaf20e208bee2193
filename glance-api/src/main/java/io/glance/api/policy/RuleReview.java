package io.glance.api.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Looks for rules that are not what their author thought: about nothing that this service asks, or
 * naming rules that are not there. Each is told once.
 *
 * <p>Source: oslo_policy/policy.py, Enforcer.check_rules.
 */
final class RuleReview {
  private final Consumer<String> problems;
  private final Set<String> told = new HashSet<>();

  /**
   * @param problems is told a sentence each
   */
  RuleReview(Consumer<String> problems) {
    this.problems = problems;
  }

  void look(RuleSet rules) {
    Set<String> named = new TreeSet<>();
    rules
        .inOrder()
        .forEach((name, rule) -> {
          for (String reference : references(rule.check())) {
            named.add(reference);
            if (!rules.rules().containsKey(reference)) {
              tell(
                  "%s: rule '%s' names rule '%s', which does not exist; rule '%s' stands in for it"
                      .formatted(rule.origin(), name, reference, rules.defaultRule()));
            }
          }
        });
    rules
        .inOrder()
        .forEach((name, rule) -> {
          if (name.equals(Policy.COPY_FROM)) {
            tell(
                "%s: rule '%s' is asked only where API v1 is served"
                    .formatted(rule.origin(), name));
            return;
          }
          boolean asked = PolicyRule.named(name).isPresent() || name.equals(rules.defaultRule());
          if (!asked && !named.contains(name)) {
            tell(
                "%s: rule '%s' is asked by nothing in this release, unless property protections name it"
                    .formatted(rule.origin(), name));
          }
        });
  }

  private void tell(String problem) {
    if (told.add(problem)) {
      problems.accept(problem);
    }
  }

  private static Set<String> references(Check check) {
    return switch (check) {
      case Check.Reference reference -> Set.of(reference.rule());
      case Check.Not not -> references(not.inner());
      case Check.All all -> references(all.parts());
      case Check.Any any -> references(any.parts());
      case Check.Allow _,
          Check.Deny _,
          Check.Role _,
          Check.Literal _,
          Check.Attribute _,
          Check.Remote _ ->
          Set.of();
    };
  }

  private static Set<String> references(List<Check> parts) {
    Set<String> references = new TreeSet<>();
    parts.forEach(part -> references.addAll(references(part)));
    return references;
  }
}
