package io.glance.api.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where rules are and how they count, section {@code [oslo_policy]}.
 *
 * @param policyFile rules that replace built-in ones; unset: {@code policy.yaml}, or {@code
 *     policy.json} if only that exists
 * @param policyDirs directories with more such files
 * @param policyDefaultRule stands in for rules that do not exist
 * @param enforceNewDefaults false: a built-in rule also lets those whom its predecessor let
 * @param enforceScope false: tokens for a domain or the system count as those for a project
 * @param remoteContentType how policy servers are asked
 * @param remoteSslVerifyServerCrt whether policy servers must show a certificate that is accepted
 * @param remoteSslCaCrtFile authorities in PEM; unset: those of the platform
 * @param remoteSslClientCrtFile certificate in PEM to show to policy servers
 * @param remoteSslClientKeyFile its key in PEM; unset: it is in the same file
 * @param remoteTimeout seconds to wait for a policy server; 0: without end
 */
@ConfigurationProperties("oslo.oslo-policy")
public record PolicyProperties(
    @Nullable String policyFile,
    @DefaultValue("policy.d") List<String> policyDirs,
    @DefaultValue("default") String policyDefaultRule,
    @DefaultValue("true") boolean enforceNewDefaults,
    @DefaultValue("true") boolean enforceScope,
    @DefaultValue(FORM) String remoteContentType,
    @DefaultValue("false") boolean remoteSslVerifyServerCrt,
    @Nullable String remoteSslCaCrtFile,
    @Nullable String remoteSslClientCrtFile,
    @Nullable String remoteSslClientKeyFile,
    @DefaultValue("60") double remoteTimeout) {
  static final String FORM = "application/x-www-form-urlencoded";

  public PolicyProperties {
    policyDirs = List.copyOf(policyDirs);
  }

  /** Whether a policy server is asked with a form rather than with JSON. */
  boolean asksWithForms() {
    return remoteContentType.equals(FORM);
  }
}
