package io.millwright.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SettledTest {
    private static CheckResult ask(Handmade world) {
        Server server = Server.read(world.cluster(), "vault", "vault").orElseThrow();
        Check.Named settled = (Check.Named) Questions.settled(server);
        return Objects.requireNonNull(new VaultTool().namedChecks().get(settled.id()))
                .evaluate(settled.arguments(), world.cluster());
    }

    @Test
    void openServersOfWhichOneLeadsAreSettled() {
        CheckResult result = ask(new Handmade());
        assertThat(result.holds()).isTrue();
        assertThat(result.message()).isEqualTo("3 servers are unsealed, vault-0 leads");
    }

    /** Whoever asks for the tool's health right after a run was told that a server is missing. */
    @Test
    void anOpenServerThatServesNobodyYetIsNotSettled() {
        CheckResult result = ask(new Handmade().change(s -> s.with(2L, "status", "readyReplicas")));
        assertThat(result.holds()).isFalse();
        assertThat(result.message()).isEqualTo("2 of 3 servers are ready");
        assertThat(result.evidence()).anyMatch(e -> e.toString().contains("status.readyReplicas"));
        assertThat(ask(new Handmade().change(s -> s.with(Map.of(), "status"))).message())
                .isEqualTo("0 of 3 servers are ready");
    }

    @Test
    void aSealedServerAndNoLeaderAreNotSettled() {
        assertThat(ask(new Handmade().sealed(1)).message()).isEqualTo("vault-1 is sealed");
        assertThat(ask(new Handmade().leads(0, false, 100)).message()).isEqualTo("no server leads, or several say so");
    }
}
