package io.millwright.tui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.millwright.tui");

    @Test
    void enough_was_looked_at() {
        assertThat(CLASSES.size()).isGreaterThan(30);
    }

    @Test
    void only_the_terminal_package_knows_lanterna_and_jline() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.millwright.tui.terminal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.googlecode.lanterna..", "org.jline..")
                .check(CLASSES);
    }

    @Test
    void nothing_but_the_runtime_is_known_to_the_runtime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.millwright.spi..", "io.millwright.engine..", "io.fabric8..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("com.googlecode.lanterna.gui2..")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.millwright.tui.(*)..").should().beFreeOfCycles().check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.millwright.tui")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.millwright.tui.widget..", "io.millwright.tui.action..", "io.millwright.tui.terminal..")
                .check(CLASSES);
    }

    @Test
    void files_stay_below_400_lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> tooLong = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > 400)
                    .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
