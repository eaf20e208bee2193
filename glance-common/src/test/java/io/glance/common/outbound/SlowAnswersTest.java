package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingHttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SlowAnswersTest {
  private static final Duration PIECE = Duration.ofMillis(400);
  private static final OutboundSettings SETTINGS =
      OutboundSettings.DEFAULT.waiting(
          new OutboundSettings.Waits(
              Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30), PIECE));

  private TestingHttpServer server;
  private OutboundClient client;

  @BeforeEach
  void start() throws IOException {
    server = TestingHttpServer.start();
    client =
        new OutboundClient(
            new OutboundFilter(Filters.only("127.0.0.1"), new TestingResolver()), SETTINGS);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 1000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1;", // a frame that never ends
        "Connection: close\r\n\r\n"
      })
  void aBodyThatDripsIsGivenUp(String rest) throws IOException {
    drip("/drip", rest);

    try (OutboundResponse answer = client.open(OutboundRequest.get(server.url("/drip")))) {
      assertThatThrownBy(() -> answer.body().readAllBytes())
          .isInstanceOf(SlowAnswerException.class)
          .hasMessage("less than 64 KiB came in 400 ms");
    }
  }

  @Test
  void skippingIsNoWayRound() throws IOException {
    drip("/drip", "Content-Length: 1000000\r\n\r\n");

    try (OutboundResponse answer = client.open(OutboundRequest.get(server.url("/drip")))) {
      assertThatThrownBy(() -> answer.body().skipNBytes(1_000_000))
          .isInstanceOf(SlowAnswerException.class);
    }
  }

  @Test
  void theReaderMayBeSlow() throws Exception {
    byte[] bytes = new byte[100_000];
    server.keep("/file", bytes);

    try (OutboundResponse answer = client.open(OutboundRequest.get(server.url("/file")))) {
      InputStream body = answer.body();
      int first = body.read();
      TimeUnit.NANOSECONDS.sleep(2 * PIECE.toNanos());

      assertThat(first).isZero();
      assertThat(body.readAllBytes()).hasSize(bytes.length - 1);
    }
  }

  private void drip(String path, String restOfHead) {
    server.answer(
        path,
        (request, out) -> {
          out.write(("HTTP/1.1 200 OK\r\n" + restOfHead).getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write('x');
            out.flush();
            TimeUnit.MILLISECONDS.sleep(20);
          }
        });
  }
}
