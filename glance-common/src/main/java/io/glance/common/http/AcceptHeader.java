package io.glance.common.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to read.
 *
 * <p>A missing or empty header accepts nothing and a header that is no Accept header accepts
 * everything, for so the original takes them. So does one of more than {@value #MAX_LENGTH}
 * characters, which nobody writes.
 *
 * <p>Source: webob/acceptparse.py, AcceptValidHeader.acceptable_offers.
 */
public final class AcceptHeader {
  private static final int MAX_LENGTH = 2000;
  private static final List<Range> EVERYTHING = List.of(new Range("*/*", 1));

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String VALUE = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*\")";
  private static final String PARAMETERS =
      "((?:[ \\t]*;[ \\t]*(?![qQ]=)" + TOKEN + "=" + VALUE + ")*)";
  private static final String WEIGHT =
      "(?:[ \\t]*;[ \\t]*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)"
          + "(?:[ \\t]*;[ \\t]*"
          + TOKEN
          + "(?:="
          + VALUE
          + ")?)*)?";
  private static final Pattern RANGE =
      Pattern.compile("(" + TOKEN + "/" + TOKEN + ")" + PARAMETERS + WEIGHT);

  private final List<Range> ranges;

  private AcceptHeader(List<Range> ranges) {
    this.ranges = ranges;
  }

  public static AcceptHeader of(@Nullable String header) {
    List<Range> ranges = new ArrayList<>();
    if (header == null) {
      return new AcceptHeader(ranges);
    }
    if (header.length() > MAX_LENGTH) {
      return new AcceptHeader(EVERYTHING);
    }
    Matcher matcher = RANGE.matcher(header);
    int at = skipSeparators(header, 0);
    while (at < header.length()) {
      if (!matcher.region(at, header.length()).lookingAt()) {
        return new AcceptHeader(EVERYTHING);
      }
      if (matcher.group(2).isEmpty()) {
        String weight = matcher.group(3);
        ranges.add(
            new Range(
                matcher.group(1).toLowerCase(Locale.ROOT),
                weight == null ? 1 : Double.parseDouble(weight)));
      }
      int end = skipBlanks(header, matcher.end());
      if (end < header.length() && header.charAt(end) != ',') {
        return new AcceptHeader(EVERYTHING);
      }
      at = skipSeparators(header, end);
    }
    return new AcceptHeader(ranges);
  }

  private static int skipSeparators(String header, int from) {
    int at = from;
    while (at < header.length() && " \t,".indexOf(header.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int skipBlanks(String header, int from) {
    int at = from;
    while (at < header.length() && " \t".indexOf(header.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The offer with the highest weight; of equals the first. Empty if none is acceptable. */
  public Optional<String> best(List<String> offers) {
    @Nullable String best = null;
    double bestWeight = 0;
    for (String offer : offers) {
      double weight = weightOf(offer);
      if (weight > bestWeight) {
        best = offer;
        bestWeight = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  private double weightOf(String offer) {
    String family = offer.substring(0, offer.indexOf('/')) + "/*";
    for (String range : List.of(offer, family, "*/*")) {
      for (Range candidate : ranges) {
        if (candidate.type().equals(range)) {
          return candidate.weight();
        }
      }
    }
    return 0;
  }

  private record Range(String type, double weight) {}
}
