package io.millwright.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallTest {
    @Test
    void installsTheOperatorByItsChart(@TempDir Path folder) throws Exception {
        try (LoggingTown town = new LoggingTown("empty")) {
            town.running().settle();
            town.succeeds("install", "", Map.of("archive", LoggingTown.archive(folder, "eck-operator-3.5.0.tgz")));
            assertThat(town.instance("elastic-system/elastic-operator").version())
                    .contains("3.5.0");
            assertThat(town.findings("elastic-system/elastic-operator")).isEmpty();
            assertThat(town.constraints("install", Optional.empty())).containsExactly("installed");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theSeedGrowsUp() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            assertThat(town.instance("logging/logs").version()).contains("9.5.0");
            assertThat(town.instance("logging/logs-kb").summary()).containsEntry("health", "green");
            assertThat(town.instance("logging/fluent-bit").version()).contains("5.1.1");
            assertThat(town.problems()).isEmpty();
        }
    }
}
