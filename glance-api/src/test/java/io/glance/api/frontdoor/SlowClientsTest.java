package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.testing.TestingAuthority;
import io.glance.common.testing.TestingAuthority.Pair;
import io.glance.fixture.ProbeController;
import io.glance.fixture.RunningApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.coyote.CloseNowException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/** With a service that waits two seconds for headers and three for the next byte. */
@Timeout(60)
class SlowClientsTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int SILENCE_SECONDS = 3;
  private static final int PATIENCE_MILLIS = 30_000;

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api =
        RunningApi.start(
            Map.of("oslo.default.client_socket_timeout", SILENCE_SECONDS),
            Impatience.class,
            ProbeController.class);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /** Not a component: it is for this test alone. */
  static class Impatience {
    @Bean
    static BeanPostProcessor impatience() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof TomcatServletWebServerFactory factory) {
            factory.addConnectorCustomizers(connector ->
                ((ImpatientProtocol) connector.getProtocolHandler()).waitAtMost(LIMIT));
          }
          return bean;
        }
      };
    }
  }

  @Test
  void headersThatComeByteByByteAreCutOff() throws Exception {
    try (Socket socket = connect(api)) {
      drip(socket, "GET /versions HTTP/1.1\r\nX-A: " + "a".repeat(1000));

      assertEnds(socket);
    }
  }

  @Test
  void aHandshakeThatDoesNotComeToAnEndIsCutOff(@TempDir Path directory) throws Exception {
    Pair pair = new TestingAuthority(directory).issue();
    Map<String, Object> options =
        Map.of(
            "oslo.default.cert_file", pair.certificate().toString(),
            "oslo.default.key_file", pair.key().toString());

    try (RunningApi secured = RunningApi.start(options, Impatience.class);
        Socket socket = connect(secured)) {
      drip(socket, "\u0016\u0003\u0001\u0002\u0000" + "\u0001".repeat(1000));

      assertEnds(socket);
    }
  }

  @Test
  void aBodyThatComesSlowlyIsTaken() throws Exception {
    try (Socket socket = connect(api)) {
      OutputStream out = socket.getOutputStream();
      write(out, "POST /v2/probes HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n");
      for (char next : "{\"a\": 1}".toCharArray()) {
        Thread.sleep(LIMIT.dividedBy(3));
        out.write(next);
      }

      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 201");
    }
  }

  @Test
  void aBodyThatStopsIsCutOff() throws Exception {
    try (Socket socket = connect(api)) {
      write(
          socket.getOutputStream(),
          "POST /v2/probes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{\"name\": ");

      long start = System.nanoTime();
      assertEnds(socket);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofSeconds(SILENCE_SECONDS - 1), Duration.ofSeconds(20));
    }
  }

  @Test
  void jsonHasToBeThereWithinATime() throws Exception {
    byte[] bytes = {1, 2, 3};

    assertThat(new PunctualInput(new ByteArrayInputStream(bytes), 60).readAllBytes())
        .isEqualTo(bytes);
    assertThatThrownBy(() -> new PunctualInput(new ByteArrayInputStream(bytes), -1).readNBytes(2))
        .isInstanceOf(CloseNowException.class);
    assertThatThrownBy(() -> new PunctualInput(new ByteArrayInputStream(bytes), -1).read())
        .isInstanceOf(CloseNowException.class);
  }

  private static Socket connect(RunningApi to) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** A byte every now and then, until there are no more or nobody takes them. */
  private static void drip(Socket socket, String text) throws Exception {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    try {
      for (byte next : text.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(next);
        Thread.sleep(100);
        assertThat(System.nanoTime()).as("still listened to").isLessThan(end);
      }
    } catch (SocketException _) {
      return;
    }
  }

  private static void assertEnds(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    } catch (SocketException _) {
      assertThat(socket.isClosed()).isFalse();
    }
  }
}
