package io.glance.common.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which status an error has and what it says when nobody said it better.
 *
 * <p>Source: webob/exc.py, the subclasses of HTTPError.
 */
public final class Faults {
  private static final String BREAK = "<br /><br />\n";

  private Faults() {}

  public static int statusOf(GlanceException error) {
    return switch (error) {
      case GlanceException.Invalid _ -> 400;
      case GlanceException.Unauthorized _ -> 401;
      case GlanceException.Forbidden _ -> 403;
      case GlanceException.NotFound _ -> 404;
      case GlanceException.MethodNotAllowed _ -> 405;
      case GlanceException.Conflict _ -> 409;
      case GlanceException.Duplicate _ -> 409;
      case GlanceException.Gone _ -> 410;
      case GlanceException.PreconditionFailed _ -> 412;
      case GlanceException.LimitExceeded _ -> 413;
      case GlanceException.UnsupportedMediaType _ -> 415;
      case GlanceException.RangeNotSatisfiable _ -> 416;
      case GlanceException.Failed _ -> 500;
      case GlanceException.BadGateway _ -> 502;
      case GlanceException.Unavailable _ -> 503;
      case GlanceException.GatewayTimeout _ -> 504;
    };
  }

  /**
   * The body for an error.
   *
   * @param method of the request
   * @param contentType of the request, absent if it names none
   */
  public static FaultBody bodyOf(
      GlanceException error, String method, @Nullable String contentType) {
    int status = statusOf(error);
    if (error.explanation() == null && status == 405) {
      return methodNotAllowed(method);
    }
    if (error.explanation() != null && status == 405) {
      return new FaultBody(status, titleOf(status), List.of(error.explanation()));
    }
    if (status == 415) {
      return unsupportedMediaType(contentType, orEmpty(error.detail()));
    }
    return body(status, error.explanation(), error.detail());
  }

  /** The body of a status that nothing more is known of. */
  public static FaultBody bodyOf(int status) {
    return body(status, null, null);
  }

  public static FaultBody methodNotAllowed(String method) {
    return new FaultBody(
        405,
        titleOf(405),
        List.of("", "The method ", method, " is not allowed for this resource. " + BREAK));
  }

  /** No resource is there, and no resource anywhere knows such a verb. */
  public static FaultBody notImplemented(String method) {
    return new FaultBody(
        501,
        titleOf(501),
        List.of(
            "", "\nThe request method ", method, " is not implemented for this server. " + BREAK));
  }

  /**
   * A client calls its request by too long a name.
   *
   * @param most characters that it may have
   */
  public static FaultBody requestIdTooLong(int most) {
    return new FaultBody(
        431,
        titleOf(431),
        List.of(
            explanationOf(431),
            BREAK,
            "",
            "\n<!-- ",
            "x-openstack-request-id is too long, max size " + most,
            " -->\n"));
  }

  private static FaultBody unsupportedMediaType(@Nullable String contentType, String detail) {
    return new FaultBody(
        415,
        titleOf(415),
        List.of(
            "",
            "The request media type ",
            contentType == null ? "${CONTENT_TYPE}" : contentType,
            " is not supported by this server.\n" + BREAK,
            detail));
  }

  private static FaultBody body(int status, @Nullable String explanation, @Nullable String detail) {
    return new FaultBody(
        status,
        titleOf(status),
        List.of(
            explanation == null ? explanationOf(status) : explanation,
            BREAK,
            orEmpty(detail),
            "\n\n"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String titleOf(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      case 414 -> "Request-URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 416 -> "Request Range Not Satisfiable";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> status >= 500 ? "Internal Server Error" : "Bad Request";
    };
  }

  private static String explanationOf(int status) {
    return switch (status) {
      case 401 ->
          "This server could not verify that you are authorized to access the document you"
              + " requested. Either you supplied the wrong credentials (e.g., bad password), or"
              + " your browser does not understand how to supply the credentials required.";
      case 403 -> "Access was denied to this resource.";
      case 404 -> "The resource could not be found.";
      case 409 -> "There was a conflict when trying to complete your request.";
      case 410 -> "This resource is no longer available. No forwarding address is given.";
      case 411 -> "Content-Length header required.";
      case 412 -> "Request precondition failed.";
      case 413 -> "The body of your request was too large for this server.";
      case 414 -> "The request URI was too long for this server.";
      case 416 -> "The Range requested is not available.";
      case 417 -> "Expectation failed.";
      case 431 -> "The request header fields were too large";
      case 503 -> "The server is currently unavailable. Please try again at a later time.";
      case 502 -> "Bad gateway.";
      case 504 -> "The gateway has timed out.";
      case 505 -> "The HTTP version is not supported.";
      default ->
          status >= 500
              ? "The server has either erred or is incapable of performing the requested operation."
              : "The server could not comply with the request since it is either malformed or"
                  + " otherwise incorrect.";
    };
  }
}
