package io.glance.api.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glance.api.policy.ConfigDirectories;
import io.glance.api.policy.Policies;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.keystone.ServiceCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyProtectionsTest {
  private static final String OPEN = "\ncreate = @\nread = @\nupdate = @\ndelete = @\n";
  private static final RequestContext ADMIN = caller("admin", "member", "reader");
  private static final RequestContext MEMBER = caller("member", "reader");
  private static final RequestContext NOBODY = caller();

  @TempDir Path directory;

  @Test
  void withoutFileEverybodyMayEverything() {
    PropertyAccess access = protections(null, "roles").of(NOBODY);

    assertThat(access.readable("p")).isTrue();
    assertThatCode(() -> access.requireCreatable("p")).doesNotThrowAnyException();
    assertThat(protections("", "roles").of(NOBODY).readable("p")).isTrue();
  }

  @Test
  void rolesAreComparedWithoutCase() throws IOException {
    PropertyProtections protections =
        roles("[^x_.*]\ncreate = Admin, MEMBER\nread = @\nupdate = admin\ndelete = !\n");

    assertThat(allowed(protections, ADMIN, "x_p")).isEqualTo("create read update");
    assertThat(allowed(protections, MEMBER, "x_p")).isEqualTo("create read");
    assertThat(allowed(protections, NOBODY, "x_p")).isEqualTo("read");
  }

  @Test
  void whatNoSectionCoversNobodyMayTouch() throws IOException {
    PropertyProtections protections = roles("[^x_.*]" + OPEN);

    assertThat(allowed(protections, ADMIN, "y")).isEmpty();
  }

  @Test
  void namesAreSearchedAndTheFirstSectionDecides() throws IOException {
    PropertyProtections protections =
        roles("[secret]\ncreate = !\nread = admin\nupdate = !\ndelete = !\n[.*]" + OPEN);

    assertThat(allowed(protections, MEMBER, "my_secret_one")).isEmpty();
    assertThat(allowed(protections, ADMIN, "my_secret_one")).isEqualTo("read");
    assertThat(allowed(protections, MEMBER, "other")).isEqualTo("create read update delete");
  }

  @Test
  void whatTheServiceKeepsIsNotProtected() throws IOException {
    PropertyProtections protections =
        roles(
            "[os_glance_.*]\ncreate = !\nread = !\nupdate = !\ndelete = !\n"
                + "[.*]\ncreate = !\nread = !\nupdate = !\ndelete = !\n");

    assertThat(allowed(protections, MEMBER, "os_glance_import_task"))
        .isEqualTo("create read update delete");
    assertThat(allowed(protections, MEMBER, "my_os_glance")).isEmpty();
  }

  @Test
  void nothingMeansNobody() throws IOException {
    PropertyProtections protections =
        roles("[.*]\ncreate =\nread = @\nupdate = admin\ndelete = admin,!\n");

    assertThat(allowed(protections, ADMIN, "p")).isEqualTo("read update");
  }

  @Test
  void rolesOfTheServiceCountToo() throws IOException {
    PropertyProtections protections =
        roles("[.*]\ncreate = nova\nread = nova\nupdate = !\ndelete = !\n");
    Identity.Service nova = new Identity.Service("nova", "services", Set.of("nova"));
    Identity identity =
        new Identity(null, null, null, null, true, false, nova, null, ServiceCatalog.EMPTY);
    RequestContext throughNova =
        new RequestContext("u", "p", Set.of("member"), false, "req-1", identity);

    assertThat(allowed(protections, throughNova, "p")).isEqualTo("create read");
    assertThat(allowed(protections, MEMBER, "p")).isEmpty();
  }

  @Test
  void policiesAreAskedByName() throws IOException {
    Files.writeString(
        directory.resolve("policy.yaml"),
        "creators: 'role:spl_role or rule:context_is_admin'\nreaders: 'role:member'\n");
    PropertyProtections protections =
        file(
            "policies",
            "[^x_]\ncreate = creators\nread = readers\nupdate = @\ndelete = !\n"
                + "[^y_]\ncreate = unknown\nread = context_is_admin\nupdate =\ndelete = !\n");

    assertThat(allowed(protections, caller("spl_role"), "x_p")).isEqualTo("create update");
    assertThat(allowed(protections, ADMIN, "x_p")).isEqualTo("create read update");
    assertThat(allowed(protections, MEMBER, "x_p")).isEqualTo("read update");
    assertThat(allowed(protections, MEMBER, "y_p")).isEqualTo("create");
    assertThat(allowed(protections, ADMIN, "y_p")).isEqualTo("create read");
  }

  @Test
  void filesAreWrittenAsPythonReadsThem() throws IOException {
    PropertyProtections protections =
        roles(
            """
            # a comment
            [DEFAULT]
            delete: !

            [x_[ab]] trailing
            CREATE : admin,
              ; between
              member
            read=@, extra
             , more
            update = 100%%
            """);

    assertThat(allowed(protections, MEMBER, "x_a")).isEqualTo("create read");
    assertThat(allowed(protections, caller("100%"), "x_b")).isEqualTo("read update");
  }

  static Stream<Arguments> filesThatStopTheStart() {
    return Stream.of(
        Arguments.of(
            "roles", "[p]\ncreate = @\nread = @\nupdate = @\n", "[p]: needs a value for delete"),
        Arguments.of(
            "roles",
            "[p]\ncraete = @\nread = @\nupdate = @\ndelete = @\n",
            "[p]: needs a value for create"),
        Arguments.of("roles", "[(p]" + OPEN, "[(p]: is no regular expression: Unclosed group"),
        Arguments.of(
            "roles",
            "[p]\ncreate = @,!\nread = @\nupdate = @\ndelete = @\n",
            "[p]: lets both everybody (@) and nobody (!) create"),
        Arguments.of(
            "policies",
            "[p]\ncreate = a,b\nread = @\nupdate = @\ndelete = @\n",
            "[p]: has several policies for create; combine them to one in the policy file"),
        Arguments.of("roles", "create = @\n", ":1: there is no section above"),
        Arguments.of(
            "roles", "[p]\ncreate\n", ":2: expected `operation = value`, [section] or a comment"),
        Arguments.of("roles", "[p]" + OPEN + "[p]" + OPEN, "section [p] stands twice"),
        Arguments.of("roles", "[p]" + OPEN + "read = @", ":6: read stands twice in its section"));
  }

  @ParameterizedTest
  @MethodSource
  void filesThatStopTheStart(String format, String content, String problem) {
    assertThatExceptionOfType(InvalidProtectionException.class)
        .isThrownBy(() -> file(format, content))
        .withMessageContaining("protections.conf")
        .withMessageEndingWith(problem);
  }

  @Test
  void missingFileStopsTheStart() {
    assertThatExceptionOfType(InvalidProtectionException.class)
        .isThrownBy(() -> protections("nowhere.conf", "roles"))
        .withMessage("property_protection_file nowhere.conf: there is no such file");
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PropertyProtectionProperties(null, "users"))
        .withMessage("property_protection_rule_format is users, must be one of roles, policies");
  }

  @Test
  void refusalsAreWordedAsTheOriginalDoes() throws IOException {
    PropertyAccess access = roles("[p]\ncreate=!\nread=!\nupdate=!\ndelete=!").of(ADMIN);

    for (Runnable refused :
        List.<Runnable>of(
            () -> access.requireCreatable("p"),
            () -> access.requireUpdatable("p"),
            () -> access.requireDeletable("p"))) {
      assertThatExceptionOfType(GlanceException.Forbidden.class)
          .isThrownBy(refused::run)
          .satisfies(
              error -> assertThat(error.explanation()).isEqualTo("Attribute 'p' is reserved."));
    }
  }

  @Test
  void onlyReadableEntriesAreLeft() throws IOException {
    PropertyAccess access =
        roles("[open]" + OPEN + "[.*]\ncreate=@\nread=admin\nupdate=@\ndelete=@").of(MEMBER);

    assertThat(access.readable(Map.of("open", "1", "closed", "2"))).containsOnlyKeys("open");
  }

  private static String allowed(
      PropertyProtections protections, RequestContext caller, String name) {
    return String.join(
        " ",
        Stream.of(Operation.values())
            .filter(operation -> protections.allows(operation, name, caller))
            .map(Operation::wireName)
            .toList());
  }

  private static RequestContext caller(String... roles) {
    return new RequestContext("u", "p", Set.of(roles), false, "req-1");
  }

  private PropertyProtections roles(String content) throws IOException {
    return file("roles", content);
  }

  private PropertyProtections file(String format, String content) throws IOException {
    Files.writeString(directory.resolve("protections.conf"), content);
    return protections("protections.conf", format);
  }

  private PropertyProtections protections(@Nullable String file, String format) {
    return new PropertyProtections(
        new PropertyProtectionProperties(file, format),
        new ConfigDirectories(List.of(directory)),
        Policies.in(directory).policy());
  }
}
