package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers that many resources give alike. */
public final class Answers {
  private static final ResponseEntity<Void> NO_CONTENT = empty(HttpStatus.NO_CONTENT);
  private static final ResponseEntity<Void> OK = empty(HttpStatus.OK);
  private static final ResponseEntity<Void> ACCEPTED = empty(HttpStatus.ACCEPTED);

  private Answers() {}

  /** 204, with the type that the original gives to nothing. */
  public static ResponseEntity<Void> noContent() {
    return NO_CONTENT;
  }

  /** 200 without a body. */
  public static ResponseEntity<Void> ok() {
    return OK;
  }

  /** 202 without a body. */
  public static ResponseEntity<Void> accepted() {
    return ACCEPTED;
  }

  private static ResponseEntity<Void> empty(HttpStatus status) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8")
        .build();
  }

  static void write(
      HttpServletResponse response, int status, @Nullable String contentType, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    if (contentType != null) {
      response.setHeader(HttpHeaders.CONTENT_TYPE, contentType);
    }
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
