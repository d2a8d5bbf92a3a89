package io.millwright.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private final JavaClasses engine = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millwright.engine");

    @Test
    void enoughClassesAreLookedAtForTheRulesToMeanSomething() {
        assertThat(engine.size()).isGreaterThan(30);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.millwright.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(engine);
    }

    @Test
    void jacksonIsKnownToOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.engine.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "tools.jackson..", "org.yaml..")
                .check(engine);
    }

    @Test
    void theEngineKnowsNoClientNoScreenAndNoPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..",
                        "com.marcnuri..",
                        "org.pf4j..",
                        "picocli..",
                        "com.googlecode.lanterna..",
                        "io.millwright.app..",
                        "io.millwright.kube..",
                        "io.millwright.tui..")
                .check(engine);
    }
}
