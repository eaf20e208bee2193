package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of Glance 33, alone and under files of several releases, and whom they let according to
 * oslo.policy.
 */
class PolicyDefaultsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Facts FACTS = facts();

  @TempDir Path directory;

  static Stream<Asked> questions() {
    return FACTS.answers().stream();
  }

  @Test
  void rulesAreThoseOfTheOriginal() {
    List<Default> ours =
        PolicyDefaults.all().stream()
            .map(row ->
                new Default(
                    row.name(), row.check(), row.before(), PolicyDefaults.isOfProjects(row.rule())))
            .toList();

    assertThat(ours).containsExactlyInAnyOrderElementsOf(FACTS.defaults());
    assertThat(ours)
        .extracting(Default::rule)
        .containsExactly(
            Stream.of(PolicyRule.values()).map(PolicyRule::wireName).toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void everybodyMayWhatTheOriginalLetsHim(Asked asked) throws IOException {
    Path file = directory.resolve("policy.json");
    Files.writeString(file, JSON.writeValueAsString(FACTS.files().get(asked.file())));
    Policy policy =
        Policies.in(directory)
            .enforcingNewDefaults(asked.enforceNewDefaults())
            .enforcingScope(asked.enforceScope())
            .policy();

    Map<String, String> answers = new LinkedHashMap<>();
    asked
        .allowed()
        .keySet()
        .forEach(name -> answers.put(name, answers(policy, PolicyRule.named(name).orElseThrow())));

    assertThat(answers).isEqualTo(asked.allowed());
  }

  private static String answers(Policy policy, PolicyRule rule) {
    return FACTS.people().values().stream()
        .map(person ->
            FACTS.targets().values().stream()
                .map(target -> policy.allows(rule, Attributes.of(target), caller(person)))
                .map(allowed -> allowed ? "y" : "-")
                .collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }

  private static RequestContext caller(Person person) {
    Identity identity =
        new Identity(
            null,
            null,
            person.domainId(),
            person.systemScope(),
            true,
            false,
            null,
            null,
            ServiceCatalog.EMPTY);
    return new RequestContext(
        person.userId(), person.projectId(), person.roles(), false, "req-1", identity);
  }

  private static Facts facts() {
    try (InputStream file =
        Objects.requireNonNull(PolicyDefaultsTest.class.getResourceAsStream("defaults.json"))) {
      return JSON.rebuild()
          .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
          .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(file, new TypeReference<Facts>() {});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What the resource holds. */
  record Facts(
      Map<String, Person> people,
      Map<String, Map<String, @Nullable Object>> targets,
      List<Default> defaults,
      Map<String, Map<String, Object>> files,
      List<Asked> answers) {}

  record Person(
      String userId,
      @Nullable String projectId,
      Set<String> roles,
      @Nullable String systemScope,
      @Nullable String domainId) {}

  record Default(String rule, String check, @Nullable String before, boolean scoped) {}

  /**
   * @param allowed by rule a word for each person, in it a letter for each target: y or -
   */
  record Asked(
      String file, boolean enforceNewDefaults, boolean enforceScope, Map<String, String> allowed) {

    @Override
    public String toString() {
      return "%s, new defaults %s, scope %s".formatted(file, enforceNewDefaults, enforceScope);
    }
  }
}
