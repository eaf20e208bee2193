package io.glance.common.outbound;

import io.glance.common.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** One request to one target, over a connection of its own. */
final class Exchange {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final OutboundTarget target;
  private final OutboundSettings settings;
  private final OpenSockets sockets = new OpenSockets();

  Exchange(OutboundTarget target, OutboundSettings settings) {
    this.target = target;
    this.settings = settings;
  }

  /**
   * @param withCredentials whether this is the server that the request's credentials are for
   */
  OutboundResponse send(OutboundRequest request, boolean withCredentials)
      throws OutboundException.Unanswered {
    CloseableHttpClient client = PinnedConnection.client(target, settings, sockets);
    Runnable end =
        () -> {
          sockets.close();
          client.close(CloseMode.IMMEDIATE);
        };
    ScheduledFuture<?> deadline =
        TIMER.schedule(sockets::close, settings.waits().head().toMillis(), TimeUnit.MILLISECONDS);
    boolean answered = false;
    try {
      HttpClientContext context = HttpClientContext.create();
      ClassicHttpResponse response =
          client.executeOpen(host(), message(request, withCredentials), context);
      if (target.url().scheme().equals("https") && context.getSSLSession() == null) {
        throw new ConnectException("the proxy answered, with status " + response.getCode());
      }
      PacedStream body =
          new PacedStream(body(response), settings.waits().piece(), sockets::close, TIMER);
      Runnable endAll =
          () -> {
            body.close();
            end.run();
          };
      OutboundResponse answer =
          new OutboundResponse(response.getCode(), headers(response), body, endAll);
      answered = true;
      return answer;
    } catch (IOException | RuntimeException e) {
      throw new OutboundException.Unanswered("%s: %s".formatted(target.url(), e), e);
    } finally {
      deadline.cancel(false);
      if (!answered) {
        end.run();
      }
    }
  }

  private HttpHost host() {
    OutboundUrl url = target.url();
    return new HttpHost(url.scheme(), url.host().text(), url.explicitPort());
  }

  private BasicClassicHttpRequest message(OutboundRequest request, boolean withCredentials) {
    var message = new BasicClassicHttpRequest(request.method(), host(), target.url().target());
    message.setHeader("Accept-Encoding", "identity");
    message.setHeader("Connection", "close");
    request.headers().forEach(message::setHeader);
    Secret userInfo = target.url().userInfo();
    if (userInfo != null) {
      message.setHeader("Authorization", basic(userInfo.reveal()));
    }
    if (withCredentials) {
      request.credentials().forEach(message::setHeader);
    }
    return message;
  }

  /** Source: requests/utils.py, get_auth_from_url. */
  private static String basic(String userInfo) {
    String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    String pair = decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> headers(ClassicHttpResponse response) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    return headers;
  }

  private static InputStream body(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? InputStream.nullInputStream()
        : response.getEntity().getContent();
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
