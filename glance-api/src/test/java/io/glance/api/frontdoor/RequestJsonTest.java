package io.glance.api.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class RequestJsonTest {
  private static final String LARGE = "{\"a\": \"" + "x".repeat(100_000) + "\"}";

  @Test
  void largeBodiesThatStandStillHoldUpNoSmallOnesAndLeaveRoomInMemory() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(RequestJson.MOST_LARGE_BODIES);
    List<Future<JsonNode>> stalled = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < RequestJson.MOST_LARGE_BODIES; i++) {
        stalled.add(
            threads.submit(() -> RequestJson.read(request(new StalledStream(LARGE, begun, end)))));
      }
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(RequestJson.read(request(stream("{\"b\": 1}"))).get("b").intValue()).isEqualTo(1);
      assertThatExceptionOfType(GlanceException.Unavailable.class)
          .isThrownBy(() -> RequestJson.read(request(stream(LARGE))));

      end.countDown();
      for (Future<JsonNode> one : stalled) {
        assertThat(one.get().get("a").stringValue()).hasSize(100_000);
      }
    }
    assertThat(RequestJson.read(request(stream(LARGE))).get("a").stringValue()).hasSize(100_000);
  }

  @Test
  void aBodyOfExactlyTheSizeOfASmallOneIsWhole() throws IOException {
    for (int length : List.of(16_383, 16_384, 16_385)) {
      String body = "[\"" + "y".repeat(length - 4) + "\"]";

      JsonNode read = RequestJson.read(request(stream(body)));

      assertThat(read.get(0).stringValue()).hasSize(length - 4);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MockHttpServletRequest request(InputStream body) {
    MockHttpServletRequest request =
        new MockHttpServletRequest("POST", "/v2/images") {
          @Override
          public ServletInputStream getInputStream() {
            return new Body(body);
          }
        };
    request.addHeader("Transfer-Encoding", "chunked");
    return request;
  }

  /** Gives half of the text, says so, and waits before it gives the rest. */
  private static final class StalledStream extends SequenceInputStream {
    StalledStream(String text, CountDownLatch begun, CountDownLatch end) {
      super(
          stream(text.substring(0, text.length() / 2)),
          new InputStream() {
            private final InputStream rest = stream(text.substring(text.length() / 2));

            @Override
            public int read() throws IOException {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return rest.read();
            }
          });
    }
  }

  private static final class Body extends ServletInputStream {
    private final InputStream in;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
