package io.glance.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.policy.PolicyInspection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

class GlancePolicyTest {
  private static final Path SAMPLE = Path.of("../etc/policy.yaml");
  private static final String MEMBER =
      """
      {"token": {"user": {"id": "u", "domain": {"id": "default"}},
                 "project": {"id": "p1", "domain": {"id": "default"}},
                 "roles": [{"id": "1", "name": "Member"}, {"id": "2", "name": "reader"}]}}
      """;

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws IOException {
    write("glance-api.conf", "[oslo_policy]\npolicy_file = rules.yaml\n");
    write(
        "rules.yaml",
        "publicize_image: '@'\ncopy_image: 'rule:context_is_admin'\nmine: 'role:a or role:b'\n"
            + "tasks_api_access: 'rule:mine'\n");
  }

  @Test
  void sampleOfThisReleaseIsTheOneInEtc() throws IOException {
    String sample = String.join("\n", PolicyInspection.sample()) + "\n";
    if (Boolean.getBoolean("glance.docs.write")) {
      Files.writeString(SAMPLE, sample);
    }

    assertThat(run("generate")).isZero();
    assertThat(output()).isEqualTo(sample);
    assertThat(SAMPLE).content().isEqualTo(sample);
  }

  @Test
  void sampleIsYamlThatMayBeUncommented() {
    List<String> rules =
        PolicyInspection.sample().stream()
            .filter(line -> line.startsWith("#\""))
            .map(line -> line.substring(1))
            .toList();

    Object parsed = new Yaml().load(String.join("\n", rules));

    assertThat(parsed)
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys(PolicyInspection.asked().toArray())
        .containsEntry("context_is_admin", "role:admin");
  }

  @Test
  void rulesInForceAreListedWithTheirOrigin() {
    assertThat(configured("list")).isZero();

    assertThat(output().lines())
        .contains(
            "\"publicize_image\": \"@\"  # " + directory.resolve("rules.yaml"),
            "\"mine\": \"(role:a or role:b)\"  # " + directory.resolve("rules.yaml"),
            "\"context_is_admin\": \"role:admin\"  # built in");
  }

  @Test
  void rulesThatSayWhatIsBuiltInAreListed() {
    assertThat(configured("list-redundant")).isZero();

    assertThat(output())
        .isEqualTo(
            "\"copy_image\": \"rule:context_is_admin\"  # %s\n"
                .formatted(directory.resolve("rules.yaml")));
  }

  @Test
  void checkSaysWhatATokenMay() throws IOException {
    Path token = write("token.json", MEMBER);

    assertThat(check(token, "--rule", "publicize_image", "--rule", "modify_image")).isZero();
    assertThat(output()).isEqualTo("passed: publicize_image\npassed: modify_image\n");
  }

  @Test
  void checkEndsWithOneWhenARuleFails() throws IOException {
    Path token = write("token.json", MEMBER);
    Path target = write("target.json", "{\"project_id\": \"p2\", \"visibility\": \"public\"}");

    assertThat(check(token, "--target=" + target, "--rule", "get_image", "--rule=modify_image"))
        .isEqualTo(1);
    assertThat(output()).isEqualTo("passed: get_image\nfailed: modify_image\n");
  }

  @Test
  void checkGoesThroughAllRulesUnlessSomeAreNamed() throws IOException {
    Path token = write("token.json", MEMBER);

    assertThat(check(token)).isEqualTo(1);
    assertThat(output().lines()).hasSize(PolicyInspection.asked().size());
  }

  @Test
  void tokensForTheSystemAreNotForProjects() throws IOException {
    Path token =
        write(
            "token.json",
            "{\"token\": {\"user\": {\"id\": \"u\"}, \"system\": {\"all\": true},"
                + " \"roles\": [{\"name\": \"admin\"}]}}");

    assertThat(check(token, "--rule", "get_image", "--rule", "context_is_admin")).isEqualTo(1);
    assertThat(output()).isEqualTo("failed: get_image\npassed: context_is_admin\n");
  }

  @Test
  void whatCannotBeDoneIsALineAndTwo() throws IOException {
    Path token = write("token.json", MEMBER);

    assertThat(check(token, "--rule", "nothing")).isEqualTo(2);
    assertThat(check(write("no.json", "{}"))).isEqualTo(2);
    assertThat(check(directory.resolve("missing.json"))).isEqualTo(2);
    assertThat(configured("frobnicate")).isEqualTo(2);
    assertThat(configured("check")).isEqualTo(2);
    assertThat(configured()).isEqualTo(2);
    write("rules.yaml", "- nonsense");
    assertThat(configured("list")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("knows no rule 'nothing'"),
            line -> assertThat(line).contains("must be what Keystone answers"),
            line -> assertThat(line).contains("missing.json: cannot be read"),
            line -> assertThat(line).contains("has no command 'frobnicate'"),
            line -> assertThat(line).contains("check needs --token-file"),
            line -> assertThat(line).contains("needs a command"),
            line -> assertThat(line).contains("rules.yaml: must be a mapping"));
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(configured("--help")).isZero();

    assertThat(output()).contains("generate", "list-redundant", "check --token-file", "Exit code");
  }

  private int check(Path token, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", "--token-file", token.toString()));
    arguments.addAll(Arrays.asList(more));
    return configured(arguments.toArray(String[]::new));
  }

  private int configured(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("--config-file", directory.resolve("glance-api.conf").toString()));
    all.addAll(Arrays.asList(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return GlancePolicy.run(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
