package io.millwright.app.page;

import io.millwright.app.settings.ScreenSettings;
import io.millwright.engine.Glob;
import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.action.ActionSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Keys that open what would else be typed behind {@code :}.
 *
 * @param everywhere what a key opens, in the order of the settings
 * @param there what a key opens where a context is looked at whose name fits a pattern; the first pattern that fits counts
 * @param problems one for each key that opens nothing
 */
record Hotkeys(Map<Key, String> everywhere, SequencedMap<String, Map<Key, String>> there, List<Problem> problems) {
    static final Hotkeys NONE = new Hotkeys(Map.of(), new LinkedHashMap<>(), List.of());

    Hotkeys {
        everywhere = Collections.unmodifiableMap(new LinkedHashMap<>(everywhere));
        there = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(there));
        problems = List.copyOf(problems);
    }

    /** Those of the settings whose key no action has on any page. */
    static Hotkeys of(ScreenSettings settings, Bindings bindings) {
        List<Problem> problems = new ArrayList<>();
        Map<Key, String> everywhere = held(settings.hotkeys(), bindings, problems);
        SequencedMap<String, Map<Key, String>> there = new LinkedHashMap<>();
        settings.contexts().byPattern().forEach((pattern, context) -> {
            if (!context.hotkeys().isEmpty()) {
                there.put(pattern, held(context.hotkeys(), bindings, problems));
            }
        });
        return new Hotkeys(everywhere, there, problems);
    }

    /** What a key opens where that context is looked at, or none in particular. */
    Map<Key, String> lines(Optional<String> context) {
        Map<Key, String> lines = new LinkedHashMap<>(everywhere);
        context.ifPresent(c -> there.sequencedEntrySet().reversed().forEach(e -> {
            if (Glob.matches(e.getKey(), c)) {
                lines.putAll(e.getValue());
            }
        }));
        return lines;
    }

    /** Whether it is one anywhere. */
    boolean has(Key key) {
        return everywhere.containsKey(key) || there.values().stream().anyMatch(m -> m.containsKey(key));
    }

    private static Map<Key, String> held(Map<String, String> wanted, Bindings bindings, List<Problem> problems) {
        Map<Key, String> lines = new LinkedHashMap<>();
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
        return lines;
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
