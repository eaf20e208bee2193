package io.glance.api.frontdoor;

import io.glance.api.identity.Authentication;
import io.glance.api.identity.RequestIdTooLong;
import io.glance.common.error.FaultBody;
import io.glance.common.error.Faults;
import io.glance.common.error.GlanceException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Turns whatever went wrong into an answer, once, and logs it where it becomes one. */
@Component
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  /** The order in which the original lists verbs. */
  private static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  private static final Set<String> KNOWN_VERBS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");

  private final Authentication authentication;

  ErrorAnswers(Authentication authentication) {
    this.authentication = authentication;
  }

  /**
   * Answers, unless the answer has begun: then the connection is cut, so that nobody takes half a
   * body for a whole one.
   *
   * @throws CloseNowException if the connection shall be closed without another byte
   */
  void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Throwable error = thrown instanceof ServletException wrapped ? causeOf(wrapped) : thrown;
    if (isDisconnect(error)) {
      LOG.debug("{} {}: the client is gone", request.getMethod(), request.getRequestURI(), error);
      throw new CloseNowException("the client is gone", error);
    }
    FaultBody body = bodyFor(error, request, response);
    log(error, body.status(), request);
    if (response.isCommitted()) {
      throw new CloseNowException("the answer broke off", error);
    }
    write(body, request, response);
  }

  /** Whether a client can still be told. */
  boolean isPossible(Throwable error, HttpServletResponse response) {
    return !response.isCommitted() && !isDisconnect(error);
  }

  private static Throwable causeOf(ServletException wrapped) {
    return wrapped.getClass() == ServletException.class && wrapped.getCause() != null
        ? wrapped.getCause()
        : wrapped;
  }

  private static boolean isDisconnect(Throwable error) {
    return error instanceof EOFException
        || error instanceof CloseNowException
        || error instanceof ClientAbortException;
  }

  private FaultBody bodyFor(
      Throwable error, HttpServletRequest request, HttpServletResponse response) {
    return switch (error) {
      case GlanceException.Unauthorized _ when !response.isCommitted() -> {
        authentication
            .challenge()
            .ifPresent(challenge -> response.setHeader("WWW-Authenticate", challenge));
        yield Faults.bodyOf((GlanceException) error, request.getMethod(), null);
      }
      case GlanceException known ->
          Faults.bodyOf(known, request.getMethod(), request.getHeader("Content-Type"));
      case RequestIdTooLong tooLong -> Faults.requestIdTooLong(tooLong.most());
      case HttpRequestMethodNotSupportedException wrongVerb -> {
        response.setHeader("Allow", allowed(wrongVerb));
        yield Faults.methodNotAllowed(request.getMethod());
      }
      case NoHandlerFoundException _ ->
          KNOWN_VERBS.contains(request.getMethod())
              ? Faults.bodyOf(404)
              : Faults.notImplemented(request.getMethod());
      case InvalidParameterException _ ->
          Faults.bodyOf(RequestPaths.undecodable(), request.getMethod(), null);
      case ServletRequestBindingException _ -> Faults.bodyOf(400);
      case TypeMismatchException _ -> Faults.bodyOf(400);
      case HttpMessageNotReadableException _ -> Faults.bodyOf(400);
      case BadRequestException _ -> Faults.bodyOf(400);
      default -> Faults.bodyOf(500);
    };
  }

  private static String allowed(HttpRequestMethodNotSupportedException error) {
    String[] methods = error.getSupportedMethods();
    if (methods == null) {
      return "";
    }
    List<String> supported = List.of(methods);
    return String.join(", ", VERBS.stream().filter(supported::contains).toList());
  }

  private static void log(Throwable error, int status, HttpServletRequest request) {
    if (status >= 500 && status != 501) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), error);
    } else {
      LOG.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), error.toString());
    }
  }

  private static void write(
      FaultBody body, HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.resetBuffer();
    FaultBody.Written written = body.write(request.getHeader("Accept"));
    boolean head = request.getMethod().equals("HEAD");
    String contentType = head ? "text/html; charset=UTF-8" : written.contentType();
    Answers.write(response, body.status(), contentType, head ? "" : written.text());
    response.flushBuffer();
  }
}
