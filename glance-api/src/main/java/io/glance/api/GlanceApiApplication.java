package io.glance.api;

import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
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
    OsloEnvironment options = OsloEnvironment.loadOrExit("glance-api", args);
    SpringApplication application = application();
    options.addTo(application);
    application.run(options.remainingArguments());
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
