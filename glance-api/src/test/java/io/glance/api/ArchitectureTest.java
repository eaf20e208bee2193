package io.glance.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.glance.api", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule databaseIsReachedThroughTheRegistry =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.sql..", "org.springframework.jdbc..", "io.glance.registry..")
          .because("only glance-registry talks to the database");

  @ArchTest
  static final ArchRule onlyTheIndexFileOfTheCacheIsSql =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.glance.api.cache.sqlite")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("that file belongs to this machine's cache and not to the service's database");

  @ArchTest
  static final ArchRule featuresDoNotKnowTheEdges =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.glance.api.v1..", "io.glance.api.v2..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glance.api.v1..", "io.glance.api.v2..")
          .because("an edge is a way to a feature, not a part of it");

  @ArchTest
  static final ArchRule versionsDoNotKnowEachOther =
      slices()
          .matching("io.glance.api.(v1|v2)..")
          .should()
          .notDependOnEachOther()
          .because("a change of one version of the API never touches another")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.glance.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule driversAreReachedThroughTheContract =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glance.store.file..", "io.glance.store.memory..")
          .because("what a driver is called is the operator's choice");

  @ArchTest
  static final ArchRule collaboratorsComeThroughConstructors =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .because("what a class needs is in its constructor");

  @ArchTest
  static final ArchRule timeIsModern =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Calendar");

  @ArchTest
  static final ArchRule nothingIsMockedOrGenerated =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.mockito..", "lombok..");
}
