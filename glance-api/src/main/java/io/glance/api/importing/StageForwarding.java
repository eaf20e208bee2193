package io.glance.api.importing;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands a request on to the node that has the staged bytes of its image, as the client would have
 * made it there.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController._proxy_request_to_host.
 */
@Component
public final class StageForwarding {
  private static final Logger log = LoggerFactory.getLogger(StageForwarding.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  /** Bytes; no answer about one image is longer. */
  private static final long MOST_BYTES = 1 << 20;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * A request to be handed on.
   *
   * @param path within the API, beginning with a slash
   * @param token that the client showed; absent if it showed none
   * @param json body; absent if it has none
   */
  public record Forwarded(
      String method, String path, @Nullable String token, @Nullable String json) {}

  /** What the other node said. */
  public record Answer(
      int status, String body, @Nullable String contentType, @Nullable String requestId) {}

  /**
   * @param host URL of the other node
   * @throws GlanceException.GatewayTimeout if it cannot be reached
   * @throws GlanceException.BadGateway if it does not answer, or with more than an answer can be
   */
  public Answer to(String host, Forwarded request) {
    HttpRequest.Builder wanted =
        HttpRequest.newBuilder(URI.create(host + request.path())).timeout(ANSWER);
    if (request.token() != null) {
      wanted.header("X-Auth-Token", request.token());
    }
    if (request.json() == null) {
      wanted.method(request.method(), BodyPublishers.noBody());
    } else {
      wanted
          .header("Content-Type", "application/json")
          .method(request.method(), BodyPublishers.ofString(request.json()));
    }
    try {
      HttpResponse<String> answer =
          client.send(wanted.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
      return new Answer(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Content-Type").orElse(null),
          answer.headers().firstValue("x-openstack-request-id").orElse(null));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      log.error("cannot reach the node {} that has staged bytes", host, e);
      throw new GlanceException.GatewayTimeout("Stage host is unavailable");
    } catch (IOException e) {
      log.error("the node {} that has staged bytes does not answer", host, e);
      throw new GlanceException.BadGateway("Stage host is unavailable");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new GlanceException.BadGateway("Stage host is unavailable");
    }
  }
}
