package io.glance.registry.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.registry.db.DatabaseProperties;
import io.glance.registry.db.JdbcAddress;
import io.glance.registry.db.Migrations;
import io.glance.registry.testing.TestedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class MetadefCommandsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FIRST =
      """
      {"namespace": "A::One", "display_name": "First é", "description": "d", "visibility": "public",
       "protected": true, "unknown": 1,
       "resource_type_associations": [{"name": "T1", "prefix": "p_"}, {"name": "T2"}],
       "properties": {"a": {"title": "A", "type": "string", "default": 5}},
       "objects": [{"name": "o", "required": ["x"], "properties": {"x": {"title": "X"}}}],
       "tags": [{"name": "t"}]}
      """;
  private static final String SECOND =
      """
      {"namespace": "A::One", "display_name": "Second", "visibility": "private",
       "resource_type_associations": [{"name": "T1", "prefix": "q_"}],
       "properties": {"a": {"title": "New"}, "b": {"title": "B"}}, "tags": [{"name": "u"}]}
      """;

  private final JdbcAddress address;
  private final MetadefCommands commands;
  @TempDir private Path directory;

  MetadefCommandsIT(TestedDatabase database) {
    address = JdbcAddress.of(DatabaseProperties.of(database.newDatabase()));
    commands = new MetadefCommands(address, Clock.systemUTC(), Path.of("/no/such/place"));
  }

  @BeforeEach
  void sync() {
    new Migrations(address).apply(Migrations.Occasion.SYNC);
  }

  private int load(String content, String... more) throws IOException {
    Files.writeString(directory.resolve("one.json"), content);
    List<String> words = new ArrayList<>(List.of("db", "load_metadefs", "--path"));
    words.add(directory.toString());
    words.addAll(List.of(more));
    return commands.load(ManageArguments.parse(words));
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  @Test
  void aFileIsLoadedOnce() throws Exception {
    assertThat(load(FIRST)).isZero();
    assertThat(load(SECOND)).isZero();

    assertThat(rows("SELECT display_name FROM metadef_namespaces")).containsExactly("First é");
    assertThat(rows("SELECT owner FROM metadef_namespaces")).containsExactly("admin");
    assertThat(rows("SELECT name FROM metadef_resource_types ORDER BY id"))
        .containsExactly("T1", "T2");
    assertThat(rows("SELECT name FROM metadef_properties")).containsExactly("a");
    assertThat(rows("SELECT required FROM metadef_objects")).containsExactly("x");
    assertThat(rows("SELECT name FROM metadef_tags WHERE updated_at IS NULL")).containsExactly("t");
  }

  /** The original exports what MySQL keeps. */
  @Test
  void aNumberSaysWhetherANamespaceIsProtected() throws Exception {
    load(FIRST.replace("\"protected\": true", "\"protected\": 1"));
    assertThat(rows("SELECT protected + 0 FROM metadef_namespaces")).containsExactly("1");

    load(FIRST.replace("\"protected\": true", "\"protected\": 0"), "--merge", "--overwrite");
    assertThat(rows("SELECT protected + 0 FROM metadef_namespaces")).containsExactly("0");
  }

  @Test
  void mergingAddsWhatIsMissing() throws Exception {
    load(FIRST);

    assertThat(load(SECOND, "--merge")).isZero();

    assertThat(rows("SELECT display_name FROM metadef_namespaces")).containsExactly("First é");
    assertThat(rows("SELECT name FROM metadef_properties ORDER BY id")).containsExactly("a", "b");
    assertThat(rows("SELECT json_schema FROM metadef_properties WHERE name = 'a'").getFirst())
        .contains("\"A\"");
    assertThat(rows("SELECT name FROM metadef_tags ORDER BY id")).containsExactly("t", "u");
  }

  @Test
  void whatIsNewIsPreferred() throws Exception {
    load(FIRST);

    assertThat(load(SECOND, "--merge", "--prefer_new")).isZero();

    assertThat(rows("SELECT display_name FROM metadef_namespaces")).containsExactly("Second");
    assertThat(rows("SELECT json_schema FROM metadef_properties WHERE name = 'a'").getFirst())
        .contains("New");
    assertThat(rows("SELECT prefix FROM metadef_namespace_resource_types ORDER BY prefix"))
        .contains("q_");
    assertThat(rows("SELECT name FROM metadef_objects")).containsExactly("o");
  }

  @Test
  void aNamespaceIsOverwritten() throws Exception {
    load(FIRST);

    assertThat(load(SECOND, "--merge", "--overwrite")).isZero();

    assertThat(rows("SELECT name FROM metadef_objects")).isEmpty();
    assertThat(rows("SELECT name FROM metadef_tags")).containsExactly("u");
    assertThat(rows("SELECT visibility FROM metadef_namespaces")).containsExactly("private");
  }

  @Test
  void theOldFormTakesItsWordsByPosition() throws Exception {
    load(FIRST);
    Files.writeString(directory.resolve("one.json"), SECOND);

    int code =
        commands.load(
            ManageArguments.parse(
                List.of("db_load_metadefs", directory.toString(), "True", "True")));

    assertThat(code).isZero();
    assertThat(rows("SELECT display_name FROM metadef_namespaces")).containsExactly("Second");
  }

  @Test
  void whatMakesNoSenseChangesNothingAndEndsLikeTheOriginal() throws Exception {
    assertThat(load(FIRST, "--prefer_new")).isZero();
    assertThat(load(FIRST, "--merge", "--prefer_new", "--overwrite")).isZero();
    assertThat(load("{")).isZero();
    assertThat(commands.load(ManageArguments.parse(List.of("db", "load_metadefs")))).isZero();
    assertThat(rows("SELECT namespace FROM metadef_namespaces")).isEmpty();

    assertThat(load("{}")).isEqualTo(1);
    assertThat(load("{\"namespace\": \"%s\"}".formatted("x".repeat(300)))).isIn(0, 1);
  }

  @Test
  void whatIsExportedIsWhatWasLoaded() throws Exception {
    Path exported = Files.createDirectory(directory.resolve("exported"));
    load(FIRST);
    Files.writeString(
        directory.resolve("one.json"),
        "{\"namespace\": \"B\", \"display_name\": \"First é\", \"owner\": \"acme\"}");
    load(Files.readString(directory.resolve("one.json")));
    ManageArguments export =
        ManageArguments.parse(List.of("db", "export_metadefs", "--path", exported.toString()));

    assertThat(commands.export(export)).isZero();

    JsonNode first = JSON.readTree(Files.readString(exported.resolve("Firsté.json")));
    assertThat(exported.resolve("FirstéB.json")).exists();
    assertThat(first.get("owner").stringValue()).isEqualTo("admin");
    for (String name : List.of("namespace", "description", "protected", "properties", "tags")) {
      assertThat(first.get(name)).as(name).isEqualTo(JSON.readTree(FIRST).get(name));
    }
    assertThat(first.get("objects")).isEqualTo(JSON.readTree(FIRST).get("objects"));
    assertThat(first.get("resource_type_associations"))
        .isEqualTo(JSON.readTree(FIRST).get("resource_type_associations"));
    assertThat(commands.unload()).isZero();
    for (String table : MetadefLoad.TABLES) {
      assertThat(rows("SELECT COUNT(*) FROM " + table)).containsExactly("0");
    }
    assertThat(
            commands.load(ManageArguments.parse(List.of("db_load_metadefs", exported.toString()))))
        .isZero();
    assertThat(rows("SELECT owner FROM metadef_namespaces ORDER BY namespace"))
        .containsExactly("admin", "acme");
  }
}
