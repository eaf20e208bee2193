package io.glance.common.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MutablePropertySources;

/**
 * The configuration of a program as its operator wrote it, ready for Spring.
 *
 * <pre>{@code
 * OsloEnvironment oslo = OsloEnvironment.loadOrExit("glance-api", args);
 * SpringApplication application = new SpringApplication(GlanceApiApplication.class);
 * oslo.addTo(application);
 * application.run(oslo.remainingArguments());
 * }</pre>
 */
public final class OsloEnvironment {
  private static final String AUTH_SECTION = "auth_section";

  private final List<OsloConfigFile> files;
  private final OsloPropertySource source;
  private final List<ConfigWarning> warnings;
  private final List<Path> directories;
  private final List<String> remaining;

  private OsloEnvironment(OsloConfig config, List<Path> directories, List<String> remaining) {
    OptionCatalogue all = OptionCatalogue.load();
    OptionCatalogue catalogue = all.with(backends(config, all), authSections(config));
    OsloValues values = new OsloValues(config, catalogue);
    this.files = config.files();
    this.source = new OsloPropertySource(values, catalogue);
    this.warnings = new ConfigReview(config, catalogue, values).warnings();
    this.directories = List.copyOf(directories);
    this.remaining = remaining;
  }

  /**
   * Reads the configuration of a program from where oslo.config reads it.
   *
   * @param program {@code glance-api}, {@code glance-registry}, {@code glance-manage}, …
   * @throws ConfigException if a file cannot be read or an option has a wrong value
   */
  public static OsloEnvironment load(String program, String... arguments) {
    return load(program, ConfigSearch.ofSystem(), arguments);
  }

  /** As {@link #load(String, String...)}, looking for files and variables elsewhere. */
  public static OsloEnvironment load(String program, ConfigSearch search, String... arguments) {
    CommandLine commandLine = CommandLine.parse(Arrays.asList(arguments));
    List<OsloConfigFile> files =
        search.files(program, commandLine).stream().map(OsloConfigFile::read).toList();
    return new OsloEnvironment(
        new OsloConfig(files, search.environment(), commandLine.settings()),
        search.directories(program, commandLine),
        commandLine.remaining());
  }

  /** As {@link #load(String, String...)}; a wrong configuration ends the process with a line. */
  public static OsloEnvironment loadOrExit(String program, String... arguments) {
    try {
      return load(program, arguments);
    } catch (ConfigException e) {
      System.err.println(program + ": " + e.getMessage());
      System.exit(e.getExitCode());
      throw e;
    }
  }

  static OsloEnvironment of(OsloConfig config) {
    return new OsloEnvironment(config, List.of(), List.of());
  }

  /**
   * Makes the options visible to the application, before anything else looks at its environment,
   * and logs the warnings once logging works. Spring's own sources win over the files.
   */
  public void addTo(SpringApplication application) {
    application.addListeners(new AddSource(source));
    application.addInitializers(context -> logWarnings());
  }

  /** Adds the options to property sources, for tests and programs without a SpringApplication. */
  public void addTo(MutablePropertySources sources) {
    sources.remove(OsloPropertySource.NAME);
    sources.addLast(source);
  }

  /**
   * Binds a section to a properties record, also one whose name an operator chose.
   *
   * @throws InvalidOption if a value cannot be bound, or the record refuses it
   */
  public <T> T bind(String section, Class<T> type) {
    try {
      return new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(source)))
          .bindOrCreate(propertyName(section).toString(), type);
    } catch (BindException e) {
      throw BindingErrors.find(e, source).orElseThrow(() -> e);
    }
  }

  /** The prefix that {@code @ConfigurationProperties} of a section have. */
  public static ConfigurationPropertyName propertyName(String section) {
    return ConfigurationPropertyName.adapt(
        OsloPropertySource.prefix(section).replace('_', '-'), '.');
  }

  /** The arguments that were none of ours, for Spring or the program itself. */
  public String[] remainingArguments() {
    return remaining.toArray(String[]::new);
  }

  /** The files that were read, in order. */
  public List<OsloConfigFile> files() {
    return files;
  }

  /** Where to look for a file that goes with the configuration; the first that has it wins. */
  public List<Path> configDirectories() {
    return directories;
  }

  public List<ConfigWarning> warnings() {
    return warnings;
  }

  public void logWarnings() {
    Logger log = LoggerFactory.getLogger(OsloEnvironment.class);
    warnings.forEach(warning -> log.warn("{}", warning));
  }

  private static Set<String> backends(OsloConfig config, OptionCatalogue catalogue) {
    Optional<Setting> setting =
        config.environmentSettings(catalogue).stream()
            .filter(candidate -> candidate.option().equals(OptionCatalogue.ENABLED_BACKENDS))
            .findFirst()
            .or(() -> last(config, OptionCatalogue.ENABLED_BACKENDS));
    if (setting.isEmpty()) {
      return Set.of();
    }
    Set<String> backends = new TreeSet<>();
    for (String pair : setting.get().text().split(",", -1)) {
      backends.add(pair.split(":", 2)[0].strip());
    }
    backends.remove("");
    return backends;
  }

  private static Optional<Setting> last(OsloConfig config, OptionName name) {
    return config.settings().stream()
        .filter(setting -> setting.option().equals(name))
        .reduce((first, second) -> second);
  }

  private static List<String> authSections(OsloConfig config) {
    return config.settings().stream()
        .filter(setting -> setting.option().name().equals(AUTH_SECTION))
        .map(Setting::text)
        .toList();
  }

  /** Runs before all other listeners, so that they see the options too. */
  private record AddSource(OsloPropertySource source)
      implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
      event.getEnvironment().getPropertySources().addLast(source);
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }
}
