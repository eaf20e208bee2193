package io.glance.api;

import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What users call: the image service's public API. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
@ConfigurationPropertiesScan
public class GlanceApiApplication {
  private static final String PROGRAM = "glance-api";

  public static void main(String[] args) {
    OsloEnvironment options = OsloEnvironment.loadOrExit(PROGRAM, args);
    application(options).run(options.remainingArguments());
  }

  /** The service as its operator configured it. */
  static SpringApplication application(OsloEnvironment options) {
    SpringApplication application = application();
    application.setDefaultProperties(
        Map.of("glance.config-directories", options.configDirectories()));
    options.addTo(application);
    return application;
  }

  /** The service, ready to be run; tests give it other options first. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(GlanceApiApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(new GlanceLogging(PROGRAM));
    return application;
  }
}
