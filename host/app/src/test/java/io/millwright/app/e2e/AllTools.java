package io.millwright.app.e2e;

import io.millwright.certificates.CertificatesTool;
import io.millwright.ingress.IngressTool;
import io.millwright.kafka.KafkaTool;
import io.millwright.logging.LoggingTool;
import io.millwright.metrics.MetricsTool;
import io.millwright.postgres.PostgresTool;
import io.millwright.spi.Tool;
import io.millwright.vault.VaultTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The project's plugins, and what installs each of them. */
final class AllTools {
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

    private AllTools() {}

    static Set<String> ids() {
        return INSTALL.keySet();
    }

    static Map<String, Tool> all() {
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

    /** Installs every one in its newest version, one after the other, from the place's charts. */
    static void install(Place place) {
        install(place, Map.of());
    }

    /** The same with the versions that are given. */
    static void install(Place place, Map<String, String> versions) {
        INSTALL.forEach((tool, runbook) -> {
            List<String> words = new ArrayList<>(List.of("run", tool, runbook));
            words.addAll(List.of("--set", "repository=" + place.charts(), "--confirm", "yes"));
            if (versions.containsKey(tool)) {
                words.addAll(List.of("--set", "version=" + versions.get(tool)));
            }
            place.operator().types(words.toArray(String[]::new)).done();
        });
    }
}
