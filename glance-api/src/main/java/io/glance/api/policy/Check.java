package io.glance.api.policy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule, or a part of one, parsed. Written again as oslo.policy writes it; equal if it asks the
 * same.
 *
 * <p>Source: oslo_policy/_checks.py.
 */
sealed interface Check {

  /**
   * @throws PolicyFailure if it cannot be answered; the question is to be denied then
   */
  boolean passes(Question question);

  /** Everybody. */
  record Allow() implements Check {
    @Override
    public boolean passes(Question question) {
      return true;
    }

    @Override
    public String toString() {
      return "@";
    }
  }

  /** Nobody. */
  record Deny() implements Check {
    @Override
    public boolean passes(Question question) {
      return false;
    }

    @Override
    public String toString() {
      return "!";
    }
  }

  /** What the inner one refuses. */
  record Not(Check inner) implements Check {
    @Override
    public boolean passes(Question question) {
      return !inner.passes(question);
    }

    @Override
    public String toString() {
      return "not " + inner;
    }
  }

  /** All of them, asked in order up to the first that refuses. */
  record All(List<Check> parts) implements Check {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean passes(Question question) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).passes(question)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return parts.stream().map(Check::toString).collect(Collectors.joining(" and ", "(", ")"));
    }
  }

  /** One of them, asked in order up to the first that passes. */
  record Any(List<Check> parts) implements Check {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean passes(Question question) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).passes(question)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return parts.stream().map(Check::toString).collect(Collectors.joining(" or ", "(", ")"));
    }
  }

  /** {@code rule:name}: what another rule says, or the default rule if there is none. */
  record Reference(String rule) implements Check {
    @Override
    public boolean passes(Question question) {
      return question.follow(rule);
    }

    @Override
    public String toString() {
      return "rule:" + rule;
    }
  }

  /** {@code role:name}, whatever its case; a caller's roles are a set and lower-cased. */
  record Role(Template name) implements Check {
    @Override
    public boolean passes(Question question) {
      String wanted = name.filledFrom(question.target());
      return wanted != null
          && question.credentials().get("roles") instanceof Set<?> roles
          && roles.contains(wanted.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      return "role:" + name;
    }
  }

  /** {@code 'text':%(key)s}: a constant is what the right side says. */
  record Literal(String written, String text, Template right) implements Check {
    @Override
    public boolean passes(Question question) {
      return text.equals(right.filledFrom(question.target()));
    }

    @Override
    public String toString() {
      return written + ":" + right;
    }
  }

  /**
   * {@code attribute:%(key)s}: an attribute of the caller is what the right side says; of a list,
   * one element is.
   *
   * @param path the attribute, then names within it
   */
  record Attribute(List<String> path, Template right) implements Check {
    public Attribute {
      path = List.copyOf(path);
    }

    @Override
    public boolean passes(Question question) {
      String wanted = right.filledFrom(question.target());
      if (wanted == null) {
        return false;
      }
      return matches(question.credentials().get(path.getFirst()), 1, wanted);
    }

    private boolean matches(@Nullable Object value, int depth, String wanted) {
      if (value == Attributes.Absent.ABSENT) {
        return false;
      }
      if (value instanceof Collection<?> elements) {
        for (Object element : elements) {
          if (matchesOne(element, depth, wanted)) {
            return true;
          }
        }
        return false;
      }
      return matchesOne(value, depth, wanted);
    }

    private boolean matchesOne(@Nullable Object value, int depth, String wanted) {
      if (depth == path.size()) {
        return wanted.equals(ValueText.of(value));
      }
      if (!(value instanceof Map<?, ?> inner)) {
        throw new PolicyFailure(
            this + " asks for more than the caller's " + path.getFirst() + " has");
      }
      String name = path.get(depth);
      return inner.containsKey(name) && matches(inner.get(name), depth + 1, wanted);
    }

    @Override
    public String toString() {
      return String.join(".", path) + ":" + right;
    }
  }

  /** {@code http://…}: what a policy server says. */
  record Remote(Template url) implements Check {
    @Override
    public boolean passes(Question question) {
      String filled = url.filledFrom(question.target());
      if (filled == null) {
        throw new PolicyFailure("the target lacks what %s names".formatted(url));
      }
      return question.askServer(filled);
    }

    @Override
    public String toString() {
      return url.toString();
    }
  }
}
