package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations were checked against oslo.config 9.0. */
class OsloConfigFileTest {
  @TempDir Path directory;

  /** {@code \n}, {@code \t} and {@code \s} stand for the character; the option is {@code [s] a}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        "a=1                       | `1`",
        "a = 1                     | `1`",
        "a : 1                     | `1`",
        "a:b=1                     | `b=1`",
        "a=b:1                     | `b:1`",
        "a\\t=\\t1\\t              | `1`",
        "a=                        | ``",
        "a = x # y                 | `x # y`",
        "a = x ; y                 | `x ; y`",
        "a = \"x y\"               | `x y`",
        "a = 'x y'                 | `x y`",
        "a = \" x \"               | ` x `",
        "a = \"                    | ``",
        "a = \"\"                  | ``",
        "a = 'x\"                  | `'x\"`",
        "a = \"x\" y               | `\"x\" y`",
        "a = \"x\":\"y\"           | `x\":\"y`",
        "a = x\\n\\sy\\n\\t\\sz\\s | `x\\ny\\nz`",
        "a =\\n\\sx                | `\\nx`",
        "a = 'x'\\n\\s'y'          | `x\\n'y'`",
        "a = x\\n\\s# y            | `x\\n# y`",
        "a = x\\n\\s[y]            | `x\\n[y]`",
        "a = 1\\na = 2             | `1,2`",
        "\u00a0a = 1\u00a0         | `1`",
        "a = 1\\r\\n               | `1`",
        "a = 1\\rb = 2             | `1`",
      })
  void valueIsReadAsTheOriginalReadsIt(String lines, String expected) {
    OsloConfigFile file = OsloConfigFile.parse("f", "[s]\n" + unescaped(lines));

    assertThat(String.join(",", file.values(new OptionName("s", "a"))))
        .isEqualTo(unescaped(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = 1                  | f:1: an option stands before the first section",
        "[s]\\na                | f:2: expected",
        "[s]\\n= 1              | f:2: there is no option name before the =",
        "[s]\\n: 1              | f:2: there is no option name before the :",
        "[s]\\n\\sx             | f:2: this line starts with a blank",
        "[s]\\na=1\\n\\n\\sx    | f:4: this line starts with a blank",
        "[s]\\na=1\\n#c\\n\\sx  | f:4: this line starts with a blank",
        "\\s[s]                 | f:1: this line starts with a blank",
        "[s                     | f:1: a section must end with ]",
        "[s] # x                | f:1: a section must end with ]",
        "[]                     | f:1: a section must have a name",
        "#\\n\\n[s]\\nb=1\\n[x  | f:5: a section must end with ]",
      })
  void brokenLineIsRefusedWithFileAndLine(String lines, String message) {
    assertThatThrownBy(() -> OsloConfigFile.parse("f", unescaped(lines.strip())))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void commentsAndEmptyLinesAreSkipped() {
    OsloConfigFile file = Configs.file("# a = 1", "; b = 2", "", "   ", "[s]", "#[t]", "c = 3");

    assertThat(file.options()).containsExactly(new OptionName("s", "c"));
  }

  @Test
  void sectionsKeepTheirLines() {
    OsloConfigFile file = Configs.file("[DEFAULT]", "", "[ Odd name ]", "[DEFAULT]");

    assertThat(file.sections())
        .containsExactly(
            new OsloConfigFile.Section("DEFAULT", 1),
            new OsloConfigFile.Section(" Odd name ", 3),
            new OsloConfigFile.Section("DEFAULT", 4));
  }

  @Test
  void valueKnowsTheLineItStartsAt() {
    OsloConfigFile file = Configs.file("[s]", "a = 1,", "  2", "b = 3");

    assertThat(file.settings())
        .extracting(Setting::origin)
        .containsExactly(OptionOrigin.file(Configs.FILE, 2), OptionOrigin.file(Configs.FILE, 4));
  }

  @Test
  void sectionNamesIgnoreCaseButDefaultDoesNot() {
    OsloConfigFile file = Configs.file("[Database]", "a = 1", "[default]", "b = 2");

    assertThat(file.options())
        .containsExactly(new OptionName("database", "a"), new OptionName("default", "b"))
        .doesNotContain(new OptionName("DEFAULT", "b"));
  }

  @Test
  void byteOrderMarkIsSkipped() {
    OsloConfigFile file = OsloConfigFile.parse("f", "\uFEFF[s]\na = 1");

    assertThat(file.values(new OptionName("s", "a"))).containsExactly("1");
  }

  @Test
  void settingNeverPrintsItsValue() {
    OsloConfigFile file = Configs.file("[database]", "connection = mysql://u:hidden@h/d");

    assertThat(file.toString()).doesNotContain("hidden");
  }

  @Test
  void missingFileIsNamed() {
    Path file = directory.resolve("none.conf");

    assertThatThrownBy(() -> OsloConfigFile.read(file))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessage(file + ": there is no such configuration file");
  }

  @Test
  void directoryIsNoFile() {
    assertThatThrownBy(() -> OsloConfigFile.read(directory))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessageStartingWith(directory.toString());
  }

  @Test
  void fileThatIsNotUtf8IsRefusedWithItsLine() throws Exception {
    Path file = directory.resolve("latin1.conf");
    Files.write(file, "[s]\na = 1\nb = caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> OsloConfigFile.read(file))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessage(file + ":3: is not text in UTF-8");
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\s", " ");
  }
}
