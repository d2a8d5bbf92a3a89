package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** As whom a command line works. */
class IdentityTest {
    private record Typed(Map<String, List<String>> values, Set<String> flags) implements Given {
        @Override
        public boolean flag(String name) {
            return flags.contains(name);
        }

        @Override
        public Optional<String> option(String name) {
            return options(name).stream().findFirst();
        }

        @Override
        public List<String> options(String name) {
            return values.getOrDefault(name, List.of());
        }
    }

    private static GlobalOptions typed(Map<String, List<String>> values, String... flags) {
        return GlobalOptions.of(new Typed(values, Set.of(flags)));
    }

    @Test
    void whoIsImpersonatedIsToldAndPassedOn() {
        Identity who = typed(Map.of("--as", List.of("ada"), "--as-group", List.of("ops", "dev")))
                .identity();
        assertThat(who.told()).contains("as ada (ops, dev)");
        assertThat(who.options()).containsExactly("--as", "ada", "--as-group", "ops", "--as-group", "dev");
        assertThat(Identity.OWN.told()).isEmpty();
    }

    @Test
    void aShellsIdentityHoldsForEachOfItsLines() {
        GlobalOptions shell = typed(Map.of("--as", List.of("ada")));
        assertThat(typed(Map.of()).over(shell).identity().as()).contains("ada");
        assertThat(typed(Map.of("--as", List.of("grace")))
                        .over(shell)
                        .identity()
                        .as())
                .contains("grace");
    }

    @Test
    void groupsAloneAndPartsOfSeveralContextsAreRefused() {
        assertThatThrownBy(() -> typed(Map.of("--as-group", List.of("ops")))).hasMessageContaining("with a user only");
        assertThatThrownBy(() -> typed(Map.of("--user", List.of("u"), "--context", List.of("a", "b"))))
                .hasMessageContaining("belong to one context");
        assertThatThrownBy(() -> typed(Map.of("--token", List.of("t")), "--all-contexts"))
                .hasMessageContaining("belong to one context");
    }

    @Test
    void aTokenIsNeverShown() {
        assertThat(typed(Map.of("--token", List.of("hunter2"))).toString()).doesNotContain("hunter2");
    }

    @Test
    void whatIsPrintedToBePastedLeadsToTheSameClustersWithoutTheToken() {
        assertThat(typed(Map.of()).leading()).isEmpty();
        assertThat(typed(Map.of("--kubeconfig", List.of("my file"), "--as", List.of("ada"), "--token", List.of("t0p")))
                        .leading())
                .isEqualTo(" --kubeconfig 'my file' --as ada");
        assertThat(typed(Map.of("--state", List.of("s.json")), "--sandbox").leading())
                .isEqualTo(" --sandbox --state s.json");
    }
}
