package io.glance.api.v2;

import io.glance.api.importing.StageForwarding.Answer;
import io.glance.api.importing.StageForwarding.Forwarded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests that another node has to serve, and what it says. */
final class ForwardedRequests {
  private static final String REQUEST_ID = "x-openstack-request-id";

  private ForwardedRequests() {}

  static Forwarded of(HttpServletRequest request, @Nullable String json) {
    return new Forwarded(
        request.getMethod(), request.getRequestURI(), request.getHeader("X-Auth-Token"), json);
  }

  /** The other node's answer, with the request id by which it can be found in its log. */
  static void relay(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    if (answer.requestId() != null) {
      response.setHeader(REQUEST_ID, answer.requestId());
    }
    if (answer.contentType() != null) {
      response.setHeader("Content-Type", answer.contentType());
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
