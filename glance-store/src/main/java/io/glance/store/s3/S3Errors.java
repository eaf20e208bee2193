package io.glance.store.s3;

import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the server's refusals, and its silence, mean. */
final class S3Errors {
  private static final Set<String> NO_ROOM =
      Set.of("QuotaExceeded", "EntityTooLarge", "ServiceQuotaExceeded", "InsufficientStorage");
  private static final Set<String> LATER =
      Set.of("SlowDown", "ServiceUnavailable", "RequestTimeout", "InternalError", "Throttling");
  private static final Duration MOST_SKEW = Duration.ofMinutes(15);

  private S3Errors() {}

  static IOException of(SdkException e) {
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      InterruptedIOException interrupted = interrupted();
      interrupted.initCause(e);
      return interrupted;
    }
    if (e instanceof AwsServiceException refusal) {
      return ofRefusal(refusal);
    }
    return new StoreException.Unavailable("The S3 server does not answer.", e);
  }

  /** The thread stays interrupted. */
  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while the S3 server was asked");
  }

  /** Empty where the answer had no body, as one to HEAD has none. */
  static String code(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .orElse("");
  }

  private static IOException ofRefusal(AwsServiceException e) {
    String code = code(e);
    int status = e.statusCode();
    if (NO_ROOM.contains(code) || status == 413 || status == 507) {
      return new StoreException.Full("The S3 server has no room: %s".formatted(code), e);
    }
    if (LATER.contains(code) || status == 429 || (status >= 500 && status != 501)) {
      return new StoreException.Unavailable(
          "The S3 server cannot serve now: %d %s".formatted(status, code), e);
    }
    return switch (status) {
      case 401, 403 -> new StoreException.Forbidden(reasonOfRefusal(e, code), e);
      case 404 -> new StoreException.NotFound(missing(code), e);
      case 409, 412 -> new StoreException.Duplicate("The S3 server has such an object already.", e);
      default -> new IOException("the S3 server answered %d %s".formatted(status, code), e);
    };
  }

  private static String missing(String code) {
    return code.equals("NoSuchBucket")
        ? "The S3 server has no such bucket."
        : "The S3 server has no such object.";
  }

  private static String reasonOfRefusal(AwsServiceException e, String code) {
    Duration skew = skew(e);
    if (code.equals("RequestTimeTooSkewed") || skew.compareTo(MOST_SKEW) > 0) {
      return "The S3 server refuses access: its clock and this machine's are %d minutes apart."
          .formatted(skew.toMinutes());
    }
    return code.isEmpty()
        ? "The S3 server refuses access."
        : "The S3 server refuses access: %s".formatted(code);
  }

  private static Duration skew(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Date"))
        .map(S3Errors::sinceOrUntil)
        .orElse(Duration.ZERO);
  }

  private static Duration sinceOrUntil(String date) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(there, Instant.now()).abs();
    } catch (DateTimeParseException _) {
      return Duration.ZERO;
    }
  }
}
