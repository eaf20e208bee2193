package io.glance.api.policy;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a moment. Immutable.
 *
 * @param rules by name
 * @param defaultRule stands in for those that are not there
 */
record RuleSet(Map<String, Rule> rules, String defaultRule) {

  RuleSet {
    rules = Map.copyOf(rules);
  }

  /** What a rule asks; of one that is not there, what the default rule asks, if there is one. */
  @Nullable Check find(String name) {
    Rule rule = rules.get(name);
    if (rule == null) {
      rule = rules.get(defaultRule);
    }
    return rule == null ? null : rule.check();
  }

  /** The rules in the order of their names. */
  Map<String, Rule> inOrder() {
    return new TreeMap<>(rules);
  }
}
