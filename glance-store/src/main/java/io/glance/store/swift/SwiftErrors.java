package io.glance.store.swift;

import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;

/** What Swift's refusals mean to whoever uses the store. */
final class SwiftErrors {
  static final String NO_IMAGE = "Swift could not find image at URI.";

  private SwiftErrors() {}

  static IOException ofReading(SwiftAnswer answer) {
    return switch (answer.status()) {
      case SwiftAnswer.NOT_FOUND -> new StoreException.NotFound(NO_IMAGE);
      case SwiftAnswer.FORBIDDEN -> new StoreException.Forbidden("Swift refuses access.");
      default -> other(answer);
    };
  }

  static IOException ofWriting(SwiftAnswer answer) {
    return switch (answer.status()) {
      case SwiftAnswer.CONFLICT, SwiftAnswer.PRECONDITION_FAILED -> duplicate();
      case SwiftAnswer.TOO_LARGE ->
          new StoreException.Full(
              "Swift refuses the image: it is too large, or a quota is used up.");
      case SwiftAnswer.NO_ROOM -> new StoreException.Full("Swift has no room.");
      case SwiftAnswer.FORBIDDEN ->
          new StoreException.WriteDenied("Swift does not let this service write.");
      case SwiftAnswer.DAMAGED -> damaged();
      case SwiftAnswer.NOT_FOUND ->
          new IOException("Failed to add object to Swift: its container is gone.");
      default -> other(answer);
    };
  }

  static StoreException duplicate() {
    return new StoreException.Duplicate("Swift already has an image at this location");
  }

  /** Of a writer that had written already when he met another. */
  static StoreException overtaken(StoreException.Duplicate met) {
    return new StoreException.Unavailable("Somebody else writes this image to Swift.", met);
  }

  static IOException damaged() {
    return new IOException("Swift got other bytes than were sent");
  }

  /** No answer at all. */
  static IOException unanswered(IOException failure) {
    return failure instanceof StoreException || failure instanceof InterruptedIOException
        ? failure
        : new StoreException.Unavailable("Swift does not answer.", failure);
  }

  private static IOException other(SwiftAnswer answer) {
    int status = answer.status();
    boolean mayPass =
        status >= 500
            || status == SwiftAnswer.UNAUTHORIZED
            || status == 408
            || status == 429
            || status == 498;
    String message = "Got error from Swift: status %d.".formatted(status);
    return mayPass ? new StoreException.Unavailable(message) : new IOException(message);
  }
}
