package io.millwright.app.e2e;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a test does on the real operator, in a namespace of its own; what it makes there is taken away afterwards. */
abstract class OnRealPostgres {
    private final String namespace;
    private final String[] clusters;

    @TempDir
    private Path folder;

    private Optional<RealPostgres> arrived = Optional.empty();

    /** @param clusters the names of those that it makes */
    OnRealPostgres(String namespace, String... clusters) {
        this.namespace = namespace;
        this.clusters = clusters;
    }

    /** Skips the test by an assumption where something is missing. */
    void assumeThatItCan() {}

    final Path folder() {
        return folder;
    }

    final RealPostgres postgres() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    final void arrive() {
        assumeThatItCan();
        arrived = Optional.of(RealPostgres.open(folder, namespace));
    }

    @AfterEach
    final void leave() {
        arrived.ifPresent(p -> {
            p.leave(clusters);
            p.close();
        });
    }
}
