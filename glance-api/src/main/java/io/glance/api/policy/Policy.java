package io.glance.api.policy;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who may do what. Rules are those of the code and of the operator's files, which are looked at
 * again once a second while questions come; what goes wrong with a question denies it. Thread-safe.
 *
 * <p>Source: glance/api/policy.py, Enforcer; oslo_policy/policy.py, Enforcer.enforce.
 */
@Component
public final class Policy {
  /**
   * A rule that only API v1 asks, and only if a file has it: the original has no such rule any
   * more, and when it had, everybody passed.
   */
  public static final String COPY_FROM = "copy_from";

  private static final Logger LOG = LoggerFactory.getLogger(Policy.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final RuleSource source;
  private final RemotePolicy remote;
  private final boolean enforceScope;
  private final long betweenLooks;
  private final LongSupplier nanoseconds;
  private final AtomicLong nextLook;

  /**
   * @throws InvalidPolicyException if a file of rules cannot be used
   */
  @Autowired
  Policy(PolicyProperties properties, ConfigDirectories directories, RemotePolicy remote) {
    this(properties, directories, remote, System::nanoTime);
  }

  Policy(
      PolicyProperties properties,
      ConfigDirectories directories,
      RemotePolicy remote,
      LongSupplier nanoseconds) {
    this.source = new RuleSource(properties, directories);
    this.remote = remote;
    this.enforceScope = properties.enforceScope();
    this.betweenLooks = BETWEEN_LOOKS.toNanos();
    this.nanoseconds = nanoseconds;
    this.nextLook = new AtomicLong(nanoseconds.getAsLong() + betweenLooks);
  }

  /** Whether the rule lets the caller do it to the target. */
  public boolean allows(PolicyRule rule, Attributes target, RequestContext caller) {
    if (PolicyDefaults.isOfProjects(rule) && !hasRightScope(rule, caller)) {
      return false;
    }
    return allowsByName(rule.wireName(), target, caller);
  }

  /**
   * As {@link #allows}, for a caller who is to be told.
   *
   * @throws GlanceException.Forbidden if it does not let him
   */
  public void require(PolicyRule rule, Attributes target, RequestContext caller) {
    if (!allows(rule, target, caller)) {
      if (LOG.isDebugEnabled()) {
        LOG.debug(
            "rule '{}' does not let {} act on {}",
            rule.wireName(),
            new Credentials(caller).all(),
            target.all());
      }
      throw new GlanceException.Forbidden(
          "You are not authorized to complete %s action.".formatted(rule.wireName()));
    }
  }

  /**
   * Whether a rule that the operator named lets the caller; the default rule is asked if no rule
   * has that name. The scope of the caller's token does not matter.
   */
  public boolean allowsByName(String rule, Attributes target, RequestContext caller) {
    RuleSet rules = rules();
    Question question = new Question(rules, remote, rule, target, new Credentials(caller));
    try {
      return question.follow(rule);
    } catch (PolicyFailure e) {
      LOG.error("rule '{}' is denied because it cannot be answered: {}", rule, e.getMessage(), e);
      return false;
    }
  }

  /** Whether there is a rule of that name, built in or in a file. */
  public boolean knows(String rule) {
    return rules().rules().containsKey(rule);
  }

  /**
   * Whether the roles of a caller, whose {@link RequestContext#admin()} is not asked, make him an
   * administrator.
   */
  public boolean administrates(RequestContext caller) {
    return allows(PolicyRule.CONTEXT_IS_ADMIN, new Credentials(caller), caller);
  }

  private boolean hasRightScope(PolicyRule rule, RequestContext caller) {
    boolean isOfProject =
        caller.identity().systemScope() == null && caller.identity().domainId() == null;
    if (!isOfProject) {
      LOG.debug("rule '{}' is asked with a token for a system or a domain", rule.wireName());
    }
    return isOfProject || !enforceScope;
  }

  /** The rules of this moment. */
  RuleSet rules() {
    long now = nanoseconds.getAsLong();
    long due = nextLook.get();
    if (now - due >= 0 && nextLook.compareAndSet(due, now + betweenLooks)) {
      source.lookAgain();
    }
    return source.current();
  }
}
