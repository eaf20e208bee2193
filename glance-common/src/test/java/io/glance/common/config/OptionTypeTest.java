package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations were checked against oslo.config 9.0. */
class OptionTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      nullValues = "unset",
      value = {
        "text                   | `  x `        | `  x `",
        "bool                   | TRUE          | true",
        "bool                   | 1             | true",
        "bool                   | On            | true",
        "bool                   | yes           | true",
        "bool                   | False         | false",
        "bool                   | 0             | false",
        "bool                   | oFF           | false",
        "bool                   | NO            | false",
        "int                    | ` 5 `         | 5",
        "int                    | +1            | 1",
        "int                    | -1            | -1",
        "int                    | 010           | 10",
        "int                    | 1_000         | 1000",
        "int                    | ``            | unset",
        "int                    | `  `          | unset",
        "int 1..                | 1             | 1",
        "int 0..32              | 32            | 32",
        "int -1..               | -1            | -1",
        "port                   | 65535         | 65535",
        "float                  | 1.50          | 1.50",
        "float                  | ``            | unset",
        "float 0.0..4.5         | 4.5           | 4.5",
        "`choice roles|policies`  | roles         | roles",
        "`anycase None|MAC`       | mac           | MAC",
        "list                   | `a,b`         | `[a, b]`",
        "list                   | ` a , b `     | `[a, b]`",
        "list                   | `a,`          | `[a]`",
        "list                   | `a,,`         | `[a]`",
        "list                   | `a,,b`        | `[a, , b]`",
        "list                   | `,a`          | `[, a]`",
        "list                   | `,`           | `[]`",
        "list                   | ``            | `[]`",
        "list                   | `a,\nb`       | `[a, b]`",
        "bounded list           | `[a,b]`       | `[a, b]`",
        "bounded list           | `[]`          | `[]`",
        "bounded list           | `[a,]`        | `[a, ]`",
        "bounded list           | `[a],`        | `[a]`",
        "bounded list of quoted | `['a,b',c]`   | `[a,b, c]`",
        "bounded list of quoted | `[\"a\"]`     | `[a]`",
        "bounded list of quoted | `[a\"b]`      | `[a\"b]`",
        "bounded list of int 1..65535 | `[80, 443]` | `[80, 443]`",
        "dict                   | `a:b`         | `{a=b}`",
        "dict                   | `b:1, a : 2 ` | `{b=1, a=2}`",
        "dict                   | `a:b:c`       | `{a=b:c}`",
        "dict                   | `a:`          | `{a=}`",
        "dict                   | ``            | `{}`",
        "dict of quoted         | `k:\"v,1\"`   | `{k=v,1}`",
        "multi                  | `a,b`         | `a,b`",
      })
  void textIsReadAsTheOriginalReadsIt(String type, String text, String expected) {
    Object value = OptionType.of(type).read(text);

    assertThat(value == null ? null : value.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        "bool                   | t         | must be one of true, 1, on, yes, false, 0, off, no",
        "bool                   | 2         | must be one of true, 1, on, yes, false, 0, off, no",
        "bool                   | ``        | must be one of true, 1, on, yes, false, 0, off, no",
        "bool                   | ` true`   | must be one of true, 1, on, yes, false, 0, off, no",
        "int                    | 0x10      | must be a whole number",
        "int                    | 1.0       | must be a whole number",
        "int                    | 64k       | must be a whole number",
        "int                    | 1_        | must be a whole number",
        "int 1..                | 0         | must be a whole number of at least 1",
        "int 0..32              | 33        | must be a whole number from 0 to 32",
        "port                   | 65536     | must be a whole number from 0 to 65535",
        "port                   | -1        | must be a whole number from 0 to 65535",
        "float                  | x         | must be a number",
        "float 0.0..4.5         | 4.6       | must be a number from 0.0 to 4.5",
        "`choice roles|policies`  | Roles     | `must be one of roles, policies`",
        "bounded list           | `a,b`     | `must be a list in brackets, such as [a,b]`",
        "bounded list           | `[a`      | `must be a list in brackets, such as [a,b]`",
        "bounded list           | ``        | `must be a list in brackets, such as [a,b]`",
        "bounded list of quoted | `[\"a]`   | `must be a list in brackets, such as [a,b]; an item a quote is not closed`",
        "dict                   | a         | `must be pairs key:value separated by commas, with different keys`",
        "dict                   | `a:b,`    | `must be pairs key:value separated by commas, with different keys`",
        "dict                   | `a:b,a:c` | `must be pairs key:value separated by commas, with different keys`",
        "dict                   | `:b`      | `must be pairs key:value separated by commas, with different keys`",
        "dict of quoted         | `\"k\":\"v` | `must be pairs key:value separated by commas, with different keys`",
      })
  void nonsenseIsRefusedAndTheAllowedIsTold(String notation, String text, String allowed) {
    OptionType type = OptionType.of(notation);

    assertThatThrownBy(() -> type.read(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(type.allowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "number", "list of number"})
  void unknownTypeIsRefused(String notation) {
    assertThatThrownBy(() -> OptionType.of(notation)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void typesOfTheWholeCatalogueAreUnderstoodAndDefaultsFitThem() {
    for (KnownOption option : OptionCatalogue.load().options()) {
      OptionType type = option.optionType();

      String text = option.defaultText();
      if (text != null && !(type instanceof OptionType.Repeated)) {
        String written = option.type().startsWith("bounded") ? "[" + text + "]" : text;
        assertThat(type.read(written)).as(option.name().toString()).isNotNull();
      }
    }
  }
}
