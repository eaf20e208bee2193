package io.glance.api.cli;

import io.glance.api.policy.Attributes;
import io.glance.api.policy.ConfigDirectories;
import io.glance.api.policy.InvalidPolicyException;
import io.glance.api.policy.PolicyInspection;
import io.glance.api.policy.PolicyProperties;
import io.glance.common.config.ConfigException;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.context.RequestContext;
import io.glance.common.logging.GlanceLogging;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code glance-policy}: what the policy of this service says, and to whom. */
public final class GlancePolicy {
  static final String HELP =
      """
      Usage: glance-policy [--config-file FILE]... [--config-dir DIR]... COMMAND

      Shows what the policy of glance-api says. The configuration is found as glance-api finds it.

        generate         print a sample policy.yaml: all built-in rules, commented out
        list             print the rules in force, and where each comes from
        list-redundant   print the rules of your files that say what is built in anyway
        check --token-file TOKEN.json [--rule RULE]... [--target TARGET.json]
                         say whether rules let somebody; all rules unless some are named

      TOKEN.json is what Keystone answers: `openstack token issue -f value -c id`, then
        curl -H "X-Auth-Token: $T" -H "X-Subject-Token: $T" $KEYSTONE/v3/auth/tokens
      TARGET.json holds what he acts on, such as
        {"project_id": "the owner", "owner": "the owner", "visibility": "private"}
      and is something of the token's own project if it is left out.

      Exit code: 0 done, or all rules let him; 1 a rule does not let him; 2 cannot be done.
      """;

  private static final String PROGRAM = "glance-policy";
  private static final int DENIED = 1;
  private static final int UNUSABLE = 2;

  private final Supplier<PolicyInspection> policy;
  private final PrintStream out;

  GlancePolicy(Supplier<PolicyInspection> policy, PrintStream out) {
    this.policy = policy;
    this.out = out;
  }

  public static void main(String[] args) {
    new GlanceLogging(PROGRAM);
    System.exit(run(args, System.out, System.err));
  }

  /** Does what the arguments say. Returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      if (Arrays.asList(args).equals(List.of("generate"))) {
        PolicyInspection.sample().forEach(out::println);
        return 0;
      }
      OsloEnvironment options = OsloEnvironment.load("glance-api", args);
      PolicyArguments arguments =
          PolicyArguments.parse(Arrays.asList(options.remainingArguments()));
      return new GlancePolicy(() -> inspection(options), out).run(arguments);
    } catch (CommandFailure e) {
      err.println("%s %s; see %s --help".formatted(PROGRAM, e.getMessage(), PROGRAM));
    } catch (ConfigException | InvalidPolicyException e) {
      err.println(PROGRAM + ": " + e.getMessage());
    }
    return UNUSABLE;
  }

  private static PolicyInspection inspection(OsloEnvironment options) {
    return PolicyInspection.of(
        options.bind("oslo_policy", PolicyProperties.class),
        new ConfigDirectories(options.configDirectories()));
  }

  private int run(PolicyArguments arguments) {
    switch (arguments.command()) {
      case HELP -> out.print(HELP);
      case GENERATE -> PolicyInspection.sample().forEach(out::println);
      case LIST -> policy.get().effective().forEach(out::println);
      case LIST_REDUNDANT -> policy.get().redundant().forEach(out::println);
      case CHECK -> {
        return check(arguments);
      }
    }
    return 0;
  }

  private int check(PolicyArguments arguments) {
    PolicyInspection rules = policy.get();
    RequestContext caller = caller(rules, Objects.requireNonNull(arguments.tokenFile()));
    Attributes target =
        arguments.target().map(GlancePolicy::target).orElseGet(() -> ofOwnProject(caller));
    List<String> asked = arguments.rules().isEmpty() ? PolicyInspection.asked() : arguments.rules();
    Optional<String> unknown = asked.stream().filter(rule -> !rules.knows(rule)).findFirst();
    if (unknown.isPresent()) {
      throw new CommandFailure("knows no rule '%s'".formatted(unknown.get()));
    }
    boolean allPass = true;
    for (String rule : asked) {
      boolean passes = rules.allows(rule, target, caller);
      out.println((passes ? "passed: " : "failed: ") + rule);
      allPass &= passes;
    }
    return allPass ? 0 : DENIED;
  }

  private static RequestContext caller(PolicyInspection rules, Path file) {
    RequestContext caller = TokenFile.read(file);
    return new RequestContext(
        caller.userId(),
        caller.projectId(),
        caller.roles(),
        rules.administrates(caller),
        caller.requestId(),
        caller.identity());
  }

  private static Attributes target(Path file) {
    JsonNode content = TokenFile.content(file);
    if (!content.isObject()) {
      throw new CommandFailure("needs an object in " + file);
    }
    return Attributes.of(
        new JsonMapper()
            .convertValue(content, new TypeReference<Map<String, @Nullable Object>>() {}));
  }

  private static Attributes ofOwnProject(RequestContext caller) {
    Map<String, @Nullable Object> target = new LinkedHashMap<>();
    target.put("project_id", caller.projectId());
    target.put("owner", caller.projectId());
    target.put("user_id", caller.userId());
    return Attributes.of(target);
  }
}
