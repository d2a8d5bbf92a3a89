package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A shell's own options, and those of one of its lines. */
class GlobalOptionsTest {
    private static GlobalOptions given(Map<String, String> typed) {
        return GlobalOptions.of(new Given() {
            @Override
            public boolean flag(String name) {
                return typed.containsKey(name);
            }

            @Override
            public Optional<String> option(String name) {
                return Optional.ofNullable(typed.get(name)).filter(v -> !v.isEmpty());
            }

            @Override
            public List<String> options(String name) {
                return option(name).stream().toList();
            }
        });
    }

    @Test
    void whichNamespacesALineMeansTheShellDoesNotUndo() {
        GlobalOptions one = given(Map.of("-n", "a"));
        GlobalOptions all = given(Map.of("-A", ""));
        GlobalOptions none = given(Map.of());
        assertThat(all.over(one).namespace()).isEmpty();
        assertThat(all.over(one).everywhere()).isTrue();
        assertThat(one.over(all).namespace()).contains("a");
        assertThat(one.over(all).everywhere()).isFalse();
        assertThat(none.over(all).everywhere()).isTrue();
        assertThat(none.over(one).namespace()).contains("a");
    }
}
