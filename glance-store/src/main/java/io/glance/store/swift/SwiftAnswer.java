package io.glance.store.swift;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Swift said, read to its end. Prints as its status.
 *
 * @param headers by their names in lower case
 */
record SwiftAnswer(int status, Map<String, String> headers, String body) {
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int PRECONDITION_FAILED = 412;
  static final int TOO_LARGE = 413;
  static final int BEHIND_THE_END = 416;
  static final int DAMAGED = 422;
  static final int PARTIAL = 206;
  static final int NO_ROOM = 507;

  boolean isSuccess() {
    return status / 100 == 2;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Bytes of the object; empty if Swift does not say. */
  OptionalLong length() {
    return number("Content-Length");
  }

  /** Empty if there is no such header, or it is no number. */
  OptionalLong number(String name) {
    return header(name)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** Without quotes. */
  Optional<String> etag() {
    return header("ETag").map(etag -> etag.replace("\"", ""));
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
