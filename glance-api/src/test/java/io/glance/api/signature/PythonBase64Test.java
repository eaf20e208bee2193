package io.glance.api.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonBase64Test {

  /** As base64.b64decode of Python 3.11 has it. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "QQ==, 41",
    "QUI=, 4142",
    "QUJD, 414243",
    "+/+/, fbffbf",
    "=QQ==, 41",
    "Q=Q==, 41",
    "QQ==QUJD, 41",
    "QQ=x=, 410c",
    "'Q!Q=\n=', 41",
    "====, ''",
    "QUJD====, 414243",
    "\u00e9 QUJD, 414243",
    "QU-_JD, 414243",
    "QQ=A=, 4100",
    "QUI==, 4142",
  })
  void whatIsOfNoAlphabetDoesNotCount(String text, String hex) {
    assertThat(PythonBase64.decode(text)).hasValue(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({"QQ=", "QQ", "QUI", "QUJDR", "Q", "Q==="})
  void withoutItsPaddingItIsNone(String text) {
    assertThat(PythonBase64.decode(text)).isEmpty();
  }
}
