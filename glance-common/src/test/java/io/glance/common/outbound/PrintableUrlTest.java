package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://host/file, http://host/file",
    "http://user:secret@host:80/file?q=1, http://***@host:80/file?q=1",
    "http://user:sec/r@t@host/file, http://***@host/file",
    "s3+https://key:se/cr/et@host/bucket, s3+https://***@host/bucket",
    "user:secret@host, ***@host",
    "http:user:secret@host, ***@host",
    "user:secret@host/://x, ***@host/://x",
    "'', ''",
    "no url, no url"
  })
  void whatMayBeSecretIsLeftOut(String url, String printed) {
    assertThat(PrintableUrl.of(url)).isEqualTo(printed);
  }
}
