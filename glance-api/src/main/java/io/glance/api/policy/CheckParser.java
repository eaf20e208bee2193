package io.glance.api.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses rules. What cannot be understood is denied and told: a part alone if it is a part, the
 * rule if it is the rule.
 *
 * <p>Source: oslo_policy/_parser.py.
 */
final class CheckParser {
  private static final Check ALLOW = new Check.Allow();
  private static final Check DENY = new Check.Deny();
  private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("[\\p{Alpha}_][^\\s'\"]*", Pattern.UNICODE_CHARACTER_CLASS);

  private final Consumer<String> problems;

  /**
   * @param problems is told what cannot be understood, a sentence each
   */
  CheckParser(Consumer<String> problems) {
    this.problems = problems;
  }

  /**
   * Parses a rule of a file.
   *
   * @param rule a text, or the old list of lists: one of the outer, all of the inner
   * @throws IllegalArgumentException if it is neither
   */
  Check parse(@Nullable Object rule) {
    return switch (rule) {
      case String text -> parseText(text);
      case List<?> alternatives -> parseList(alternatives);
      case null ->
          throw new IllegalArgumentException(
              "has no value; write \"\" to let everybody, or \"!\" to let nobody");
      case Map<?, ?> _ -> throw new IllegalArgumentException("is a mapping, must be a text");
      default -> throw new IllegalArgumentException("is %s, must be a text".formatted(rule));
    };
  }

  private Check parseText(String rule) {
    if (rule.isEmpty()) {
      return ALLOW;
    }
    Expression expression = new Expression(tokens(rule).iterator());
    try {
      return expression.parse();
    } catch (IllegalArgumentException e) {
      problems.accept(
          "'%s' cannot be understood and lets nobody: %s".formatted(rule, e.getMessage()));
      return DENY;
    }
  }

  private Check parseList(List<?> alternatives) {
    if (alternatives.isEmpty()) {
      return ALLOW;
    }
    List<Check> any = new ArrayList<>();
    for (Object alternative : alternatives) {
      List<?> parts = alternative instanceof List<?> list ? list : List.of(alternative);
      if (parts.isEmpty() || parts.getFirst().equals("")) {
        continue;
      }
      List<Check> all = parts.stream().map(part -> parseCheck(String.valueOf(part))).toList();
      any.add(all.size() == 1 ? all.getFirst() : new Check.All(all));
    }
    if (any.isEmpty()) {
      return DENY;
    }
    return any.size() == 1 ? any.getFirst() : new Check.Any(any);
  }

  private Check parseCheck(String text) {
    if (text.equals("!")) {
      return DENY;
    }
    if (text.equals("@")) {
      return ALLOW;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      problems.accept("'%s' is no check and lets nobody".formatted(text));
      return DENY;
    }
    String kind = text.substring(0, colon);
    String match = text.substring(colon + 1);
    try {
      return switch (kind) {
        case "rule" -> new Check.Reference(match);
        case "role" -> new Check.Role(Template.parse(match));
        case "http", "https" -> new Check.Remote(Template.parse(text));
        default -> comparison(kind, Template.parse(match));
      };
    } catch (IllegalArgumentException e) {
      problems.accept("'%s' lets nobody: %s".formatted(text, e.getMessage()));
      return DENY;
    }
  }

  private static Check comparison(String left, Template right) {
    Optional<String> literal = LiteralText.of(left);
    if (literal.isPresent()) {
      return new Check.Literal(left, literal.get(), right);
    }
    if (!ATTRIBUTE.matcher(left).matches()) {
      throw new IllegalArgumentException(
          "%s is neither a constant nor an attribute of a caller".formatted(left));
    }
    return new Check.Attribute(Arrays.asList(left.split("\\.", -1)), right);
  }

  private List<Token> tokens(String rule) {
    List<Token> tokens = new ArrayList<>();
    for (String word : SPACE.split(rule, -1)) {
      int start = 0;
      while (start < word.length() && word.charAt(start) == '(') {
        tokens.add(Token.Sign.OPEN);
        start++;
      }
      int end = word.length();
      while (end > start && word.charAt(end - 1) == ')') {
        end--;
      }
      if (end > start) {
        tokens.add(token(word.substring(start), word.substring(start, end)));
      }
      for (int i = Math.max(end, start); i < word.length(); i++) {
        tokens.add(Token.Sign.CLOSE);
      }
    }
    return tokens;
  }

  /**
   * @param word with the parentheses behind it, which keep it from being a quoted text
   */
  private Token token(String word, String clean) {
    return switch (clean.toLowerCase(Locale.ROOT)) {
      case "and" -> Token.Sign.AND;
      case "or" -> Token.Sign.OR;
      case "not" -> Token.Sign.NOT;
      default -> isQuoted(word) ? Token.Sign.QUOTED : new Token.Leaf(parseCheck(clean));
    };
  }

  private static boolean isQuoted(String word) {
    char first = word.charAt(0);
    return word.length() >= 2
        && (first == '"' || first == '\'')
        && word.charAt(word.length() - 1) == first;
  }

  private sealed interface Token {
    enum Sign implements Token {
      OPEN,
      CLOSE,
      AND,
      OR,
      NOT,
      QUOTED
    }

    record Leaf(Check check) implements Token {}
  }

  /** Tokens, of which {@code not} binds closest and {@code or} least. */
  private static final class Expression {
    private final Iterator<Token> tokens;
    private @Nullable Token next;

    Expression(Iterator<Token> tokens) {
      this.tokens = tokens;
      advance();
    }

    Check parse() {
      Check whole = any();
      if (next != null) {
        throw new IllegalArgumentException("something is left at its end");
      }
      return whole;
    }

    private Check any() {
      List<Check> parts = new ArrayList<>();
      parts.add(all());
      while (next == Token.Sign.OR) {
        advance();
        parts.add(all());
      }
      return parts.size() == 1 ? parts.getFirst() : new Check.Any(parts);
    }

    private Check all() {
      List<Check> parts = new ArrayList<>();
      parts.add(one());
      while (next == Token.Sign.AND) {
        advance();
        parts.add(one());
      }
      return parts.size() == 1 ? parts.getFirst() : new Check.All(parts);
    }

    private Check one() {
      Token token = next;
      advance();
      return switch (token) {
        case Token.Leaf leaf -> leaf.check();
        case Token.Sign.NOT -> new Check.Not(one());
        case Token.Sign.OPEN -> {
          Check inner = any();
          if (next != Token.Sign.CLOSE) {
            throw new IllegalArgumentException("a parenthesis is not closed");
          }
          advance();
          yield inner;
        }
        case Token.Sign.QUOTED ->
            throw new IllegalArgumentException("a quoted text alone is no check");
        case Token.Sign.AND, Token.Sign.OR, Token.Sign.CLOSE ->
            throw new IllegalArgumentException("a check is missing");
        case null -> throw new IllegalArgumentException("a check is missing at its end");
      };
    }

    private void advance() {
      next = tokens.hasNext() ? tokens.next() : null;
    }
  }
}
