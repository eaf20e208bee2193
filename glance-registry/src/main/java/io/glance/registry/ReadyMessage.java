package io.glance.registry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/** Says in the log that the service answers, and where. */
final class ReadyMessage implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger log = LoggerFactory.getLogger(ReadyMessage.class);

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof ServletWebServerApplicationContext context
        && context.getWebServer() != null) {
      log.info(
          "glance-registry answers on port {} after {} ms",
          context.getWebServer().getPort(),
          event.getTimeTaken() == null ? 0 : event.getTimeTaken().toMillis());
    }
  }
}
