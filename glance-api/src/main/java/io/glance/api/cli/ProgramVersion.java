package io.glance.api.cli;

import org.jspecify.annotations.Nullable;

/** Of the jar that a command comes from. */
final class ProgramVersion {
  private ProgramVersion() {}

  static String text() {
    @Nullable String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
