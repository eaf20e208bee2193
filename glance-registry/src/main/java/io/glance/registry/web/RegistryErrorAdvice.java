package io.glance.registry.web;

import io.glance.common.error.Faults;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.RegistryError;
import io.glance.common.registryapi.RegistryErrors;
import io.glance.registry.db.DatabaseErrors;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one place where an exception becomes a response. */
@RestControllerAdvice
final class RegistryErrorAdvice {
  private static final Logger log = LoggerFactory.getLogger(RegistryErrorAdvice.class);

  @ExceptionHandler
  ResponseEntity<RegistryError> any(Exception error, HttpServletRequest request) {
    GlanceException meant = meaningOf(error);
    int status = Faults.statusOf(meant);
    if (status >= 500) {
      log.error("{} {} failed", request.getMethod(), request.getRequestURI(), error);
    } else {
      log.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), meant.getMessage());
    }
    return ResponseEntity.status(status).body(RegistryErrors.encode(meant));
  }

  private static GlanceException meaningOf(Exception error) {
    return switch (error) {
      case GlanceException known -> known;
      case HttpMessageNotReadableException unreadable ->
          new GlanceException.Invalid("The request cannot be read: " + unreadable.getMessage());
      case MethodArgumentTypeMismatchException mismatch ->
          new GlanceException.Invalid("The parameter %s is wrong.".formatted(mismatch.getName()));
      case ErrorResponse web ->
          ofStatus(web.getStatusCode().value(), String.valueOf(error.getMessage()));
      case RuntimeException other
          when DatabaseErrors.translate(other) instanceof GlanceException translated ->
          translated;
      default -> new GlanceException.Failed("The registry failed.");
    };
  }

  private static GlanceException ofStatus(int status, String message) {
    return switch (status) {
      case 404 -> new GlanceException.NotFound(message);
      case 405 -> new GlanceException.MethodNotAllowed(message);
      case 415 -> new GlanceException.UnsupportedMediaType(message);
      default ->
          status < 500 ? new GlanceException.Invalid(message) : new GlanceException.Failed(message);
    };
  }
}
