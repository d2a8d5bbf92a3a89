package io.millwright.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may import what. The Maven modules keep the layers apart; this keeps the packages of the program and the plugins. */
class LayeringTest {
    private static final List<String> PLUGINS = List.of(
            "io.millwright.postgres",
            "io.millwright.kit",
            "io.millwright.kafka",
            "io.millwright.ingress",
            "io.millwright.certificates",
            "io.millwright.logging",
            "io.millwright.metrics",
            "io.millwright.vault");
    private static JavaClasses app = new ClassFileImporter().importClasses(List.of());
    private static JavaClasses plugins = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    static void readTheClasses() {
        app = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.millwright.app");
        plugins = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PLUGINS);
    }

    @Test
    void enoughClassesAreLookedAtForTheRulesToMeanSomething() {
        assertThat(app.size() + plugins.size()).isGreaterThan(100);
        assertThat(plugins.size()).isGreaterThan(10);
    }

    @Test
    void pf4jIsKnownToOnePackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.app.plugins")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pf4j..")
                .check(app);
    }

    @Test
    void picocliIsKnownToTheCommandLineAndTheShellOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.millwright.app.cli", "io.millwright.app.shell")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(app);
    }

    @Test
    void jlineIsKnownToTheShellOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.app.shell")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .check(app);
    }

    @Test
    void lanternaIsKnownToTheTerminalRuntimeOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.googlecode.lanterna..")
                .check(app);
    }

    @Test
    void theClusterClientAndHelmAreKnownToTheirAdapterOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "com.marcnuri..")
                .check(app);
    }

    @Test
    void yamlIsReadByTheSettingsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.app.settings")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(app);
    }

    @Test
    void nothingButTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.app.cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(app);
    }

    @Test
    void pagesReturnEffectsAndCallNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.millwright.app.page..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are services, files, clocks or the network") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getName().equals("io.millwright.app.Services")
                                || type.getName().equals("java.time.Clock")
                                || type.getPackageName().startsWith("java.nio.file")
                                || type.getPackageName().startsWith("java.net.http")
                                || type.getPackageName().equals("io.millwright.engine.port");
                    }
                })
                .allowEmptyShould(true)
                .check(app);
    }

    @Test
    void nobodyImportsTheWiring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millwright.app.plugins", "io.millwright.app.settings", "io.millwright.app.page..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.millwright.app")
                .check(app);
    }

    @Test
    void packagesOfTheProgramHaveNoCycles() {
        slices().matching("io.millwright.app.(*)..").should().beFreeOfCycles().check(app);
    }

    @Test
    void aPluginImportsTheContractTheKitAndItsOwnLibrariesOnly() {
        for (String plugin : PLUGINS) {
            noClasses()
                    .that()
                    .resideInAPackage(plugin + "..")
                    .should()
                    .dependOnClassesThat(new DescribedPredicate<JavaClass>("are the host's or another library's") {
                        @Override
                        public boolean test(JavaClass type) {
                            String name = type.getPackageName();
                            return !name.startsWith("java.")
                                    && !name.startsWith("javax.")
                                    && !name.isEmpty()
                                    && !name.startsWith("io.millwright.spi")
                                    && !name.startsWith("io.millwright.kit")
                                    && !name.startsWith(plugin)
                                    && !name.startsWith("org.jspecify")
                                    && !name.startsWith("org.snakeyaml");
                        }
                    })
                    .check(plugins);
        }
    }

    @Test
    void filesStayShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(file).size()).as("%s", file).isLessThanOrEqualTo(400);
            }
        }
    }
}
