package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.run.RunResult;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerRunbooksTest {
    private static final String VAULT = VaultTown.VAULT;

    @TempDir
    private Path folder;

    /** Three open servers of a release, with a token for health checks, in that version. */
    private VaultTown installed(String archive, String servers) throws Exception {
        VaultTown town = new VaultTown("empty");
        town.running().settle();
        town.succeeds(
                "install",
                "",
                Map.of("product", "vault", "servers", servers, "archive", VaultTown.archive(folder, archive)));
        town.succeeds("init", VAULT, Map.of("shares", "2", "threshold", "2"));
        town.succeeds("unseal", VAULT, Map.of());
        return town;
    }

    private static Optional<Instance> target(VaultTown town) {
        return Optional.of(town.instance(VAULT));
    }

    private static List<String> uids(VaultTown town) {
        return town.peers(VAULT).stream().map(p -> p.pod().uid()).toList();
    }

    @Test
    void upgradesStandbysFirstAndTheLeaderLastAndKeepsNoKey() throws Exception {
        try (VaultTown town = installed("vault-0.32.0.tgz", "3")) {
            List<String> before = uids(town);
            assertThatThrownBy(() -> town.plan(
                            "upgrade",
                            target(town),
                            "vault",
                            Map.of(
                                    "version",
                                    "1.20.4",
                                    "snapshot",
                                    folder.resolve("s").toString())))
                    .hasMessageContaining("older");
            Path snapshot = folder.resolve("before.snap");
            town.succeeds(
                    "upgrade",
                    VAULT,
                    Map.of(
                            "version",
                            "2.0.4",
                            "archive",
                            VaultTown.archive(folder, "vault-0.34.1.tgz"),
                            "snapshot",
                            snapshot.toString()));
            assertThat(town.instance(VAULT).version()).contains("2.0.4");
            assertThat(uids(town)).doesNotContainAnyElementsOf(before);
            assertThat(town.leader(VAULT)).isNotEqualTo("vault-0");
            assertThat(snapshot).isNotEmptyFile();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(snapshot)))
                    .isEqualTo("rw-------");
            assertThat(town.findings(VAULT)).doesNotContain("vault.snapshot-age.none", "vault.rollout-pending");
            for (String secret : List.of("share-1", "share-2", "token")) {
                InstallTest.assertKeptNowhere(town.state(), town.answer(secret));
            }
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aServerThatStaysSealedStopsTheRollBeforeTheNextOne() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            List<String> before = uids(town);
            town.answers("share-1", "bm90IHRoZSBrZXkgYXQgYWxs");
            RunResult failed = town.run("restart", target(town), "vault", Map.of("which", "all"));
            assertThat(failed.problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("400"));
            assertThat(uids(town)).filteredOn(before::contains).hasSize(2);
            assertThat(town.leader(VAULT)).isEqualTo("vault-0");
            assertThat(town.constraints("restart", target(town))).containsExactly("sealed");
            town.knowsTheSeed();
            town.succeeds("unseal", VAULT, Map.of());
            town.succeeds("restart", VAULT, Map.of("which", "all"));
            assertThat(uids(town)).doesNotContainAnyElementsOf(before);
        }
    }

    @Test
    void aWrongTokenIsFoundOutBeforeAnythingIsChanged() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            town.answers("token", "not-the-token-at-all");
            RunResult failed = town.run("step-down", target(town), "vault", Map.of());
            assertThat(failed.problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("403"));
            assertThat(town.leader(VAULT)).isEqualTo("vault-0");
            town.knowsTheSeed();
            town.succeeds("step-down", VAULT, Map.of());
            assertThat(town.leader(VAULT)).isEqualTo("vault-1");
        }
    }

    @Test
    void savesASnapshotAndRestoresItWithASafetyCopy() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            Path file = folder.resolve("one.snap");
            town.succeeds("back-up", VAULT, Map.of("file", file.toString()));
            assertThat(file).isNotEmptyFile();
            RunResult again = town.run("back-up", target(town), "vault", Map.of("file", file.toString()));
            assertThat(again.problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("there already"));
            town.succeeds(
                    "restore",
                    VAULT,
                    Map.of(
                            "file",
                            file.toString(),
                            "safety",
                            folder.resolve("safety.snap").toString()));
            assertThat(folder.resolve("safety.snap")).isNotEmptyFile();
            assertThat(town.peers(VAULT)).allMatch(Peer::open);
            Path other = Files.writeString(folder.resolve("other.snap"), "{\"kind\":\"x\",\"shares\":\"other\"}");
            RunResult refused = town.run(
                    "restore",
                    target(town),
                    "vault",
                    Map.of(
                            "file",
                            other.toString(),
                            "safety",
                            folder.resolve("safety2.snap").toString()));
            assertThat(refused.problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("400"));
            town.fault("snapshot-failing", true);
            assertThat(town.run(
                                    "back-up",
                                    target(town),
                                    "vault",
                                    Map.of("file", folder.resolve("two.snap").toString()))
                            .problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("500"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void growsFromOneToThreeAndFiveAndBackAndRemovesPeersBeforeTheirPods() throws Exception {
        try (VaultTown town = installed("vault-0.34.1.tgz", "1")) {
            String archive = VaultTown.archive(folder, "vault-0.34.1.tgz");
            town.succeeds("scale", VAULT, Map.of("servers", "3", "archive", archive));
            assertThat(town.peers(VAULT)).hasSize(3).allMatch(Peer::open);
            town.succeeds("scale", VAULT, Map.of("servers", "5", "archive", archive));
            town.succeeds("scale", VAULT, Map.of("servers", "3", "archive", archive));
            assertThat(town.peers(VAULT)).hasSize(3).allMatch(Peer::open);
            assertThat(town.server(VAULT).claims(town.view()))
                    .extracting(Resource::name)
                    .doesNotContain("data-vault-3", "data-vault-4");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void removesADeadPeerOnlyWhenItsPodIsGone() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            assertThatThrownBy(() -> town.plan("remove-peer", target(town), "vault", Map.of("peer", "vault-2")))
                    .hasMessageContaining("its pod is there");
            town.change(
                    ObjectRef.of(Kind.CONFIG_MAP, "vault", "vault-sandbox-data"),
                    c -> c.with("vault-0,vault-1,vault-2,vault-9", "data", "peers"));
            assertThat(town.findings(VAULT)).contains("vault.raft.peers.dead");
            town.succeeds("remove-peer", VAULT, Map.of("peer", "vault-9"));
            assertThat(town.findings(VAULT)).isEmpty();
        }
    }

    @Test
    void enablesAnAuditDeviceAndProvesIt() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            town.change(
                    ObjectRef.of(Kind.CONFIG_MAP, "vault", "vault-sandbox-data"), c -> c.with("file", "data", "audit"));
            assertThat(town.findings(VAULT)).containsExactly("vault.audit.one");
            town.succeeds("enable-audit", VAULT, Map.of("device", "stdout"));
            assertThat(town.findings(VAULT)).isEmpty();
            town.delete(ObjectRef.of(Kind.SECRET, "vault", "vault-health-token"));
            assertThat(town.constraints("enable-audit", target(town))).containsExactly("no-token");
        }
    }

    @Test
    void changesTheMemoryAndRestartsIntoItAndIsRemovedWithItsVolumesKept() throws Exception {
        try (VaultTown town = installed("vault-0.34.1.tgz", "1")) {
            String archive = VaultTown.archive(folder, "vault-0.34.1.tgz");
            assertThatThrownBy(() -> town.plan(
                            "configure", target(town), "vault", Map.of("setting", "memory", "value", "debug")))
                    .hasMessageContaining("doesn't fit");
            town.succeeds("configure", VAULT, Map.of("setting", "memory", "value", "2Gi", "archive", archive));
            assertThat(town.peers(VAULT)
                            .getFirst()
                            .pod()
                            .items("spec", "containers")
                            .getFirst())
                    .extracting(c -> c.text("resources", "limits", "memory").orElse(""))
                    .isEqualTo("2Gi");
            town.succeeds("uninstall", VAULT, Map.of());
            assertThat(town.view().get(ObjectRef.of(Kind.STATEFUL_SET, "vault", "vault")))
                    .isEmpty();
            town.running().advance(Duration.ofSeconds(30));
            town.succeeds("install", "", Map.of("product", "vault", "servers", "1", "archive", archive));
            assertThat(town.peers(VAULT)).allMatch(Peer::initialised).allMatch(Peer::sealed);
            town.succeeds("unseal", VAULT, Map.of());
            assertThat(town.leader(VAULT)).isEqualTo("vault-0");
        }
    }

    @Test
    void sealsEverythingWithoutATokenAndRefusesToRemoveWhatStoresReadFrom() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            assertThat(town.constraints("uninstall", target(town))).contains("in-use");
            town.succeeds("seal", VAULT, Map.of());
            assertThat(town.peers(VAULT)).allMatch(Peer::sealed);
            assertThat(town.findings(VAULT)).contains("vault.sealed", "vault.pods.majority");
            town.succeeds("unseal", VAULT, Map.of());
            assertThat(town.findings(VAULT)).isEmpty();
            assertThat(town.view().list(Names.EXTERNAL_SECRET, io.millwright.spi.Selector.ALL))
                    .hasSize(2);
        }
    }
}
