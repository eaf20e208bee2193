package io.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.KnownOption;
import io.glance.common.config.OptionCatalogue;
import io.glance.common.config.OptionName;
import io.glance.common.config.OptionStatus;
import io.glance.common.config.OsloEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The records of both services beside the table that the documents are made from. */
class OptionDefaultsTest {
  private static final String PREFIX = "oslo.";

  /** Their defaults are the service's; the table says so in words. */
  private static final Set<String> OF_EACH_SERVICE = Set.of("bind_host", "bind_port");

  /** Without these there is no such store; they have no default. */
  private static final Map<String, String> NEEDED =
      Map.of(
          "s3_store_host", "localhost",
          "s3_store_access_key", "key",
          "s3_store_secret_key", "secret",
          "s3_store_bucket", "images");

  /** {@code KeystoneAccess} looks for it before it knows which section has the others. */
  private static final Set<String> READ_WITHOUT_A_RECORD = Set.of("auth_section");

  /** A section that is read as that of any store. */
  private static final String BACKENDS = "backend_defaults";

  private static final Pattern OF_A_TEST = Pattern.compile("(Test|IT)\\$");

  private final OptionCatalogue catalogue = OptionCatalogue.load();
  @TempDir private Path directory;

  static List<Class<?>> records() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents("io.glance").stream()
        .map(BeanDefinition::getBeanClassName)
        .filter(name -> name != null && !OF_A_TEST.matcher(name).find())
        .<Class<?>>map(name -> ClassUtils.resolveClassName(name, null))
        .filter(type -> prefix(type).startsWith(PREFIX))
        .toList();
  }

  /** Bound to the section of each store. */
  @Test
  void whatEveryStoreHasBesideItsDriverIsInTheTable() throws Exception {
    Class<?> type = ClassUtils.resolveClassName("io.glance.store.backends.BackendProperties", null);
    Path file = Files.writeString(directory.resolve("options.conf"), "");
    Object fromNothing = load(file).bind(BACKENDS, type);

    for (RecordComponent component : type.getRecordComponents()) {
      KnownOption known =
          catalogue.find(new OptionName(BACKENDS, nameOf(type, component))).orElseThrow();
      assertThat(known.status()).as(nameOf(type, component)).isEqualTo(OptionStatus.HONOURED);
      @Nullable Object value = value(fromNothing, component);
      assertThat(value == null ? null : value.toString())
          .as(nameOf(type, component))
          .isEqualTo(known.defaultText());
    }
  }

  @Test
  void theRecordsOfAllModulesAreFound() {
    assertThat(records())
        .extracting(Class::getSimpleName)
        .contains(
            "LogProperties",
            "FileStoreProperties",
            "DatabaseProperties",
            "VersionsProperties",
            "Options");
  }

  @Test
  void whatTheTableCallsHonouredIsInARecord() {
    Set<String> read = new HashSet<>(READ_WITHOUT_A_RECORD);
    for (Class<?> type : records()) {
      for (RecordComponent component : type.getRecordComponents()) {
        read.add(option(type, component).name());
      }
    }
    Class<?> backend =
        ClassUtils.resolveClassName("io.glance.store.backends.BackendProperties", null);
    for (RecordComponent component : backend.getRecordComponents()) {
      read.add(nameOf(backend, component));
    }

    assertThat(catalogue.options())
        .filteredOn(option -> option.status() == OptionStatus.HONOURED)
        .extracting(option -> option.name().name())
        .isSubsetOf(read);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordHasTheDefaultsOfTheTable(Class<?> type) throws Exception {
    Object fromNothing = bind(type, "");
    Object fromTheTable = bind(type, tableOf(type));

    for (RecordComponent component : type.getRecordComponents()) {
      Object value = value(fromNothing, component);
      String name = option(type, component).name();
      if (value != null && !OF_EACH_SERVICE.contains(name) && !NEEDED.containsKey(name)) {
        assertThat(value)
            .as(option(type, component).toString())
            .isEqualTo(value(fromTheTable, component));
        assertThat(known(type, component).defaultText() == null && !isEmpty(value))
            .as("the table lacks the default of " + option(type, component))
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordBindsOptionsThatTheTableCallsHonoured(Class<?> type) {
    assertThat(type.getRecordComponents())
        .allSatisfy(component ->
            assertThat(known(type, component).status()).isEqualTo(OptionStatus.HONOURED));
  }

  private Object bind(Class<?> type, String text) throws Exception {
    StringBuilder whole = new StringBuilder(text).append("\n[glance_store]\n");
    NEEDED.forEach((name, value) -> whole.append(name + " = " + value + "\n"));
    Path file = Files.writeString(directory.resolve("options.conf"), whole);
    return load(file).bind(section(type), type);
  }

  private OsloEnvironment load(Path file) {
    return OsloEnvironment.load(
        "glance-api",
        new ConfigSearch(directory, directory, Map.of()),
        "--config-file",
        file.toString());
  }

  /** A file that sets the record's options to the defaults of the table. */
  private String tableOf(Class<?> type) {
    StringBuilder text = new StringBuilder("[" + section(type) + "]\n");
    Stream.of(type.getRecordComponents())
        .map(component -> known(type, component))
        .filter(option -> option.defaultText() != null)
        .map(option -> option.name().name() + " = " + written(option) + "\n")
        .forEach(text::append);
    return text.toString();
  }

  private static String written(KnownOption option) {
    return option.type().startsWith("bounded")
        ? "[" + option.defaultText() + "]"
        : String.valueOf(option.defaultText());
  }

  private KnownOption known(Class<?> type, RecordComponent component) {
    Optional<KnownOption> known = catalogue.find(option(type, component));
    assertThat(known).as(option(type, component).toString()).isPresent();
    return known.orElseThrow();
  }

  private static OptionName option(Class<?> type, RecordComponent component) {
    return new OptionName(section(type), nameOf(type, component));
  }

  private static String nameOf(Class<?> type, RecordComponent component) {
    Name other = field(type, component).getAnnotation(Name.class);
    String name = other == null ? component.getName() : other.value();
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Field field(Class<?> type, RecordComponent component) {
    try {
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static String section(Class<?> type) {
    String section = prefix(type).substring(PREFIX.length()).replace('-', '_');
    return section.equals("default") ? "DEFAULT" : section;
  }

  private static String prefix(Class<?> type) {
    return Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class)).value();
  }

  private static @Nullable Object value(Object of, RecordComponent component) throws Exception {
    component.getAccessor().setAccessible(true);
    return component.getAccessor().invoke(of);
  }

  private static boolean isEmpty(Object value) {
    return value.equals("") || value.equals(List.of()) || value.equals(Map.of());
  }
}
