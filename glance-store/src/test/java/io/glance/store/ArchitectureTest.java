package io.glance.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.glance.store", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule filesKnowNoOtherDriver = knowsNoOtherDriver("file");

  @ArchTest static final ArchRule httpKnowsNoOtherDriver = knowsNoOtherDriver("http");

  @ArchTest static final ArchRule memoryKnowsNoOtherDriver = knowsNoOtherDriver("memory");

  @ArchTest static final ArchRule rbdKnowsNoOtherDriver = knowsNoOtherDriver("rbd");

  @ArchTest static final ArchRule swiftKnowsNoOtherDriver = knowsNoOtherDriver("swift");

  @ArchTest static final ArchRule s3KnowsNoOtherDriver = knowsNoOtherDriver("s3");

  @ArchTest
  static final ArchRule storesKnowNoDatabaseAndNoRequest =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..",
              "javax.sql..",
              "jakarta.servlet..",
              "org.springframework.web..",
              "org.springframework.jdbc..",
              "org.springframework.stereotype..",
              "org.springframework.context..",
              "org.springframework.beans..")
          .because("a store is given an id and a stream, and options");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noOldDates =
      noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date");

  /** And nothing of what is made of drivers. */
  private static ArchRule knowsNoOtherDriver(String driver) {
    String[] others =
        Stream.of("file", "http", "memory", "rbd", "s3", "swift", "checked", "backends")
            .filter(other -> !other.equals(driver))
            .map(other -> "io.glance.store." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.glance.store." + driver + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  /** Every package is a slice, the outermost too. */
  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return javaClass.getPackageName().startsWith("io.glance.store")
          ? SliceIdentifier.of(javaClass.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
