package io.glance.registry.web;

import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.RegistryError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Errors that leave the registry from outside of its controllers. */
final class ErrorResponses {
  private ErrorResponses() {}

  static void write(HttpServletResponse response, int status, RegistryError error)
      throws IOException {
    byte[] body = GlanceJson.internal().writeValueAsBytes(error);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
