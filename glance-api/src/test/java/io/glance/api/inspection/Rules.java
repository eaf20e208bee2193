package io.glance.api.inspection;

import java.util.List;

/** Rules about content, as options make them. */
public final class Rules {

  private Rules() {}

  public static ContentRule ofDefaults() {
    return of(true);
  }

  public static ContentRule of(boolean requireMatch, String... nonfatal) {
    return new ContentRule(new InspectionProperties(requireMatch, List.of(nonfatal)));
  }
}
