package io.glance.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PropertyTypeTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode with(String more) {
    return JSON.readTree("{\"title\": \"t\", \"type\": \"string\", " + more + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "true | \"True\"",
        "5 | \"5\"",
        "1.50 | \"1.5\"",
        "\"x\" | \"x\"",
        "null | null",
        "[\"a\"] | null",
        "{} | null",
        "\"\" | \"\""
      })
  void aDefaultIsAText(String given, String kept) {
    JsonNode shown = PropertyType.ofRequest(with("\"default\": " + given));

    assertThat(shown.get("default").toString()).isEqualTo(kept);
    assertThat(PropertyType.ofStored(with("\"default\": " + given))).isEqualTo(shown);
  }

  @Test
  void membersComeInOneOrderAndNumbersAreWhole() {
    JsonNode shown =
        PropertyType.ofRequest(with("\"maximum\": 2.7, \"minimum\": -1.5, \"name\": \"n\""));

    assertThat(shown.toString())
        .isEqualTo(
            "{\"name\":\"n\",\"type\":\"string\",\"title\":\"t\",\"minimum\":-1,\"maximum\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"foo\": 1",
        "\"enum\": [1]",
        "\"minimum\": 1e400",
        "\"items\": {}",
        "\"items\": {\"type\": \"string\", \"x\": 1}",
        "\"items\": {\"type\": \"string\", \"enum\": [1]}",
        "\"default\": \"é\"",
        "\"confidential\": \"x\""
      })
  void whatHasNoPlaceInADefinitionIsRefusedButShownIfItIsThere(String more) {
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> PropertyType.ofRequest(with(more)));
    assertThat(PropertyType.ofStored(with(more)).get("title").stringValue()).isEqualTo("t");
  }

  @Test
  void whatIsKeptHasNoCharacterBeyondAscii() {
    String text = PropertyType.text(PropertyType.ofRequest(with("\"description\": \"é😀\"")));

    assertThat(text)
        .isEqualTo(
            "{\"type\":\"string\",\"title\":\"t\",\"description\":\"\\u00E9\\uD83D\\uDE00\"}");
    assertThat(PropertyType.parse(text).get("description").stringValue()).isEqualTo("é😀");
    assertThat(PropertyType.parse("no json")).isEmpty();
    assertThat(PropertyType.allOfStored("{\"a\": {\"title\": \"t\", \"x\": 1}}"))
        .containsOnlyKeys("a");
  }
}
