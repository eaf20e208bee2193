package io.glance.api.policy;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force, from files that may change. Files that break later leave the rules as they
 * are. Thread-safe.
 */
final class RuleSource {
  private static final Logger LOG = LoggerFactory.getLogger(RuleSource.class);

  private final PolicyFiles files;
  private final RuleAssembly assembly;
  private final RuleReview review = new RuleReview(LOG::warn);
  private volatile RuleSet current;
  private PolicyFiles.Found seen;

  /**
   * @throws InvalidPolicyException if a file of rules cannot be used
   */
  RuleSource(PolicyProperties properties, ConfigDirectories directories) {
    files = new PolicyFiles(properties, directories);
    assembly = new RuleAssembly(properties, LOG::warn);
    seen = files.look();
    current = assembled(seen);
    if (!seen.main() && properties.policyFile() != null) {
      LOG.warn("policy_file {} does not exist; built-in rules apply", files.name());
    }
  }

  RuleSet current() {
    return current;
  }

  /** Reads the files if they are not what they were. */
  synchronized void lookAgain() {
    try {
      PolicyFiles.Found now = files.look();
      if (now.equals(seen)) {
        return;
      }
      boolean lost = seen.main() && !now.main();
      seen = now;
      if (lost) {
        LOG.error("policy file {} is gone; its rules stay until it is back", files.name());
        return;
      }
      current = assembled(now);
      LOG.info("read rules again from {}", names(now));
    } catch (InvalidPolicyException e) {
      LOG.error("{}; the rules stay as they were", e.getMessage());
    }
  }

  private RuleSet assembled(PolicyFiles.Found found) {
    List<PolicyFile> read = found.read();
    RuleSet rules = assembly.assemble(read);
    review.look(rules);
    return rules;
  }

  private static List<String> names(PolicyFiles.Found found) {
    return found.versions().stream().map(version -> version.file().toString()).toList();
  }
}
