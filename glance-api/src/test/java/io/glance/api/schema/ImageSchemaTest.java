package io.glance.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImageSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ImageFormatProperties FORMATS =
      new ImageFormatProperties(
          List.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"),
          List.of(
              "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop"));

  @TempDir private Path directory;

  static Stream<Named<JsonNode>> refusedImages() throws IOException {
    return PythonNotationTest.cases("refused-images.json", "body");
  }

  /** The expected texts were given by Glance 33. */
  @ParameterizedTest
  @MethodSource("refusedImages")
  void aRefusalIsWordedAsInTheOriginal(JsonNode one) {
    ImageSchema schema = usual();

    assertThatThrownBy(() -> schema.requireValid(one.get("body")))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(one.get("message").stringValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"min_ram\": 1.0}",
        "{\"min_ram\": -1}",
        "{\"name\": null}",
        "{\"disk_format\": null, \"container_format\": \"bare\"}",
        "{\"\": \"empty name\"}",
        "{\"kernel_id\": null}",
        "{\"tags\": []}",
        "{\"tags\": [\"a\", \"a\"]}"
      })
  void whatFitsIsTaken(String body) {
    usual().requireValid(JSON.readTree(body));
  }

  @Test
  void anOperatorsDefinitionsAreServedWithAMark() throws IOException {
    write("{\"colour\": {\"type\": \"string\", \"enum\": [\"red\", \"blue\"]}}");

    ImageSchema schema = schema(true);

    assertThat(schema.image().at("/properties/colour").toString())
        .isEqualTo("{\"type\":\"string\",\"enum\":[\"red\",\"blue\"],\"is_base\":false}");
    assertThat(schema.names("kernel_id")).isFalse();
    assertThatThrownBy(() -> schema.requireValid(JSON.readTree("{\"colour\": \"green\"}")))
        .hasMessageContaining("'green' is not one of ['red', 'blue']");
  }

  @Test
  void theExtendedLayoutCanRequirePropertiesOfNewImagesOnly() throws IOException {
    write("{\"properties\": {\"colour\": {\"type\": \"string\"}}, \"required\": [\"colour\"]}");

    ImageSchema schema = schema(true);

    assertThatThrownBy(() -> schema.requireValid(JSON.readTree("{}")))
        .hasMessageContaining("'colour' is a required property")
        .hasMessageContaining("On instance:\n    {}");
    schema.requireValidPart(JSON.readTree("{\"name\": \"x\"}"));
    assertThat(schema.image().get("required").toString()).isEqualTo("[\"colour\"]");
  }

  @Test
  void aClosedSchemaRefusesOtherProperties() {
    ImageSchema schema = schema(false);

    assertThatThrownBy(() -> schema.requireValid(JSON.readTree("{\"b\": \"x\", \"a\": \"y\"}")))
        .hasMessageContaining("Additional properties are not allowed ('a', 'b' were unexpected)");
    schema.requireValid(JSON.readTree("{\"os_distro\": \"debian\"}"));
    assertThat(schema.image().get("additionalProperties").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | must hold a JSON object",
        "{ | cannot be read as JSON",
        "{\"a\": 5} | definition of property 'a' must be a JSON object",
        "{\"a\": {\"oneOf\": []}} | definition of property 'a' uses the JSON Schema keyword 'oneOf'",
        "{\"a\": {\"type\": \"text\"}} | names the unknown type 'text'",
        "{\"a\": {\"pattern\": \"(\"}} | has a pattern that is no regular expression",
        "{\"a\": {\"maxLength\": \"5\"}} | needs a number for 'maxLength'",
        "{\"properties\": {}, \"required\": \"a\"} | 'required' must be a list of property names",
        "{\"name\": {\"type\": \"string\"}} | custom properties (name) conflict with base properties"
      })
  void nonsenseInTheFileStopsTheStart(String content, String problem) throws IOException {
    write(content);

    assertThatThrownBy(() -> schema(true))
        .isInstanceOf(InvalidSchemaFile.class)
        .hasMessageContaining("schema-image.json")
        .hasMessageContaining(problem);
  }

  @Test
  void theFirstDirectoryWithAFileCounts(@TempDir Path other) throws IOException {
    write("{\"colour\": {\"type\": \"string\"}}");
    Files.writeString(other.resolve("schema-image.json"), "{\"shape\": {\"type\": \"string\"}}");

    PropertyDefinitions definitions =
        PropertyDefinitions.load(List.of(Path.of("/nowhere"), directory, other), JSON);

    assertThat(definitions.properties()).containsOnlyKeys("colour");
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve("schema-image.json"), content);
  }

  private ImageSchema usual() {
    return schema(true);
  }

  private ImageSchema schema(boolean additionalAllowed) {
    return new ImageSchema(
        FORMATS, PropertyDefinitions.load(List.of(directory), JSON), additionalAllowed, JSON);
  }
}
