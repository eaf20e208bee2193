package io.glance.common.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the text of an option is read. Source: oslo_config/types.py.
 *
 * <p>Values come out in the form that Spring converts without further help: text, {@code
 * true}/{@code false}, plain decimal numbers, lists and maps of text.
 */
sealed interface OptionType {

  /**
   * Reads a value after interpolation.
   *
   * @return null if the text means that the option is not set, as blanks do for a number
   * @throws IllegalArgumentException if the text is not allowed
   */
  @Nullable Object read(String text);

  /** What is allowed, as the end of an error message. */
  String allowed();

  /**
   * Reads the catalogue's notation: {@code text}, {@code secret}, {@code quoted}, {@code bool},
   * {@code int}, {@code int 1..}, {@code float 0..4.5}, {@code port}, {@code choice a|b}, {@code
   * anycase a|b}; {@code list}, {@code bounded list}, {@code dict} and {@code multi}, each with
   * {@code of} and the type of one item, which is text if left out.
   */
  static OptionType of(String notation) {
    int of = notation.indexOf(" of ");
    String outer = of < 0 ? notation : notation.substring(0, of);
    OptionType item = of < 0 ? new Text() : of(notation.substring(of + 4));
    int blank = notation.indexOf(' ');
    String word = blank < 0 ? notation : notation.substring(0, blank);
    String rest = blank < 0 ? "" : notation.substring(blank + 1);
    return switch (outer) {
      case "list" -> new Items(item, false);
      case "bounded list" -> new Items(item, true);
      case "dict" -> new Pairs(item);
      case "multi" -> new Repeated(item);
      default ->
          switch (word) {
            case "text", "secret" -> new Text();
            case "quoted" -> new Quoted();
            case "bool" -> new Flag();
            case "port" -> new Whole(BigInteger.ZERO, BigInteger.valueOf(65535));
            case "int" -> Whole.between(rest);
            case "float" -> Decimal.between(rest);
            case "choice" -> new Choice(List.of(rest.split("\\|")), false);
            case "anycase" -> new Choice(List.of(rest.split("\\|")), true);
            default -> throw new IllegalArgumentException("no such option type: " + notation);
          };
    };
  }

  /** Any text. */
  record Text() implements OptionType {
    @Override
    public Object read(String text) {
      return text;
    }

    @Override
    public String allowed() {
      return "must be text";
    }
  }

  /** Text that may stand in single or double quotes, to hold a comma as an item of a list. */
  record Quoted() implements OptionType {
    @Override
    public Object read(String text) {
      if (!text.startsWith("\"") && !text.startsWith("'")) {
        return text;
      }
      if (text.length() == 1 || text.charAt(text.length() - 1) != text.charAt(0)) {
        throw new IllegalArgumentException("a quote is not closed");
      }
      return text.substring(1, text.length() - 1);
    }

    @Override
    public String allowed() {
      return "a quote is not closed";
    }
  }

  /** True or false, in one of the eight words. */
  record Flag() implements OptionType {
    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");
    private static final Set<String> FALSE = Set.of("false", "0", "off", "no");

    @Override
    public Object read(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      if (!TRUE.contains(word) && !FALSE.contains(word)) {
        throw new IllegalArgumentException(allowed());
      }
      return Boolean.toString(TRUE.contains(word));
    }

    @Override
    public String allowed() {
      return "must be one of true, 1, on, yes, false, 0, off, no";
    }
  }

  /** A decimal whole number; a null bound is open. */
  record Whole(@Nullable BigInteger least, @Nullable BigInteger most) implements OptionType {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(_\\d+)*");

    static Whole between(String range) {
      List<String> bounds = bounds(range);
      return new Whole(
          bounds.getFirst().isEmpty() ? null : new BigInteger(bounds.getFirst()),
          bounds.getLast().isEmpty() ? null : new BigInteger(bounds.getLast()));
    }

    @Override
    public @Nullable Object read(String text) {
      String digits = PythonText.strip(text);
      if (digits.isEmpty()) {
        return null;
      }
      if (!NUMBER.matcher(digits).matches()) {
        throw new IllegalArgumentException(allowed());
      }
      BigInteger number = new BigInteger(digits.replace("_", ""));
      if ((least != null && number.compareTo(least) < 0)
          || (most != null && number.compareTo(most) > 0)) {
        throw new IllegalArgumentException(allowed());
      }
      return number.toString();
    }

    @Override
    public String allowed() {
      return "must be a whole number" + range(least, most);
    }
  }

  /** A decimal number; a null bound is open. */
  record Decimal(@Nullable BigDecimal least, @Nullable BigDecimal most) implements OptionType {

    static Decimal between(String range) {
      List<String> bounds = bounds(range);
      return new Decimal(
          bounds.getFirst().isEmpty() ? null : new BigDecimal(bounds.getFirst()),
          bounds.getLast().isEmpty() ? null : new BigDecimal(bounds.getLast()));
    }

    @Override
    public @Nullable Object read(String text) {
      String digits = PythonText.strip(text);
      if (digits.isEmpty()) {
        return null;
      }
      try {
        BigDecimal number = new BigDecimal(digits);
        if ((least == null || number.compareTo(least) >= 0)
            && (most == null || number.compareTo(most) <= 0)) {
          return number.toPlainString();
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(allowed(), e);
      }
      throw new IllegalArgumentException(allowed());
    }

    @Override
    public String allowed() {
      return "must be a number" + range(least, most);
    }
  }

  /** One of some words. */
  record Choice(List<String> words, boolean anyCase) implements OptionType {
    @Override
    public Object read(String text) {
      for (String word : words) {
        if (anyCase ? word.equalsIgnoreCase(text) : word.equals(text)) {
          return word;
        }
      }
      throw new IllegalArgumentException(allowed());
    }

    @Override
    public String allowed() {
      return "must be one of " + String.join(", ", words);
    }
  }

  /** Items separated by commas, in brackets if bounded. */
  record Items(OptionType item, boolean bounded) implements OptionType {
    private static final Pattern LAST_COMMAS = Pattern.compile(",+$");

    @Override
    public Object read(String text) {
      String inner = LAST_COMMAS.matcher(PythonText.strip(text)).replaceFirst("");
      if (bounded) {
        if (inner.length() < 2 || !inner.startsWith("[") || !inner.endsWith("]")) {
          throw new IllegalArgumentException(allowed());
        }
        inner = inner.substring(1, inner.length() - 1);
      }
      List<String> values = new ArrayList<>();
      if (!inner.isEmpty()) {
        Parts parts = new Parts(inner);
        while (parts.hasNext()) {
          values.add(parts.next(part -> itemText(item, part)));
        }
      }
      return List.copyOf(values);
    }

    @Override
    public String allowed() {
      String list = bounded ? "must be a list in brackets, such as [a,b]" : "must be a list";
      return item instanceof Text ? list : list + "; an item " + item.allowed();
    }
  }

  /** Pairs {@code key:value} separated by commas; the first colon of a pair splits it. */
  record Pairs(OptionType item) implements OptionType {
    @Override
    public Object read(String text) {
      Map<String, String> values = new LinkedHashMap<>();
      String inner = PythonText.strip(text);
      Parts parts = new Parts(inner);
      while (!inner.isEmpty() && parts.hasNext()) {
        Map.Entry<String, String> pair = parts.next(this::pair);
        if (pair.getKey().isEmpty() || values.put(pair.getKey(), pair.getValue()) != null) {
          throw new IllegalArgumentException(allowed());
        }
      }
      return values;
    }

    private Map.Entry<String, String> pair(String part) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(allowed());
      }
      String value = itemText(item, part.substring(colon + 1));
      return Map.entry(PythonText.strip(part.substring(0, colon)), value);
    }

    @Override
    public String allowed() {
      return "must be pairs key:value separated by commas, with different keys";
    }
  }

  /** An option whose every line is one value; this reads one of them. */
  record Repeated(OptionType item) implements OptionType {
    @Override
    public @Nullable Object read(String text) {
      return item.read(text);
    }

    @Override
    public String allowed() {
      return item.allowed();
    }
  }

  private static String itemText(OptionType type, String part) {
    Object value = type.read(PythonText.strip(part));
    if (value == null) {
      throw new IllegalArgumentException("an item is empty");
    }
    return value.toString();
  }

  private static List<String> bounds(String range) {
    return range.isEmpty() ? List.of("", "") : Arrays.asList(range.split("\\.\\.", 2));
  }

  private static String range(@Nullable Number least, @Nullable Number most) {
    if (least != null && most != null) {
      return " from %s to %s".formatted(least, most);
    }
    if (least != null) {
      return " of at least " + least;
    }
    return most == null ? "" : " of at most " + most;
  }
}
