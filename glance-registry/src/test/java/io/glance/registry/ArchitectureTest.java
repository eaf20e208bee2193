package io.glance.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.util.Date;
import org.springframework.beans.factory.annotation.Autowired;

@AnalyzeClasses(packages = "io.glance.registry", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theRegistryKnowsNeitherApiNorStores =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.glance.api..", "io.glance.store..")
          .because("it keeps what is known of images, not their bytes");

  @ArchTest
  static final ArchRule entitiesStayWhereTheyAre =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .bePackagePrivate()
          .because("records cross the link, rows do not");

  @ArchTest
  static final ArchRule whatIsNeededIsGivenToTheConstructor =
      noFields()
          .should()
          .beAnnotatedWith(Autowired.class)
          .orShould()
          .beAnnotatedWith(Inject.class)
          .because("fields are final");

  @ArchTest
  static final ArchRule timeIsJavaTime =
      noClasses().should().dependOnClassesThat().areAssignableTo(Date.class);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.glance.registry.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDatabaseKnowsNothingOfImages =
      noClasses()
          .that()
          .resideInAPackage("io.glance.registry.db..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.glance.registry.image..",
              "io.glance.registry.transfer..",
              "io.glance.registry.web..");
}
