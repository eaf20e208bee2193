package io.glance.api.policy;

/** One question on its way through the rules. For one thread, and one question. */
final class Question {
  /** Rules that refer to each other deeper than this never end. */
  private static final int DEEPEST = 100;

  private final RuleSet rules;
  private final RemotePolicy remote;
  private final String asked;
  private final Attributes target;
  private final Attributes credentials;
  private int depth;

  Question(
      RuleSet rules, RemotePolicy remote, String asked, Attributes target, Attributes credentials) {
    this.rules = rules;
    this.remote = remote;
    this.asked = asked;
    this.target = target;
    this.credentials = credentials;
  }

  /** What is acted on. */
  Attributes target() {
    return target;
  }

  /** Who acts. */
  Attributes credentials() {
    return credentials;
  }

  /**
   * What a rule says.
   *
   * @throws PolicyFailure if rules refer to each other without end
   */
  boolean follow(String rule) {
    Check check = rules.find(rule);
    if (check == null) {
      return false;
    }
    if (++depth > DEEPEST) {
      throw new PolicyFailure("rule '%s' refers to itself".formatted(rule));
    }
    boolean passes = check.passes(this);
    depth--;
    return passes;
  }

  /**
   * What a policy server says of the rule that was asked for first.
   *
   * @throws PolicyFailure if it does not say anything
   */
  boolean askServer(String url) {
    return remote.allows(url, asked, target, credentials);
  }
}
