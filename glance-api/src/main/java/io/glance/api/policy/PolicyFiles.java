package io.glance.api.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files hold rules, and whether they changed.
 *
 * <p>Source: oslo_policy/policy.py, pick_default_policy_file and Enforcer.load_rules.
 */
final class PolicyFiles {
  private static final String USUAL = "policy.yaml";
  private static final String FORMERLY = "policy.json";

  private final PolicyProperties properties;
  private final ConfigDirectories directories;

  PolicyFiles(PolicyProperties properties, ConfigDirectories directories) {
    this.properties = properties;
    this.directories = directories;
  }

  /**
   * The files that are there now.
   *
   * @throws InvalidPolicyException if a directory of files cannot be listed
   */
  Found look() {
    @Nullable Path main = main().orElse(null);
    List<Version> versions = new ArrayList<>();
    if (main != null) {
      versions.add(version(main));
    }
    for (String name : properties.policyDirs()) {
      directories
          .find(name)
          .ifPresent(directory -> {
            for (Path file : filesIn(directory)) {
              versions.add(version(file));
            }
          });
    }
    return new Found(main != null, versions);
  }

  /** What the operator calls the file of the rules. */
  String name() {
    return properties.policyFile() == null ? USUAL : properties.policyFile();
  }

  private Optional<Path> main() {
    Optional<Path> file = directories.find(name());
    return properties.policyFile() == null ? file.or(() -> directories.find(FORMERLY)) : file;
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidPolicyException(directory, "cannot be listed as a directory of rules", e);
    }
  }

  private static Version version(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(
          file, now.lastModifiedTime().toString(), now.size(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return new Version(file, "", -1, "");
    }
  }

  /**
   * Files of rules, later ones win.
   *
   * @param main whether the file that options name is among them
   */
  record Found(boolean main, List<Version> versions) {
    Found {
      versions = List.copyOf(versions);
    }

    /**
     * @throws InvalidPolicyException if one cannot be used
     */
    List<PolicyFile> read() {
      return versions.stream().map(version -> PolicyFile.read(version.file())).toList();
    }
  }

  /** A file as it was; another one of the same name differs in something. */
  record Version(Path file, String modified, long size, String key) {}
}
