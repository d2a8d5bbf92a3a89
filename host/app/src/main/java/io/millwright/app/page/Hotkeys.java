package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.action.ActionSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that open what would else be typed behind {@code :}.
 *
 * @param lines what a key opens, in the order of the settings
 * @param problems one for each key that opens nothing
 */
record Hotkeys(Map<Key, String> lines, List<Problem> problems) {
    static final Hotkeys NONE = new Hotkeys(Map.of(), List.of());

    Hotkeys {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
        problems = List.copyOf(problems);
    }

    /** Those of the wanted ones whose key no action has on any page. */
    static Hotkeys of(Map<String, String> wanted, Bindings bindings) {
        Map<Key, String> lines = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        wanted.forEach((name, line) -> {
            Optional<Key> key = Key.tryParse(name);
            Optional<String> claim = key.flatMap(k -> claim(k, bindings));
            if (key.isEmpty()) {
                problems.add(problem(name, "there is no such key; keys are written as X, ctrl-y, f5"));
            } else if (claim.isPresent()) {
                problems.add(problem(name, "it is " + claim.get()));
            } else {
                lines.put(key.get(), line);
            }
        });
        return new Hotkeys(lines, problems);
    }

    private static Optional<String> claim(Key key, Bindings bindings) {
        for (Map.Entry<String, List<ActionSpec>> page : Catalogue.own().entrySet()) {
            for (ActionSpec spec : page.getValue()) {
                List<Key> keys = bindings.keysOf(spec);
                if (keys.contains(key)) {
                    return Optional.of(spec.id() + " (" + page.getKey() + ")");
                }
            }
        }
        return bindings.moves().getOrDefault(key, Optional.empty()).map(_ -> "movement");
    }

    private static Problem problem(String name, String why) {
        return Problem.user(
                "use the hotkey",
                "key " + name,
                why,
                "Give it another key under 'hotkeys' in the settings file, or the action another one under 'keys'.");
    }
}
