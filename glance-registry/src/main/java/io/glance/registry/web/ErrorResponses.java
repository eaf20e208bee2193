package io.glance.registry.web;

import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.RegistryError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Errors as they leave the registry. */
final class ErrorResponses {
  private ErrorResponses() {}

  static int statusOf(GlanceException error) {
    return switch (error) {
      case GlanceException.Invalid _ -> 400;
      case GlanceException.Unauthorized _ -> 401;
      case GlanceException.Forbidden _ -> 403;
      case GlanceException.NotFound _ -> 404;
      case GlanceException.MethodNotAllowed _ -> 405;
      case GlanceException.Conflict _, GlanceException.Duplicate _ -> 409;
      case GlanceException.Gone _ -> 410;
      case GlanceException.LimitExceeded _ -> 413;
      case GlanceException.UnsupportedMediaType _ -> 415;
      case GlanceException.RangeNotSatisfiable _ -> 416;
      case GlanceException.Failed _ -> 500;
      case GlanceException.Unavailable _ -> 503;
    };
  }

  static void write(HttpServletResponse response, int status, RegistryError error)
      throws IOException {
    byte[] body = GlanceJson.internal().writeValueAsBytes(error);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
