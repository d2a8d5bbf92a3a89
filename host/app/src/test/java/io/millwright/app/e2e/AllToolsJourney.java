package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.testkit.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every tool is installed on one fresh cluster, one after the other, by one command each; nothing in between is done by hand. */
abstract class AllToolsJourney {
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

    abstract Place open(Path folder) throws IOException;

    @Test
    void everyToolIsInstalledByOneCommandAndIsHealthyOnceVaultHasItsKeys() throws IOException {
        try (Place place = open(folder)) {
            AllTools.install(place);
            String health = place.operator().types("health", "-o", "wide").out();
            assertThat(AllTools.ids()).allMatch(t -> health.contains(t + "/"));
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
            assertThat(Patience.until(
                            Duration.ofMinutes(1),
                            () -> place.clusters().problems().isEmpty()))
                    .as("%s", place.clusters().problems())
                    .isTrue();
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
