package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPointerTest {

  @Test
  void tokensLieBetweenSlashes() {
    assertThat(JsonPointer.of("/name").tokens()).containsExactly("name");
    assertThat(JsonPointer.of("/locations/-").tokens()).containsExactly("locations", "-");
    assertThat(JsonPointer.of("/").tokens()).containsExactly("");
    assertThat(JsonPointer.of("/a~1b~0c").tokens()).containsExactly("a/b~c");
    assertThat(JsonPointer.of("/ a ").tokens()).containsExactly("a");
    assertThat(JsonPointer.of("/~01").tokens()).containsExactly("~1");
  }

  @ParameterizedTest
  @CsvSource({
    "name, Pointer `name` does not start with \"/\".",
    "'', Pointer `` does not start with \"/\".",
    "/a//b, Pointer `/a//b` contains adjacent \"/\".",
    "/a/ /b, Pointer `/a/ /b` contains adjacent \"/\".",
    "/a/, Pointer `/a/` end with \"/\".",
    "//, Pointer `//` end with \"/\".",
    "/a~, Pointer `/a~` contains \"~\" not part of a recognized escape sequence.",
    "/a~2, Pointer `/a~2` contains \"~\" not part of a recognized escape sequence."
  })
  void otherFormsAreRefusedInTheWordsOfTheOriginal(String pointer, String message) {
    assertThatThrownBy(() -> JsonPointer.of(pointer))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(message);
  }
}
