package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A tool from nothing to removal, by commands alone: the same on the sandbox and on a cluster. */
abstract class Journey {
    /** In the JSON of {@code health}. */
    static final String CRITICAL = "\"severity\" *: *\"critical\"";

    private final String tool;
    private final List<String> namespaces;

    @TempDir
    private Path folder;

    private Optional<Place> arrived = Optional.empty();

    /** @param namespaces made at the beginning */
    Journey(String tool, List<String> namespaces) {
        this.tool = tool;
        this.namespaces = namespaces;
    }

    abstract Place open(Path folder) throws Exception;

    /** Takes away what the journey has left there, its namespaces included. */
    abstract void clear(Place place);

    final Place place() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    void arrive() throws Exception {
        arrived = Optional.of(open(folder));
        namespaces.forEach(place()::namespace);
    }

    @AfterEach
    void leave() {
        arrived.ifPresent(p -> {
            clear(p);
            p.close();
        });
    }

    /** A runbook that wants a yes. */
    final void runs(String runbook, String target, String... settings) {
        place().operator().runsOn(target, "yes", runbook, settings);
    }

    final String instances() {
        return place().operator().types("instances").done().out();
    }

    /** What is found of an instance, as JSON. */
    final String health(String instance) {
        return place().operator()
                .types("health", tool + "/" + instance, "--output", "json")
                .out();
    }

    static void until(String what, BooleanSupplier holds) {
        assertThat(Patience.until(Duration.ofMinutes(5), holds)).as(what).isTrue();
    }
}
