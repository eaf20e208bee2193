package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFilesTest {
  private static final RequestContext ANYBODY =
      new RequestContext("u", "p", Set.of("guest"), false, "req-1");

  @TempDir Path directory;
  private Policies policies;

  @BeforeEach
  void start() {
    policies = Policies.in(directory);
  }

  @Test
  void yamlReplacesBuiltInRules() throws IOException {
    write("policy.yaml", "# mine\n\"add_image\": \"role:guest\"\n");

    Policy policy = policies.policy();

    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isTrue();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isFalse();
  }

  @Test
  void jsonOfEarlierReleasesIsReadWhereThereIsNoYaml() throws IOException {
    write("policy.json", "{\t\"add_image\": [[\"role:guest\"], [\"role:x\"]]}");

    assertThat(allows(policies.policy(), PolicyRule.ADD_IMAGE)).isTrue();
  }

  @Test
  void jsonIsNotReadBesideYaml() throws IOException {
    write("policy.json", "{\"add_image\": \"@\"}");
    write("policy.yaml", "");

    assertThat(allows(policies.policy(), PolicyRule.ADD_IMAGE)).isFalse();
  }

  @Test
  void jsonIsNotReadInPlaceOfAnotherFileThatOptionsName() throws IOException {
    write("policy.json", "{\"add_image\": \"@\"}");

    assertThat(allows(policies.file("policy.yaml").policy(), PolicyRule.ADD_IMAGE)).isFalse();
  }

  @Test
  void absoluteNamesAreTaken() throws IOException {
    Path file = write("elsewhere/rules", "add_image: '@'");

    assertThat(allows(policies.file(file.toString()).policy(), PolicyRule.ADD_IMAGE)).isTrue();
  }

  @Test
  void directoriesComeAfterTheFileInTheOrderOfNames() throws IOException {
    write("policy.yaml", "add_image: '@'\nget_images: '@'\ndeactivate: '!'\n");
    write("policy.d/20.yaml", "add_image: '!'\ndeactivate: '@'\n");
    write("policy.d/10.yaml", "add_image: '@'\nget_images: '!'\n");
    write("policy.d/.30.yaml.swp", "nonsense");
    write("policy.d/sub/40.yaml", "deactivate: '!'");

    Policy policy = policies.policy();

    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isFalse();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isFalse();
    assertThat(allows(policy, PolicyRule.DEACTIVATE)).isTrue();
  }

  @Test
  void changedFilesAreReadWithinASecond() throws IOException {
    write("policy.yaml", "add_image: '!'");
    Policy policy = policies.policy();

    write("policy.yaml", "add_image: '@' # now");
    write("policy.d/more.yaml", "get_images: '@'");

    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isFalse();
    policies.pass(Duration.ofSeconds(1));
    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isTrue();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isTrue();
  }

  @Test
  void filesMayAppearLater() throws IOException {
    Policy policy = policies.policy();
    write("policy.yaml", "add_image: '@'");
    policies.pass(Duration.ofSeconds(1));

    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isTrue();
  }

  @Test
  void rulesThatAreTakenOutAreBuiltInAgain() throws IOException {
    write("policy.yaml", "add_image: '@'\nget_images: '@'\n");
    Path more = write("policy.d/more", "deactivate: '@'");
    Policy policy = policies.policy();

    write("policy.yaml", "get_images: '@'\n");
    Files.delete(more);
    policies.pass(Duration.ofSeconds(1));

    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isFalse();
    assertThat(allows(policy, PolicyRule.DEACTIVATE)).isFalse();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"add_image: [", "- a\n- b", "add_image:", "add_image: {a: b}", "add_image: 5"})
  void filesThatBreakLeaveTheRulesUntilTheyAreMended(String broken) throws IOException {
    write("policy.yaml", "add_image: '@'");
    Policy policy = policies.policy();

    write("policy.yaml", "get_images: '@'\n" + broken);
    policies.pass(Duration.ofSeconds(1));
    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isTrue();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isFalse();

    write("policy.yaml", "get_images: '@'");
    policies.pass(Duration.ofSeconds(1));
    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isFalse();
    assertThat(allows(policy, PolicyRule.GET_IMAGES)).isTrue();
  }

  @Test
  void rulesStayWhileTheirFileIsGone() throws IOException {
    Path file = write("policy.yaml", "add_image: '@'");
    Policy policy = policies.policy();

    Files.delete(file);
    policies.pass(Duration.ofSeconds(1));
    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isTrue();

    write("policy.yaml", "add_image: '!' # back");
    policies.pass(Duration.ofSeconds(1));
    assertThat(allows(policy, PolicyRule.ADD_IMAGE)).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void brokenFilesStopTheStart(String content, String problem) throws IOException {
    Path file = write("policy.yaml", content);

    assertThatExceptionOfType(InvalidPolicyException.class)
        .isThrownBy(policies::policy)
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(problem)
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("\n"));
  }

  static Stream<Arguments> brokenFilesStopTheStart() {
    return Stream.of(
        Arguments.of("add_image: [", "is no YAML, line 1"),
        Arguments.of("a: 1\nb: [\nc", "is no YAML, line 3"),
        Arguments.of("- a", "must be a mapping of rule names to rules"),
        Arguments.of("add_image:", "rule 'add_image' has no value; write \"\" to let everybody"),
        Arguments.of("add_image: !", "rule 'add_image' has no value; write \"\" to let everybody"),
        Arguments.of("add_image: 5", "rule 'add_image' is 5, must be a text"),
        Arguments.of("add_image: !!java.net.URL ['http://h/']", "is no YAML"));
  }

  @Test
  void anotherRuleMayStandInForThoseThatDoNotExist() throws IOException {
    write("policy.yaml", "closed: '!'\nadd_image: rule:nowhere\n");

    assertThat(allows(policies.policy(), PolicyRule.ADD_IMAGE)).isTrue();
    assertThat(allows(policies.defaultRule("closed").policy(), PolicyRule.ADD_IMAGE)).isFalse();
    assertThat(allows(policies.defaultRule("nowhere").policy(), PolicyRule.ADD_IMAGE)).isFalse();
  }

  @Test
  void refusalsNameTheRule() {
    Policy policy = policies.policy();

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> policy.require(PolicyRule.ADD_IMAGE, Attributes.NONE, ANYBODY))
        .withMessage("You are not authorized to complete add_image action.");
  }

  @Test
  void whoeverIsServedWithoutIdentityMayEverything() {
    Policy policy = policies.policy();

    assertThat(PolicyRule.values())
        .allMatch(
            rule -> policy.allows(rule, Attributes.NONE, RequestContext.administrator("req-1")));
  }

  @Test
  void whoAdministratesIsARule() throws IOException {
    write("policy.yaml", "context_is_admin: role:guest");

    assertThat(policies.policy().administrates(ANYBODY)).isTrue();
  }

  private static boolean allows(Policy policy, PolicyRule rule) {
    return policy.allows(rule, Attributes.NONE, ANYBODY);
  }

  private Path write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
