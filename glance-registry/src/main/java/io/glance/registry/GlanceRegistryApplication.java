package io.glance.registry;

import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import io.glance.registry.cache.CacheConfiguration;
import io.glance.registry.db.DatabaseConfiguration;
import io.glance.registry.image.ImageConfiguration;
import io.glance.registry.metadef.MetadefConfiguration;
import io.glance.registry.task.TaskConfiguration;
import io.glance.registry.transfer.TransferConfiguration;
import io.glance.registry.web.WebConfiguration;
import java.time.Clock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The registry service. What it is made of is listed here; nothing is found by scanning. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  CacheConfiguration.class,
  DatabaseConfiguration.class,
  ImageConfiguration.class,
  MetadefConfiguration.class,
  TaskConfiguration.class,
  TransferConfiguration.class,
  WebConfiguration.class
})
public class GlanceRegistryApplication {
  private static final String PROGRAM = "glance-registry";

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  public static void main(String[] args) {
    OsloEnvironment options = OsloEnvironment.loadOrExit(PROGRAM, args);
    SpringApplication application = application();
    application.addListeners(new GlanceLogging(PROGRAM));
    options.addTo(application);
    application.run(options.remainingArguments());
  }

  /** The service, ready to be run; tests give it other options first. */
  public static SpringApplication application() {
    SpringApplication application = new SpringApplication(GlanceRegistryApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(new ReadyMessage());
    return application;
  }
}
