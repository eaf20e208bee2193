package io.glance.api.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Policies for tests, with the files of a directory and a clock that the test moves. */
public final class Policies {
  private final Path directory;
  private final AtomicLong nanoseconds = new AtomicLong();
  private boolean newDefaults = true;
  private boolean scope = true;
  private @Nullable String file;
  private String defaultRule = "default";
  private RemotePolicy remote =
      (url, rule, target, credentials) -> {
        throw new AssertionError("no rule of this test names a server");
      };

  private Policies(Path directory) {
    this.directory = directory;
  }

  /** With the files of a directory, as if it held the configuration. */
  public static Policies in(Path directory) {
    return new Policies(directory);
  }

  public Policies enforcingNewDefaults(boolean enforced) {
    newDefaults = enforced;
    return this;
  }

  Policies enforcingScope(boolean enforced) {
    scope = enforced;
    return this;
  }

  Policies file(String name) {
    file = name;
    return this;
  }

  Policies defaultRule(String name) {
    defaultRule = name;
    return this;
  }

  Policies asking(RemotePolicy server) {
    remote = server;
    return this;
  }

  public Policy policy() {
    return new Policy(
        properties(), new ConfigDirectories(List.of(directory)), remote, nanoseconds::get);
  }

  /** Lets time pass for the policies made here. */
  public void pass(Duration time) {
    nanoseconds.addAndGet(time.toNanos());
  }

  PolicyProperties properties() {
    return new PolicyProperties(
        file,
        List.of("policy.d"),
        defaultRule,
        newDefaults,
        scope,
        PolicyProperties.FORM,
        false,
        null,
        null,
        null,
        60);
  }
}
