package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Remedy;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.HealthCode;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.simulator.VaultSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of servers: bad, and unreadable. That all are quiet on good ones, the first test says. */
final class ServerChecksTest {
    private static final String CONFIGURATION = "/v1/sys/storage/raft/configuration";
    private static final String AUTOPILOT = "/v1/sys/storage/raft/autopilot/state";

    private static Handmade good() {
        String certificate = Yaml.text(VaultSimulator.class, "certificate.pem");
        return new Handmade()
                .put(
                        Resource.of(
                                Kind.SECRET,
                                "vault",
                                "tls",
                                Map.of("data", Map.of("tls.crt", Json.base64(certificate)))),
                        Kind.SECRET);
    }

    @Test
    void goodServersHaveNoFindings() {
        Handmade good = good();
        Instance instance = new VaultTool().discover(good.cluster()).getFirst();
        assertThat(new VaultTool()
                        .healthChecks().stream()
                                .filter(c -> c.info().components().contains(Names.SERVER))
                                .flatMap(c -> c.run(instance, good.cluster()).stream()))
                .extracting(Finding::id)
                .isEmpty();
    }

    @Test
    void sealedServersAreDegradedAndWithoutAMajorityCritical() {
        assertThat(good().sealed(2).findings("vault.sealed"))
                .extracting(Finding::severity)
                .containsExactly(Severity.DEGRADED);
        assertThat(good().sealed(2).sealed(1).findings("vault.sealed"))
                .extracting(Finding::title)
                .containsExactly("2 of 3 servers are sealed: vault-1, vault-2");
        assertThat(good().sealed(2).sealed(1).findings("vault.sealed"))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
        assertThat(good().refuses(Seal.PATH, 502).ids("vault.sealed"))
                .containsExactly("vault.sealed.unreadable", "vault.sealed.unreadable", "vault.sealed.unreadable");
    }

    @Test
    void aFreshClusterAndAServerThatHasNotJoinedAreToldApart() {
        Handmade fresh = good();
        for (int i = 0; i < 3; i++) {
            fresh.sealed(i, "initialized", false);
        }
        assertThat(fresh.ids("vault.init")).containsExactly("vault.init.fresh");
        assertThat(fresh.ids("vault.sealed")).isEmpty();
        assertThat(good().sealed(1, "initialized", false).ids("vault.init")).containsExactly("vault.init.not-joined");
    }

    @Test
    void missingServersThatWereNeverInitialisedAreToBeInitialisedNotUnsealed() {
        Handmade fresh = good().change(s -> s.with(0L, "status", "readyReplicas"));
        assertThat(remedies(fresh)).containsExactly("unseal");
        for (int i = 0; i < 3; i++) {
            fresh.sealed(i, "initialized", false);
        }
        assertThat(remedies(fresh)).containsExactly("init");
    }

    private static List<String> remedies(Handmade servers) {
        return servers.findings("vault.pods").getFirst().remedies().stream()
                .flatMap(r ->
                        r instanceof Remedy.Run run ? Stream.of(run.runbookId()) : Optional.<String>empty().stream())
                .toList();
    }

    @Test
    void removedServersAndBegunUnsealingsAreFound() {
        assertThat(good().sealed(1, "removed_from_cluster", true).ids("vault.removed"))
                .containsExactly("vault.removed");
        assertThat(good().sealed(1, "progress", 2L).ids("vault.unseal-begun")).containsExactly("vault.unseal-begun");
    }

    @Test
    void noLeaderAndTwoLeadersAreCritical() {
        assertThat(good().leads(0, false, 100).ids("vault.leader")).containsExactly("vault.leader.none");
        assertThat(good().leads(1, true, 100).ids("vault.leader")).containsExactly("vault.leader.several");
        assertThat(good().refuses("/v1/sys/leader", 500).ids("vault.leader"))
                .hasSize(3)
                .containsOnly("vault.leader.unreadable");
    }

    @Test
    void aStandbyThatIsFarBehindIsFound() {
        assertThat(good().leads(0, true, 5000).ids("vault.raft.lag"))
                .containsExactly("vault.raft.lag", "vault.raft.lag");
    }

    @Test
    void deadMissingAndEvenPeersAreFound() {
        Handmade dead = good().everywhere(
                        CONFIGURATION,
                        Json.map(
                                "config",
                                Json.map("servers", Handmade.peers("vault-0", "vault-1", "vault-2", "vault-7"))));
        assertThat(dead.ids("vault.raft.peers")).containsExactly("vault.raft.peers.dead", "vault.raft.peers.even");
        Handmade missing =
                good().everywhere(CONFIGURATION, Json.map("config", Json.map("servers", Handmade.peers("vault-0"))));
        assertThat(missing.ids("vault.raft.peers")).containsExactly("vault.raft.peers.missing");
        Handmade numbered = good().everywhere(
                        CONFIGURATION,
                        Json.map(
                                "config",
                                Json.map(
                                        "servers",
                                        List.of(
                                                Json.map(
                                                        "node_id",
                                                        "vault-0",
                                                        "address",
                                                        "10.0.0.1:8201",
                                                        "voter",
                                                        true),
                                                Handmade.peers("vault-1").getFirst(),
                                                Handmade.peers("vault-2").getFirst()))));
        assertThat(numbered.ids("vault.raft.peers")).containsExactly("vault.raft.peers.address");
    }

    @ParameterizedTest
    @ValueSource(strings = {CONFIGURATION, AUTOPILOT, "/v1/sys/audit"})
    void whatATokenMayNotReadIsUnknown(String path) {
        String check = Map.of(
                        CONFIGURATION,
                        "vault.raft.peers",
                        AUTOPILOT,
                        "vault.raft.autopilot",
                        "/v1/sys/audit",
                        "vault.audit")
                .getOrDefault(path, "");
        assertThat(good().refuses(path, 403).findings(check))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.UNKNOWN));
    }

    @Test
    void autopilotAndAuditDevicesAreJudged() {
        assertThat(good().everywhere(AUTOPILOT, Json.map("healthy", false)).ids("vault.raft.autopilot"))
                .containsExactly("vault.raft.autopilot.unhealthy");
        assertThat(good().everywhere(AUTOPILOT, Json.map("healthy", true, "failure_tolerance", 0L))
                        .ids("vault.raft.autopilot"))
                .containsExactly("vault.raft.autopilot.tolerance");
        assertThat(good().everywhere("/v1/sys/audit", Json.map()).ids("vault.audit"))
                .containsExactly("vault.audit.none");
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACTIVE",
        "429, STANDBY",
        "472, DR_SECONDARY",
        "473, PERFORMANCE_STANDBY",
        "474, CUT_OFF",
        "501, UNINITIALISED",
        "230, SEALED",
        "530, REMOVED",
        "418, UNMAPPED"
    })
    void everyCodeOfUpstreamIsMappedAndAnUnknownOneIsUnknown(int status, HealthCode code) {
        assertThat(HealthCode.of(status)).isEqualTo(code);
        boolean told = code.severity().compareTo(Severity.OK) > 0
                && code != HealthCode.UNINITIALISED
                && code != HealthCode.SEALED;
        assertThat(good().health(1, status).findings("vault.health-code"))
                .extracting(Finding::severity)
                .isEqualTo(told ? List.of(code.severity()) : List.of());
    }

    @Test
    void podsVersionsTemplatesAndStrategiesAreJudged() {
        assertThat(good().change(s -> s.with(2L, "status", "readyReplicas")).ids("vault.pods"))
                .containsExactly("vault.pods.missing");
        assertThat(good().change(s -> s.with(1L, "status", "readyReplicas")).ids("vault.pods"))
                .containsExactly("vault.pods.majority");
        assertThat(good().sealed(1, "version", "1.21.2").ids("vault.version-skew"))
                .containsExactly("vault.version-skew");
        assertThat(good().change(s -> s.with("r3", "status", "updateRevision")).ids("vault.rollout-pending"))
                .containsExactly("vault.rollout-pending");
        assertThat(good().change(s -> s.with("RollingUpdate", "spec", "updateStrategy", "type"))
                        .ids("vault.strategy"))
                .containsExactly("vault.strategy.update");
    }

    @Test
    void spreadVolumesAndSnapshotsAreJudged() {
        Handmade together = good();
        together.cluster().change(Handmade.podRef(1), p -> p.with("node-0", "spec", "nodeName"));
        assertThat(together.ids("vault.spread")).containsExactly("vault.spread.node");
        assertThat(good().change(s -> s.with(1L, "spec", "replicas")).ids("vault.spread"))
                .containsExactly("vault.spread.single");
        Handmade unbound = good();
        unbound.put(
                Resource.of(
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        "vault",
                        "data-vault-1",
                        Map.of("status", Map.of("phase", "Lost"))),
                Kind.PERSISTENT_VOLUME_CLAIM);
        assertThat(unbound.ids("vault.storage")).containsExactly("vault.storage.unbound");
        assertThat(good().change(s -> s.with("Delete", "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled"))
                        .ids("vault.storage"))
                .containsExactly("vault.storage.retention");
        assertThat(good().change(s -> s.without("metadata", "annotations", Names.SNAPSHOT_TAKEN))
                        .ids("vault.snapshot-age"))
                .containsExactly("vault.snapshot-age.none");
        assertThat(good().change(s -> s.with("2026-08-01T00:00:00Z", "metadata", "annotations", Names.SNAPSHOT_TAKEN))
                        .findings("vault.snapshot-age"))
                .extracting(Finding::severity)
                .containsExactly(Severity.DEGRADED);
    }

    @Test
    void tlsIsJudgedAndUnreadableWithoutItsSecret() {
        assertThat(new Handmade().ids("vault.tls")).containsExactly("vault.tls.unreadable");
        Handmade other = good();
        other.put(
                Resource.of(Kind.SECRET, "vault", "tls", Map.of("data", Map.of("tls.crt", Json.base64("nothing")))),
                Kind.SECRET);
        assertThat(other.ids("vault.tls")).containsExactly("vault.tls.unreadable");
        Handmade old = good();
        old.cluster().at(java.time.Instant.parse("2126-10-30T00:00:00Z"));
        assertThat(old.ids("vault.tls")).containsExactly("vault.tls.late");
    }

    @Test
    void storageSealServiceInjectorAndVersionAreJudged() {
        Handmade file = good();
        for (int i = 0; i < 3; i++) {
            file.sealed(i, "storage_type", "file");
        }
        assertThat(file.ids("vault.mode")).containsExactly("vault.mode.storage");
        assertThat(good().sealed(0, "sealed", false, "type", "awskms").ids("vault.seal-backend"))
                .containsExactly("vault.seal-backend.unreadable");
        assertThat(good().put(Resource.of(Kind.DEPLOYMENT, "vault", "vault-agent-injector", Map.of()), Kind.DEPLOYMENT)
                        .ids("vault.injector"))
                .containsExactly("vault.injector.down");
        Handmade older = good().change(s -> new Resource(s.content())
                .with(
                        List.of(Json.map(
                                "name",
                                "vault",
                                "image",
                                "hashicorp/vault-enterprise:2.0.2",
                                "ports",
                                List.of(Json.map("name", "https", "containerPort", 8200L)))),
                        "spec",
                        "template",
                        "spec",
                        "containers"));
        assertThat(older.ids("vault.version")).containsExactly("vault.version.known-bad", "vault.version.newer");
    }

    @Test
    void aStatefulSetThatIsGoneIsUnknown() {
        Handmade gone = good();
        Instance instance = new VaultTool().discover(gone.cluster()).getFirst();
        gone.cluster().remove(Handmade.SET);
        assertThat(new VaultTool()
                        .healthChecks().stream()
                                .filter(c -> c.info().components().contains(Names.SERVER))
                                .flatMap(c -> c.run(instance, gone.cluster()).stream()))
                .allMatch(f -> f.severity() == Severity.UNKNOWN && f.id().endsWith(".gone"))
                .hasSizeGreaterThan(20);
    }

    @Test
    void podsThatCannotBeListedAreAProblemAndNotHealth() {
        Handmade mute = good();
        mute.cluster()
                .forbid(
                        Kind.POD,
                        Problem.user(
                                "list pods",
                                "namespace vault",
                                "pods is forbidden",
                                "Ask for the right to list pods."));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> mute.ids("vault.sealed"))
                .hasMessageContaining("forbidden");
    }
}
