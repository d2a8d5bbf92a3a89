package io.millwright.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.settings.KeyProfile;
import io.millwright.app.testing.Golden;
import io.millwright.tui.Key;
import io.millwright.tui.action.ActionSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
                .forEach(spec -> assertThat(spec.keys()).as(spec.id()).noneMatch(CatalogueTest::isEaten));
    }

    private static boolean isEaten(Key key) {
        return key.alt()
                || key.code().name().matches("F\\d+")
                || key.shift() && key.code() != Key.Code.TAB
                || key.ctrl() && key.code() != Key.Code.CHAR
                || List.of("ctrl-s", "ctrl-q", "ctrl-k", "ctrl-space").contains(key.toString());
    }

    @ParameterizedTest
    @EnumSource
    void noProfileGivesAKeyToTwoThingsOfOnePage(KeyProfile profile) {
        Bindings bindings = Bindings.of(profile, Map.of());
        Catalogue.pages().forEach((page, specs) -> {
            Map<Key, String> claims = new HashMap<>();
            for (ActionSpec spec : specs) {
                for (Key key : bindings.keysOf(spec)) {
                    assertThat(claims.put(key, spec.id()))
                            .as("key %s on %s, also %s", key, page, spec.id())
                            .isNull();
                }
            }
            // What a profile says of movement holds on every page.
            Move.ids().stream()
                    .flatMap(id -> profile.keys().getOrDefault(id, List.of()).stream())
                    .flatMap(name -> Key.tryParse(name).stream())
                    .forEach(key -> assertThat(claims).as(page).doesNotContainKey(key));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aProfileNamesActionsAndKeysThatThereAreAndLeavesNoneToAKeyThatIsEaten(KeyProfile profile) {
        Set<String> known = new HashSet<>(Catalogue.ids());
        known.addAll(Move.ids());
        profile.keys().forEach((id, names) -> {
            assertThat(known).contains(id);
            assertThat(Catalogue.isFixed(id)).as(id).isFalse();
            if (!names.equals(List.of("<disabled>"))) {
                assertThat(names)
                        .allSatisfy(
                                name -> assertThat(Key.tryParse(name)).as(name).isPresent());
                assertThat(isEaten(Key.parse(names.getFirst()))).as(id).isFalse();
            }
        });
    }

    @Test
    void tourAndTipsNameTheKeysOfTheReference() {
        Map<String, String> keys = Catalogue.own().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(ActionSpec::id, ActionSpec::keyName, (one, _) -> one));
        Pattern named = Pattern.compile("\\{(\\S+) (\\S+)}");
        List<MatchResult> all = Tour.texts().stream()
                .flatMap(text -> named.matcher(text).results())
                .toList();
        assertThat(all).hasSizeGreaterThan(8).allSatisfy(m -> assertThat(keys).containsEntry(m.group(1), m.group(2)));
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
        out.append("\n## profiles\n\n`keyProfile` in the settings file chooses one.\n");
        for (KeyProfile profile : KeyProfile.values()) {
            out.append("\n### ")
                    .append(profile.word())
                    .append("\n\n")
                    .append(Character.toUpperCase(profile.says().charAt(0)))
                    .append(profile.says().substring(1))
                    .append(".\n");
            if (!profile.keys().isEmpty()) {
                out.append("\n| id | keys |\n| --- | --- |\n");
            }
            profile.keys()
                    .forEach((id, names) -> out.append("| `")
                            .append(id)
                            .append("` | ")
                            .append(
                                    names.equals(List.of("<disabled>"))
                                            ? "none"
                                            : names.stream()
                                                    .map(k -> "`" + k + "`")
                                                    .collect(Collectors.joining(" ")))
                            .append(" |\n"));
        }
        Golden.matches(Path.of("../../docs/reference/keys.md"), out.toString());
    }
}
