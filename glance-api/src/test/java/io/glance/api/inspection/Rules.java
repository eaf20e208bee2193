package io.glance.api.inspection;

import java.util.List;

/** Rules about content, as options make them. */
public final class Rules {

  private Rules() {}

  public static ContentRule ofDefaults() {
    return of(true);
  }

  public static ContentRule of(boolean requireMatch, String... nonfatal) {
    return new ContentRule(options(requireMatch, nonfatal));
  }

  /** What may be converted, and of VMDKs those of these types. */
  public static ConversionRule ofConversion(String... vmdkTypes) {
    InspectionProperties options = new InspectionProperties(true, List.of(), List.of(vmdkTypes));
    return new ConversionRule(options, new ContentRule(options));
  }

  private static InspectionProperties options(boolean requireMatch, String... nonfatal) {
    return new InspectionProperties(requireMatch, List.of(nonfatal), List.of("streamOptimized"));
  }
}
