package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretRunbooksTest {
    private static final String ESO = "external-secrets/external-secrets";

    @Test
    void installsConfiguresUpgradesByOneMinorAndIsRemovedWithEverySecretKept(@TempDir Path folder) throws Exception {
        try (VaultTown town = new VaultTown("empty")) {
            town.running().settle();
            town.succeeds(
                    "install-external-secrets",
                    "",
                    Map.of("archive", VaultTown.archive(folder, "external-secrets-2.7.0.tgz"), "replicas", "1"));
            assertThat(town.findings(ESO)).containsExactly("vault.eso.version.newer");
            assertThat(town.constraints("install-external-secrets", Optional.empty()))
                    .containsExactly("installed");
            town.succeeds("create-store", ESO, Map.of("address", "https://vault.elsewhere.example:8200"));
            town.create(
                    Names.EXTERNAL_SECRET,
                    Resource.of(
                            Names.EXTERNAL_SECRET,
                            "default",
                            "database",
                            Map.of(
                                    "spec",
                                    Map.of(
                                            "secretStoreRef",
                                            Map.of("name", "vault", "kind", "ClusterSecretStore"),
                                            "data",
                                            List.of(Map.of(
                                                    "secretKey",
                                                    "password",
                                                    "remoteRef",
                                                    Map.of("key", "database")))))));
            ObjectRef target = ObjectRef.of(Kind.SECRET, "default", "database");
            town.until(t -> t.view().get(target).isPresent());
            assertThatThrownBy(() -> town.plan(
                            "upgrade-external-secrets",
                            Optional.of(town.instance(ESO)),
                            "external-secrets",
                            Map.of("version", "2.9.0")))
                    .hasMessageContaining("upgrade to 2.8.0 first");
            town.succeeds(
                    "upgrade-external-secrets",
                    ESO,
                    Map.of("version", "2.8.0", "archive", VaultTown.archive(folder, "external-secrets-2.8.0.tgz")));
            assertThat(town.instance(ESO).version()).contains("2.8.0");
            String archive = VaultTown.archive(folder, "external-secrets-2.8.0.tgz");
            town.succeeds(
                    "configure-external-secrets", ESO, Map.of("setting", "replicas", "value", "2", "archive", archive));
            town.succeeds("uninstall-external-secrets", ESO, Map.of("archive", archive));
            assertThat(town.view().get(target)).isPresent();
            assertThat(town.view().get(ObjectRef.of(Names.EXTERNAL_SECRET, "default", "database")))
                    .isPresent();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void readsASecretAgainAndSaysWhenThatWouldDoNothing() throws Exception {
        try (VaultTown town = VaultTown.healthy()) {
            ObjectRef ref = ObjectRef.of(Names.EXTERNAL_SECRET, "shop", "database");
            String before = refreshed(town, ref);
            town.running().advance(java.time.Duration.ofSeconds(5));
            town.succeeds("refresh", ESO, Map.of("namespace", "shop", "secret", "database"));
            assertThat(refreshed(town, ref)).isNotEqualTo(before);
            Optional<Instance> target = Optional.of(town.instance(ESO));
            assertThatThrownBy(
                            () -> town.plan("refresh", target, "shop", Map.of("namespace", "shop", "secret", "none")))
                    .hasMessageContaining("isn't there");
            town.change(ref, s -> s.with("CreatedOnce", "spec", "refreshPolicy"));
            assertThatThrownBy(() ->
                            town.plan("refresh", target, "shop", Map.of("namespace", "shop", "secret", "database")))
                    .hasMessageContaining("once only");
        }
    }

    private static String refreshed(VaultTown town, ObjectRef ref) {
        return town.view()
                .get(ref)
                .flatMap(s -> s.text("status", "refreshTime"))
                .orElse("");
    }
}
