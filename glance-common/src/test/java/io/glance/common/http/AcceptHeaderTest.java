package io.glance.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@VerifiedAgainstGlance({"25.1", "33"})
class AcceptHeaderTest {
  private static final List<String> OFFERS = List.of("text/html", "application/json");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | text/html",
        "text/html | text/html",
        "TEXT/HTML | text/html",
        "text/* | text/html",
        "text/*;q=0.5 | text/html",
        "application/json | application/json",
        "application/* | application/json",
        "application/json, */* | text/html",
        "application/json;q=0.5, */*;q=0.5 | text/html",
        "application/json;q=0.5,text/html;q=0.5 | text/html",
        "text/html;q=0.1, application/json;q=0.9 | application/json",
        "application/json;q=0.9,text/plain | application/json",
        "image/png, */*;q=0.1 | text/html",
        "text/html;q=0, */* | application/json",
        "garbage | text/html",
        "text/html;q=2 | text/html",
      })
  void theHeaviestOfferIsBest(String header, String best) {
    assertThat(AcceptHeader.of(header).best(OFFERS)).contains(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "','",
        "text/plain",
        "image/png",
        "*/*;q=0",
        "text/html;q=0",
        "text/html;level=1",
        "application/json;charset=utf-8",
      })
  void nothingIsAcceptable(String header) {
    assertThat(AcceptHeader.of(header).best(OFFERS)).isEmpty();
  }

  @Test
  void aMissingHeaderAcceptsNothing() {
    assertThat(AcceptHeader.of(null).best(OFFERS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 100_000})
  void manyParametersAreReadInNoTime(int count) {
    String header = "text/html" + ";c=d".repeat(count) + ",\u0000";

    assertThat(AcceptHeader.of(header).best(OFFERS)).contains("text/html");
  }
}
