package io.glance.api.frontdoor;

import io.glance.api.healthcheck.Healthcheck;
import io.glance.api.versions.Versions;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.logging.LogContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in, in the original's order: health, proxy, preflight, version, caller, resource.
 *
 * <p>Source: etc/glance-api-paste.ini.
 */
final class FrontDoorFilter implements Filter {
  private static final Logger ACCESS = LoggerFactory.getLogger("io.glance.api.access");
  private static final String REQUEST_ID_HEADER = "x-openstack-request-id";

  /** Of the versions of the API, without the slash that they end with. */
  private static final Set<String> ROOTS = Set.of("/v1", "/v2");

  private final Healthcheck healthcheck;
  private final Versions versions;
  private final Callers callers;
  private final Cors cors;
  private final boolean proxied;
  private final ErrorAnswers errors;

  /**
   * @param around what stands between this service and its clients
   */
  FrontDoorFilter(
      Healthcheck healthcheck,
      Versions versions,
      Callers callers,
      Around around,
      ErrorAnswers errors) {
    this.healthcheck = healthcheck;
    cors = around.cors();
    proxied = around.proxied();
    this.versions = versions;
    this.callers = callers;
    this.errors = errors;
  }

  /**
   * @param proxied whether a proxy is believed that says how it was asked
   */
  record Around(Cors cors, boolean proxied) {}

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException {
    HttpServletRequest received = (HttpServletRequest) anyRequest;
    HttpServletRequest request = proxied ? new ProxiedRequest(received) : received;
    HttpServletResponse response = (HttpServletResponse) anyResponse;
    long start = System.nanoTime();
    try {
      pass(received, request, response, chain);
    } finally {
      if (ACCESS.isInfoEnabled()) {
        ACCESS.info(line(request, response, System.nanoTime() - start));
      }
      LogContext.clear();
    }
  }

  /**
   * @param received as it came, which is what a health check goes by
   */
  private void pass(
      HttpServletRequest received,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException {
    String path;
    try {
      path = RequestPaths.canonical(request.getRequestURI());
    } catch (GlanceException e) {
      errors.answer(e, request, response);
      return;
    }
    if (healthcheck.isAt(path)) {
      Healthcheck.Result result = healthcheck.check(received);
      Answers.write(response, result.status(), result.contentType(), result.body());
      return;
    }
    if (request.getMethod().equals("OPTIONS")) {
      cors.preflight(request, response);
      response.setContentLength(0);
      return;
    }
    cors.permit(request, response);
    if (versions.isList(path)) {
      Answers.write(
          response, 200, "application/json", versions.document(RequestUrl.application(request)));
      return;
    }
    @Nullable String routed = versions.route(path, request.getHeader("Accept"));
    if (routed == null) {
      Answers.write(
          response, 300, "application/json", versions.document(RequestUrl.application(request)));
      return;
    }
    HttpServletRequest meant =
        routed.equals(request.getRequestURI()) ? request : new RoutedRequest(request, routed);
    serve(meant, response, chain);
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    RequestContext caller;
    try {
      caller = callers.identify(request);
    } catch (RuntimeException e) {
      errors.answer(e, request, response);
      return;
    }
    LogContext.set(caller);
    response.setHeader(REQUEST_ID_HEADER, caller.requestId());
    if (ROOTS.contains(request.getRequestURI())) {
      response.setHeader("Location", RequestUrl.absolute(request, request.getRequestURI() + "/"));
      Answers.write(response, 302, "text/plain; charset=utf8", "");
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException | Error | IOException e) {
      errors.answer(e, request, response);
    }
  }

  private static String line(HttpServletRequest request, HttpServletResponse response, long nanos) {
    @Nullable String query = request.getQueryString();
    StringBuilder line = new StringBuilder(120);
    line.append(request.getRemoteAddr()).append(" \"").append(request.getMethod()).append(' ');
    line.append(request.getRequestURI());
    if (query != null) {
      line.append('?').append(query);
    }
    line.append(' ').append(request.getProtocol()).append("\" status: ");
    line.append(response.getStatus()).append(" time: ");
    return seconds(line, nanos).toString();
  }

  private static StringBuilder seconds(StringBuilder line, long nanos) {
    long micros = nanos / 1000;
    line.append(micros / 1_000_000).append('.');
    long rest = micros % 1_000_000;
    for (long unit = 100_000; unit > 0; unit /= 10) {
      line.append((char) ('0' + rest / unit % 10));
    }
    return line;
  }
}
