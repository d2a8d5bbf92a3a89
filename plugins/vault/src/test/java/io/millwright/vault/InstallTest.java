package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ProblemException;
import io.millwright.vault.facts.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallTest {
    @Test
    void installsServersInitialisesThemAndOpensThemWithKeysThatAreKeptNowhere(@TempDir Path folder) throws Exception {
        try (VaultTown town = new VaultTown("empty")) {
            town.running().settle();
            town.succeeds(
                    "install",
                    "",
                    Map.of("product", "vault", "archive", VaultTown.archive(folder, "vault-0.34.1.tgz")));
            assertThat(town.peers(VaultTown.VAULT))
                    .hasSize(3)
                    .allMatch(Peer::sealed)
                    .noneMatch(Peer::initialised);
            assertThat(town.constraints("unseal", Optional.of(town.instance(VaultTown.VAULT))))
                    .containsExactly("uninitialised");
            town.succeeds("init", VaultTown.VAULT, Map.of());
            assertThat(town.shown()).hasSize(1);
            assertThat(town.constraints("init", Optional.of(town.instance(VaultTown.VAULT))))
                    .containsExactly("initialised");
            town.succeeds("unseal", VaultTown.VAULT, Map.of());
            assertThat(town.peers(VaultTown.VAULT)).allMatch(Peer::open);
            assertThat(town.leader(VaultTown.VAULT)).isEqualTo("vault-0");
            assertThat(town.instance(VaultTown.VAULT).version()).contains("2.0.4");
            assertThat(town.constraints("unseal", Optional.of(town.instance(VaultTown.VAULT))))
                    .containsExactly("open");
            for (String secret : List.of("share-1", "share-2", "share-3", "share-4", "share-5", "token")) {
                assertKeptNowhere(town.state(), town.answer(secret));
            }
            assertThat(town.problems()).isEmpty();
        }
    }

    /** The canary: no file of any run holds it. */
    static void assertKeptNowhere(Path state, String secret) throws IOException {
        assertThat(secret).hasSizeGreaterThan(8);
        int looked = 0;
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8))
                        .as(file.toString())
                        .doesNotContain(secret);
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(0);
    }

    @Test
    void aSecondInitialisationIsRefusedThoughItWasPlannedBefore(@TempDir Path folder) throws Exception {
        try (VaultTown town = new VaultTown("empty")) {
            town.running().settle();
            town.succeeds(
                    "install", "", Map.of("servers", "1", "archive", VaultTown.archive(folder, "openbao-0.29.2.tgz")));
            var plan = town.plan(
                    "init",
                    Optional.of(town.instance("openbao/openbao")),
                    "openbao",
                    Map.of("shares", "1", "threshold", "1"));
            var late = town.plan(
                    "init",
                    Optional.of(town.instance("openbao/openbao")),
                    "openbao",
                    Map.of("shares", "1", "threshold", "1"));
            assertThat(town.run(plan).problem()).isEmpty();
            assertThat(town.run(late).problem()).isPresent();
            assertThat(town.shown()).hasSize(1);
            assertThatThrownBy(() -> town.plan(
                            "init",
                            Optional.of(town.instance("openbao/openbao")),
                            "openbao",
                            Map.of("shares", "3", "threshold", "1")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("can't be the threshold");
            town.answers("share-1", "bm90IHRoZSBrZXk=");
            assertThat(town.run("unseal", Optional.of(town.instance("openbao/openbao")), "openbao", Map.of())
                            .problem())
                    .hasValueSatisfying(p -> assertThat(p.why()).contains("400"));
        }
    }

    @Test
    void refusesWhatCannotBeInstalled() throws Exception {
        try (VaultTown town = new VaultTown("findings")) {
            town.running().settle();
            assertThatThrownBy(() -> town.plan("install", Optional.empty(), "default", Map.of()))
                    .hasMessageContaining("already");
            assertThatThrownBy(() -> town.plan(
                            "install", Optional.empty(), "default", Map.of("product", "vault", "version", "9.9.9")))
                    .hasMessageContaining("catalogue");
            assertThatThrownBy(() -> town.plan(
                            "install", Optional.empty(), "default", Map.of("product", "vault", "tls-secret", "none")))
                    .hasMessageContaining("isn't there");
        }
    }
}
