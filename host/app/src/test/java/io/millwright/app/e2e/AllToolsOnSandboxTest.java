package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.CertificatesTool;
import io.millwright.ingress.IngressTool;
import io.millwright.kafka.KafkaTool;
import io.millwright.logging.LoggingTool;
import io.millwright.metrics.MetricsTool;
import io.millwright.postgres.PostgresTool;
import io.millwright.spi.Tool;
import io.millwright.vault.VaultTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every tool is installed on one fresh cluster, one after the other, by one command each; nothing in between is done by hand. */
class AllToolsOnSandboxTest {
    private static final Map<String, String> INSTALL = new LinkedHashMap<>();

    static {
        INSTALL.put("certificates", "install");
        INSTALL.put("ingress", "install");
        INSTALL.put("metrics", "install");
        INSTALL.put("logging", "install");
        INSTALL.put("vault", "install");
        INSTALL.put("postgres", "install-operator");
        INSTALL.put("kafka", "install-operator");
    }

    @TempDir
    private Path folder;

    private static Map<String, Tool> tools() {
        return Map.of(
                "certificates",
                new CertificatesTool(),
                "ingress",
                new IngressTool(),
                "metrics",
                new MetricsTool(),
                "logging",
                new LoggingTool(),
                "vault",
                new VaultTool(),
                "postgres",
                new PostgresTool(),
                "kafka",
                new KafkaTool());
    }

    @Test
    void everyToolIsInstalledByOneCommandAndItsFindingsNameWhatIsMissing() throws IOException {
        try (Place place = Place.sandbox(folder, tools())) {
            INSTALL.forEach((tool, runbook) -> place.operator()
                    .types("run", tool, runbook, "--set", "repository=" + place.charts(), "--confirm", "yes")
                    .done());
            String health = place.operator().types("health").out();
            assertThat(INSTALL.keySet()).allMatch(t -> health.contains(t + "/"));
            List<String> critical =
                    health.lines().filter(l -> l.contains("Critical")).toList();
            assertThat(critical)
                    .as("servers without keys can't serve; nothing else is wrong")
                    .allMatch(l -> l.contains("vault/") && l.contains("servers are ready"));
            assertThat(health)
                    .contains("it isn't initialised", "no snapshot is known", "plain HTTP")
                    .contains("alerts go to receiver 'null', which sends nothing");
            assertThat(place.operator().types("operations").done().out()).doesNotContain("Failed");
        }
    }
}
