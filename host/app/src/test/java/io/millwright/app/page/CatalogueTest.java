package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.Golden;
import io.millwright.tui.Key;
import io.millwright.tui.action.ActionSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules that hold for all actions. */
class CatalogueTest {
    @Test
    void noKeyMeansTwoThingsOnOnePage() {
        Catalogue.pages().forEach((page, specs) -> {
            Map<Key, String> claims = new HashMap<>();
            for (ActionSpec spec : specs) {
                for (Key key : spec.keys()) {
                    String other = claims.put(key, spec.id());
                    assertThat(other)
                            .as("key %s on %s, also %s", key, page, spec.id())
                            .isNull();
                }
            }
        });
    }

    @Test
    void noActionHangsOnAKeyThatTerminalsOrMultiplexersEat() {
        Catalogue.pages().values().stream()
                .flatMap(List::stream)
                .forEach(spec -> assertThat(spec.keys())
                        .as(spec.id())
                        .allSatisfy(key -> assertThat(key.alt()
                                        || key.code().name().matches("F\\d+")
                                        || key.shift() && key.code() != Key.Code.TAB
                                        || List.of("ctrl-s", "ctrl-q", "ctrl-k", "ctrl-space")
                                                .contains(key.toString()))
                                .isFalse()));
    }

    @Test
    void oneIdHasTheSameKeyAndLabelOnEveryPage() {
        Map<String, String> seen = new HashMap<>();
        Catalogue.own().values().stream().flatMap(List::stream).forEach(spec -> {
            String now = spec.keys() + " " + spec.label();
            assertThat(seen.getOrDefault(spec.id(), now)).as(spec.id()).isEqualTo(now);
            seen.put(spec.id(), now);
        });
    }

    @Test
    void theReferenceOfKeysIsMadeFromTheActions() {
        StringBuilder out = new StringBuilder("""
                # Keys

                Made from the program's own actions by a test; don't edit. `keys` in the settings file gives an action other keys by its id,
                see [The screen](../screen.md).
                """);
        Catalogue.own().forEach((page, specs) -> {
            out.append("\n## ")
                    .append(page)
                    .append("\n\n| key | action | id | what it does |\n| --- | --- | --- | --- |\n");
            specs.forEach(s -> out.append("| ")
                    .append(s.keys().stream().map(k -> "`" + k + "`").collect(Collectors.joining(" ")))
                    .append(" | ")
                    .append(s.label())
                    .append(" | `")
                    .append(s.id())
                    .append("` | ")
                    .append(s.help())
                    .append(" |\n"));
        });
        out.append("\n## movement\n\n| key | also | id |\n| --- | --- | --- |\n");
        for (Move move : Move.values()) {
            out.append("| `")
                    .append(move.key())
                    .append("` | ")
                    .append(move.letters().stream().map(k -> "`" + k + "`").collect(Collectors.joining(" ")))
                    .append(" | `")
                    .append(move.id())
                    .append("` |\n");
        }
        Golden.matches(Path.of("../../docs/reference/keys.md"), out.toString());
    }
}
