package io.glance.api.cli;

import io.glance.api.cache.CacheConfiguration;
import io.glance.api.cache.ImageCache;
import io.glance.common.config.ConfigException;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.error.GlanceException;
import io.glance.common.logging.GlanceLogging;
import io.glance.store.backends.Stores;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * A command that does one thing with the cache directory of this machine and ends. It is made of
 * those parts of the service that it needs, so it neither listens nor cleans up after anybody.
 *
 * @param program name of the command
 * @param help what it says of itself
 * @param work what it does
 */
record CacheTool(String program, String help, Work work) {
  private static final String CONFIGURATION = "glance-cache";

  /** What is done with the cache. */
  @FunctionalInterface
  interface Work {
    void on(ImageCache cache, ApplicationContext parts);
  }

  /**
   * The parts, each made when it is first needed. Not a {@code Configuration}, which the service
   * would find and take for its own.
   */
  @ConfigurationPropertiesScan({
    "io.glance.api.cache",
    "io.glance.api.identity",
    "io.glance.api.imagedata",
    "io.glance.api.registry"
  })
  @ComponentScan("io.glance.api.registry")
  @ComponentScan(
      basePackages = "io.glance.api.imagedata",
      useDefaultFilters = false,
      includeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = ".*\\.(StoredBytes|StoredImages|ImagePlaces|LocationStrategy)"))
  @Import(CacheConfiguration.class)
  static class Parts {
    @Bean
    Stores stores(Environment options) {
      return Stores.open(Binder.get(options));
    }
  }

  /** Does the work. Returns the exit code. */
  int run(String[] args, PrintStream out, PrintStream err) {
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      out.print(help);
      return 0;
    }
    if (words.contains("--version")) {
      out.println(ProgramVersion.text());
      return 0;
    }
    try {
      OsloEnvironment options = OsloEnvironment.load(CONFIGURATION, args);
      requireNothingElse(options.remainingArguments());
      try (ConfigurableApplicationContext parts = application(options).run()) {
        Optional<ImageCache> cache = parts.getBeanProvider(ImageCache.class).stream().findFirst();
        work.on(
            cache.orElseThrow(
                () -> new CommandFailure("image_cache_dir is not set, so there is no cache")),
            parts);
        return 0;
      }
    } catch (CommandFailure | ConfigException | GlanceException | IllegalStateException e) {
      err.println("ERROR: " + innermost(e).getMessage());
      return 1;
    }
  }

  private void requireNothingElse(String[] arguments) {
    if (arguments.length > 0) {
      throw new CommandFailure(
          "%s does not know what '%s' means; see %s --help"
              .formatted(program, arguments[0], program));
    }
  }

  private SpringApplication application(OsloEnvironment options) {
    SpringApplication application = new SpringApplication(Parts.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLazyInitialization(true);
    application.setLogStartupInfo(false);
    application.addListeners(new GlanceLogging(program));
    options.addTo(application);
    return application;
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? failure : cause;
  }
}
