package io.glance.registry.web;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.RegistryError;
import io.glance.common.registryapi.RegistryErrors;
import io.glance.common.registryapi.RegistrySignature;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets nobody in but a glance-api that knows the shared secret. The health check is open. */
final class CallerAuthentication extends HttpFilter {
  private static final Logger log = LoggerFactory.getLogger(CallerAuthentication.class);
  private static final long serialVersionUID = 1;

  /** How far the clocks of the two may be apart. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final transient @Nullable RegistrySignature signature;
  private final transient Clock clock;

  /**
   * @param secret absent on a loopback address: everybody who can connect may call
   */
  CallerAuthentication(@Nullable String secret, Clock clock) {
    this.signature = secret == null ? null : new RegistrySignature(secret);
    this.clock = clock;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (signature == null || request.getRequestURI().equals(HealthController.PATH)) {
      chain.doFilter(request, response);
      return;
    }
    String digest =
        Objects.requireNonNullElse(
            request.getHeader(RegistrySignature.DIGEST_HEADER), RegistrySignature.NO_BODY);
    if (isSigned(request, digest, signature)) {
      if (!SignedBody.isPresent(request) && digest.equals(RegistrySignature.NO_BODY)) {
        chain.doFilter(request, response);
        return;
      }
      SignedBody body = SignedBody.read(request);
      if (body.has(digest)) {
        chain.doFilter(body, response);
        return;
      }
    }
    log.warn(
        "Refused {} {} from {}: not signed with the shared secret",
        request.getMethod(),
        request.getRequestURI(),
        request.getRemoteAddr());
    RegistryError error =
        RegistryErrors.encode(
            new GlanceException.Unauthorized("The call is not signed with the shared secret."));
    ErrorResponses.write(response, HttpServletResponse.SC_UNAUTHORIZED, error);
  }

  private boolean isSigned(HttpServletRequest request, String digest, RegistrySignature key) {
    @Nullable String caller = request.getHeader(RegistrySignature.CALLER_HEADER);
    @Nullable String time = request.getHeader(RegistrySignature.TIME_HEADER);
    @Nullable String given = request.getHeader(RegistrySignature.SIGNATURE_HEADER);
    if (caller == null || time == null || given == null || !isNow(time)) {
      return false;
    }
    @Nullable String query = request.getQueryString();
    String target = request.getRequestURI() + (query == null ? "" : '?' + query);
    return key.matches(key.sign(request.getMethod(), target, time, caller, digest), given);
  }

  private boolean isNow(String time) {
    try {
      return Math.abs(clock.millis() - Long.parseLong(time)) <= TOLERANCE.toMillis();
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
