package io.glance.api.cli;

import io.glance.api.imagedata.ToolBytes;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The parts of glance-api that commands need: the registry's clients and the stores. */
final class CommandContext {

  private CommandContext() {}

  @ComponentScan("io.glance.api.registry")
  @ConfigurationPropertiesScan("io.glance.api.registry")
  @Import(ToolBytes.class)
  static class Parts {}

  /**
   * The parts, started. The caller closes them.
   *
   * @param more what the command has beside them
   */
  static ConfigurableApplicationContext start(
      String program, OsloEnvironment options, Class<?> more) {
    SpringApplication application = new SpringApplication(Parts.class, more);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(true);
    application.addListeners(new GlanceLogging(program));
    options.addTo(application);
    return application.run();
  }
}
