package io.glance.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The expected texts were written by Python 3.11. */
class PythonNotationTest {

  static Stream<Named<JsonNode>> values() throws IOException {
    return cases("python-notation.json", "repr");
  }

  static Stream<Named<JsonNode>> cases(String file, String name) throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(PythonNotationTest.class.getResourceAsStream(file))) {
      JsonNode cases = new JsonMapper().readTree(resource);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(one -> Named.of(one.get(name).toString(), one));
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsWrittenAsPythonWritesIt(JsonNode one) {
    assertThat(PythonNotation.of(one.get("value"))).isEqualTo(one.get("repr").stringValue());
  }

  @Test
  void anErrorAboutALargeRequestStaysSmall() {
    JsonNode value = JsonNodeFactory.instance.stringNode("\u00ad".repeat(2_000_000));
    for (int depth = 0; depth < 150; depth++) {
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      outer.putArray("a".repeat(1_000)).add(value);
      value = outer;
    }
    int roughly = PythonNotation.LONGEST + 10_000;

    assertThat(PythonNotation.of(value)).endsWith("...").hasSizeLessThan(roughly);
    assertThat(PythonPretty.of(value, 72)).endsWith("...").hasSizeLessThan(3 * roughly);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aLongValueIsLaidOutAsPythonLaysItOut(JsonNode one) {
    assertThat(PythonPretty.of(one.get("value"), 72)).isEqualTo(one.get("pretty").stringValue());
  }
}
