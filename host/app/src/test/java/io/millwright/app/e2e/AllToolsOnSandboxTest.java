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

    /** What the findings of fresh tools may name: what nobody has given them yet, and versions. */
    private static final List<String> MISSING = List.of(
            "no audit device",
            "no snapshot is known",
            "plain HTTP",
            "volumes go with their claims",
            "one pod of the",
            "alerts go to receiver 'null'",
            "on Kubernetes 1.",
            "with Kubernetes 1.",
            "doesn't name Kubernetes",
            "support of operator");

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
    void everyToolIsInstalledByOneCommandAndIsHealthyOnceVaultHasItsKeys() throws IOException {
        try (Place place = Place.sandbox(folder, tools())) {
            INSTALL.forEach((tool, runbook) -> place.operator()
                    .types("run", tool, runbook, "--set", "repository=" + place.charts(), "--confirm", "yes")
                    .done());
            String health = place.operator().types("health", "-o", "wide").out();
            assertThat(INSTALL.keySet()).allMatch(t -> health.contains(t + "/"));
            List<String> critical =
                    health.lines().filter(l -> l.contains("Critical")).toList();
            assertThat(critical)
                    .as("servers without keys can't serve; nothing else is wrong")
                    .allMatch(l -> l.contains("vault/") && l.contains("servers are ready"));
            assertThat(health)
                    .contains("it isn't initialised", "no snapshot is known", "plain HTTP")
                    .contains("alerts go to receiver 'null', which sends nothing");
            theFirstKeysAreMade(place);
            assertThat(findings(place.operator().types("health", "-o", "wide").out()))
                    .as("seven healthy tools: nothing but what is missing, and how versions fit")
                    .hasSizeGreaterThan(5)
                    .allMatch(f -> MISSING.stream().anyMatch(f::contains));
            assertThat(place.operator().types("operations").done().out()).doesNotContain("Failed");
        }
    }

    /** Every line of an instance that isn't in order. */
    private static List<String> findings(String health) {
        return health.lines()
                .skip(1)
                .filter(l -> !l.isBlank() && !l.startsWith("O OK"))
                .toList();
    }

    /** What no command alone can do: people keep the keys. */
    private static void theFirstKeysAreMade(Place place) {
        KeyHolder person = new KeyHolder();
        place.operator().runsWith(person, place.cluster(), "vault", "init", "openbao/openbao");
        // A sandbox's time runs faster than this machine's: how long a server has been ready can't be told, so that
        // autopilot is asked.
        place.healthToken("openbao", "openbao");
        place.operator().runsWith(person, place.cluster(), "vault", "unseal", "openbao/openbao");
    }
}
