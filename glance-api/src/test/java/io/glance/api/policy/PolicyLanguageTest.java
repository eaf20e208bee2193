package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rules, callers and targets with the answers that oslo.policy 4.0 gave to them; where it failed
 * with an error instead of an answer, nobody is let.
 */
class PolicyLanguageTest {
  private static final Facts FACTS = facts();

  static Stream<Arguments> questions() {
    List<Arguments> questions = new ArrayList<>();
    for (Asked question : FACTS.questions()) {
      question
          .answers()
          .forEach((caller, answers) ->
              answers.forEach((target, answer) ->
                  questions.add(Arguments.of(question.rules(), caller, target, answer))));
    }
    return questions.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("questions")
  void answerIsThatOfOsloPolicy(
      Map<String, Object> rules, String caller, String target, Object expected) {
    Map<String, Rule> parsed = new LinkedHashMap<>();
    rules.forEach((name, rule) -> parsed.put(name, new Rule(parser().parse(rule), "test")));

    boolean allowed = answer(new RuleSet(parsed, "default"), caller, target);

    assertThat(allowed).isEqualTo(expected.equals(true));
  }

  @Test
  void checksAreWrittenAsOsloPolicyWritesThem() {
    FACTS
        .written()
        .forEach((rule, written) -> assertThat(parser().parse(rule)).hasToString(written));
  }

  private static boolean answer(RuleSet rules, String caller, String target) {
    Attributes acted = Attributes.of(FACTS.targets().get(target));
    Attributes acting = credentials(FACTS.people().get(caller));
    try {
      return new Question(rules, new NoServer(), "asked", acted, acting).follow("asked");
    } catch (PolicyFailure e) {
      return false;
    }
  }

  private static CheckParser parser() {
    return new CheckParser(problem -> {});
  }

  private static Attributes credentials(Map<String, @Nullable Object> person) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(person);
    Set<String> roles = new HashSet<>();
    ((List<?>) Objects.requireNonNull(person.get("roles")))
        .forEach(role -> roles.add(role.toString().toLowerCase(Locale.ROOT)));
    values.put("roles", roles);
    return Attributes.of(values);
  }

  private static Facts facts() {
    try (InputStream file =
        Objects.requireNonNull(PolicyLanguageTest.class.getResourceAsStream("language.json"))) {
      return new JsonMapper().readValue(file, new TypeReference<Facts>() {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the resource holds. */
  record Facts(
      Map<String, Map<String, @Nullable Object>> people,
      Map<String, Map<String, @Nullable Object>> targets,
      Map<String, String> written,
      List<Asked> questions) {}

  /**
   * @param answers by caller and target: true, false, or the text {@code fails}
   */
  record Asked(Map<String, Object> rules, Map<String, Map<String, Object>> answers) {}

  private record NoServer() implements RemotePolicy {
    @Override
    public boolean allows(String url, String rule, Attributes target, Attributes credentials) {
      throw new AssertionError("no rule names a server");
    }
  }
}
