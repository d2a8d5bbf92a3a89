package io.millwright.sandbox.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The definitions of real operators, as their projects publish them. */
class SharedDefinitionsTest {
    private static Optional<Path> folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolveSibling("shared").resolve("crds"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    @Test
    void definitionsOfAllToolsInstallAndServe() throws IOException {
        Optional<Path> folder = folder();
        Assumptions.assumeTrue(folder.isPresent(), "no folder ../shared/crds beside the project");
        ObjectStore store = new ObjectStore(Clock.systemUTC());
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.get())) {
            files = all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
        int installed = 0;
        for (Path file : files) {
            Resource object = new Resource(new Json().yaml(Files.readAllBytes(file)));
            if (!object.kind().equals("CustomResourceDefinition")) {
                continue;
            }
            Resource made = store.create(Kind.CUSTOM_RESOURCE_DEFINITION, object);
            assertThat(made.condition("Established").flatMap(c -> c.text("status")))
                    .as(file.toString())
                    .contains("True");
            String version = made.items("spec", "versions").stream()
                    .filter(v -> v.flag("served").orElse(false))
                    .findFirst()
                    .flatMap(v -> v.text("name"))
                    .orElseThrow();
            String group = made.text("spec", "group").orElseThrow();
            assertThat(store.kinds()
                            .resource(
                                    group + "/" + version,
                                    made.text("spec", "names", "plural").orElseThrow()))
                    .as(file.toString())
                    .isPresent();
            installed++;
        }
        assertThat(installed).isGreaterThan(50);
    }
}
