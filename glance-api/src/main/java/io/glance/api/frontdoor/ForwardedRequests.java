package io.glance.api.frontdoor;

import io.glance.api.importing.StageForwarding.Answer;
import io.glance.api.importing.StageForwarding.Forwarded;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Requests that another node has to serve, and what it says. */
public final class ForwardedRequests {
  private static final String REQUEST_ID = "x-openstack-request-id";

  private ForwardedRequests() {}

  public static Forwarded of(HttpServletRequest request, @Nullable String json) {
    return new Forwarded(
        request.getMethod(), request.getRequestURI(), request.getHeader("X-Auth-Token"), json);
  }

  /** The other node's answer, with the request id by which it can be found in its log. */
  public static ResponseEntity<byte[]> relay(Answer answer) {
    HttpHeaders headers = new HttpHeaders();
    if (answer.requestId() != null) {
      headers.set(REQUEST_ID, answer.requestId());
    }
    if (answer.contentType() != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, answer.contentType());
    }
    ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status()).headers(headers);
    return answer.body().isEmpty()
        ? response.build()
        : response.body(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
