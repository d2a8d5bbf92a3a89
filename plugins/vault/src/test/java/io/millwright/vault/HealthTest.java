package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.vault.facts.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the checks find on simulated servers: nothing on healthy ones, each fault where it belongs, and what the scenario of findings has. */
final class HealthTest {
    private static final String ESO = "external-secrets/external-secrets";

    @Test
    void healthyServersAndSecretsHaveNoFindingsAndEachFaultShowsWhereItBelongs() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            assertThat(town.findings(town.instance(VaultTown.VAULT)))
                    .extracting(f -> f.id() + ": " + f.title())
                    .isEmpty();
            assertThat(town.findings(town.instance(ESO)))
                    .extracting(f -> f.id() + ": " + f.title())
                    .isEmpty();
            town.fault("sealed", true);
            town.running().advance(Duration.ofSeconds(10));
            assertThat(town.findings(VaultTown.VAULT))
                    .contains("vault.sealed", "vault.pods.missing", "vault.raft.autopilot.unhealthy");
            town.fault("sealed", false);
            town.running().advance(Duration.ofSeconds(10));
            town.fault("no-leader", true);
            town.running().advance(Duration.ofSeconds(5));
            assertThat(town.findings(VaultTown.VAULT)).contains("vault.leader.none");
            town.fault("no-leader", false);
            town.fault("two-active", true);
            town.running().advance(Duration.ofSeconds(5));
            assertThat(town.findings(VaultTown.VAULT)).containsExactly("vault.leader.label");
            town.fault("two-active", false);
            town.fault("follower-behind", true);
            town.running().advance(Duration.ofSeconds(5));
            assertThat(town.findings(VaultTown.VAULT)).containsExactly("vault.raft.lag");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void secretsThatFailOrGrowOldAreFound() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            for (String name : List.of("database", "payment")) {
                town.change(
                        ObjectRef.of(Names.EXTERNAL_SECRET, "shop", name),
                        s -> s.with("1m", "spec", "refreshInterval"));
            }
            town.running().advance(Duration.ofSeconds(5));
            town.fault("store-denied", true);
            town.running().advance(Duration.ofSeconds(5));
            assertThat(town.findings(ESO)).containsExactly("vault.eso.store.invalid");
            town.running().advance(Duration.ofMinutes(2));
            assertThat(town.findings(ESO))
                    .containsExactly("vault.eso.store.invalid", "vault.eso.sync.failing", "vault.eso.sync.failing");
            town.fault("store-denied", false);
            town.running().advance(Duration.ofSeconds(10));
            assertThat(town.findings(ESO)).isEmpty();
            town.fault("sync-stalled", true);
            town.running().advance(Duration.ofMinutes(8));
            assertThat(town.findings(ESO)).contains("vault.eso.age");
            town.fault("controller-down", true);
            town.running().advance(Duration.ofSeconds(5));
            assertThat(town.findings(ESO)).contains("vault.eso.controllers");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theScenarioOfFindingsHasThemWithTheirRemedies() throws Exception {
        try (VaultTown town = new VaultTown("findings")) {
            town.until(t -> town.leader("openbao/openbao").equals("openbao-0"));
            town.running().advance(Duration.ofSeconds(10));
            assertThat(town.findings("openbao/openbao"))
                    .containsExactly(
                            "vault.audit.none",
                            "vault.snapshot-age.none",
                            "vault.spread.single",
                            "vault.storage.reclaim",
                            "vault.tls.none",
                            "vault.version.newer");
            assertThat(town.findings(ESO)).contains("vault.eso.sync.failing", "vault.eso.version.newer");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void withoutATokenItIsSaidWhatWasNotLookedAt() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            town.delete(ObjectRef.of(Kind.SECRET, "vault", "vault-health-token"));
            assertThat(town.findings(VaultTown.VAULT))
                    .as("once, not by each check that needs it")
                    .containsExactly("vault.health-token");
            assertThat(Map.copyOf(town.instance(VaultTown.VAULT).summary()))
                    .containsEntry("leader", "vault-0")
                    .containsEntry("ready", "3/3");
        }
    }
}
