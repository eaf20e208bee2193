package io.glance.api.healthcheck;

import io.glance.common.http.AcceptHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers balancers, before anything else looks at the request.
 *
 * <p>Source: oslo_middleware/healthcheck/__init__.py.
 */
@Component
public final class Healthcheck {
  private static final String PATH = "/healthcheck";
  private static final List<String> OFFERS = List.of("text/plain", "text/html", "application/json");
  private static final List<String> PROXY_HEADERS =
      List.of(
          "X-Forwarded",
          "X-Forwarded-Proto",
          "X-Forwarded-Host",
          "X-Forwarded-For",
          "X-Forwarded-Prefix");

  private final HealthcheckProperties options;

  Healthcheck(HealthcheckProperties options) {
    this.options = options;
  }

  /** An answer, ready to be sent. */
  public record Result(int status, @Nullable String contentType, String body) {}

  /** One thing looked at. */
  record Finding(String kind, boolean available, String reason, String details) {}

  public boolean isAt(String path) {
    return path.startsWith(PATH)
        && (path.length() == PATH.length() || path.charAt(PATH.length()) == '/');
  }

  public Result check(HttpServletRequest request) {
    if (!mayAsk(request)) {
      return new Result(403, "text/plain; charset=UTF-8", "403 Forbidden\n");
    }
    List<Finding> findings = look(request.getLocalPort());
    boolean healthy = findings.stream().allMatch(Finding::available);
    if (request.getMethod().equals("HEAD")) {
      return new Result(healthy ? 204 : 503, null, "");
    }
    String type =
        AcceptHeader.of(request.getHeader("Accept")).best(OFFERS).orElse(OFFERS.getFirst());
    HealthReport report = new HealthReport(findings, options.detailed());
    return new Result(
        healthy ? 200 : 503,
        type.equals("application/json") ? type : type + "; charset=UTF-8",
        switch (type) {
          case "text/html" -> report.html();
          case "application/json" -> report.json();
          default -> report.text();
        });
  }

  private boolean mayAsk(HttpServletRequest request) {
    if (options.ignoreProxiedRequests()
        && PROXY_HEADERS.stream().anyMatch(name -> request.getHeader(name) != null)) {
      return false;
    }
    List<SourceRange> ranges = options.allowedSourceRanges();
    InetAddress source = InetAddress.ofLiteral(request.getRemoteAddr());
    return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(source));
  }

  private List<Finding> look(int port) {
    List<Finding> findings = new ArrayList<>();
    for (String backend : options.backends()) {
      findings.add(
          switch (backend) {
            case "enable_by_files" -> enableByFiles();
            case "disable_by_files_ports" ->
                disableByFile("DisableByFilesPortsHealthcheck", options.disableByFilePathAt(port));
            default -> disableByFile("DisableByFileHealthcheck", options.disableByFilePath());
          });
    }
    return findings;
  }

  private static Finding disableByFile(String kind, @Nullable Path file) {
    if (file == null) {
      return new Finding(kind, true, "OK", "No file is named by the options");
    }
    return Files.exists(file)
        ? new Finding(kind, false, "DISABLED BY FILE", "Path '" + file + "' was found")
        : new Finding(kind, true, "OK", "Path '" + file + "' was not found");
  }

  private Finding enableByFiles() {
    String kind = "EnableByFilesHealthcheck";
    for (Path file : options.enableByFilePaths()) {
      if (!Files.exists(file)) {
        return new Finding(kind, false, "FILE PATH MISSING", "File path " + file + " is missing");
      }
    }
    return new Finding(kind, true, "OK", "Specified file paths are available");
  }
}
