package io.glance.registry.web;

import io.glance.common.error.GlanceException;
import io.glance.registry.db.Queries;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the registry can do its work, for balancers and for those who start it. */
@RestController
final class HealthController {
  static final String PATH = "/healthcheck";
  private static final Logger log = LoggerFactory.getLogger(HealthController.class);

  private final Queries queries;

  HealthController(Queries queries) {
    this.queries = queries;
  }

  @GetMapping(PATH)
  ResponseEntity<String> check() {
    try {
      queries.read("SELECT 1", List.of(), rows -> rows.next());
      return answer(200, "OK");
    } catch (GlanceException e) {
      log.warn("The health check failed: {}", e.getMessage());
      return answer(503, "The database does not answer.");
    }
  }

  private static ResponseEntity<String> answer(int status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text);
  }
}
