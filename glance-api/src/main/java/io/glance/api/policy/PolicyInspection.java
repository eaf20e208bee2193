package io.glance.api.policy;

import io.glance.common.context.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an operator wants to know of a policy: what is built in, what is in force, what it says. */
public final class PolicyInspection {
  private static final List<String> HEADER =
      List.of(
          "# Who may do what: the built-in rules. Copy to /etc/glance/policy.yaml what you change,"
              + " and",
          "# only that; what is not there stays as built in, also after an upgrade.",
          "# Made by `glance-policy generate`.",
          "");

  private final Policy policy;

  private PolicyInspection(Policy policy) {
    this.policy = policy;
  }

  /**
   * Reads the files of rules.
   *
   * @throws InvalidPolicyException if one cannot be used
   */
  public static PolicyInspection of(PolicyProperties properties, ConfigDirectories directories) {
    return new PolicyInspection(new Policy(properties, directories, new PolicyServers(properties)));
  }

  /** A policy file that changes nothing: all built-in rules, each with what it is for. */
  public static List<String> sample() {
    List<String> lines = new ArrayList<>(HEADER);
    for (RuleDefault rule : PolicyDefaults.all()) {
      lines.add("# " + rule.description());
      rule.operations().forEach(operation -> lines.add("# " + operation));
      if (rule.before() != null) {
        lines.add("# With enforce_new_defaults = false also: " + rule.before());
      }
      lines.add("#" + line(rule.name(), rule.check()));
      lines.add("");
    }
    return lines;
  }

  /** The rules in force, as a policy file, each with where it comes from. */
  public List<String> effective() {
    return policy.rules().inOrder().entrySet().stream()
        .map(entry ->
            "%s  # %s"
                .formatted(
                    line(entry.getKey(), entry.getValue().check().toString()),
                    entry.getValue().origin()))
        .toList();
  }

  /** The rules of files that say what is built in, as a policy file. */
  public List<String> redundant() {
    Map<String, Rule> rules = policy.rules().rules();
    List<String> lines = new ArrayList<>();
    for (RuleDefault builtIn : PolicyDefaults.all()) {
      Rule rule = rules.get(builtIn.name());
      if (rule != null
          && !rule.origin().equals(Rule.BUILT_IN)
          && rule.check().equals(builtIn.parsed())) {
        lines.add("%s  # %s".formatted(line(builtIn.name(), builtIn.check()), rule.origin()));
      }
    }
    return lines;
  }

  /** The names of the rules that the service asks. */
  public static List<String> asked() {
    return Stream.of(PolicyRule.values()).map(PolicyRule::wireName).toList();
  }

  /** Whether there is a rule of that name, built in or in a file. */
  public boolean knows(String rule) {
    return policy.knows(rule);
  }

  /** Whether a rule, asked by the service or not, lets the caller do it to the target. */
  public boolean allows(String rule, Attributes target, RequestContext caller) {
    return PolicyRule.named(rule)
        .map(asked -> policy.allows(asked, target, caller))
        .orElseGet(() -> policy.allowsByName(rule, target, caller));
  }

  /** Whether the caller's roles make him an administrator. */
  public boolean administrates(RequestContext caller) {
    return policy.administrates(caller);
  }

  /** A line of YAML; what checks are made of needs no escape but these. */
  private static String line(String name, String check) {
    return "\"%s\": \"%s\"".formatted(escaped(name), escaped(check));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
