package io.millwright.app.settings;

import io.millwright.tui.Theme;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is set for the contexts of one pattern.
 *
 * @param look how they are told apart; empty where that isn't said
 * @param readOnly whether their clusters are left as they are; empty where that isn't said
 * @param aliases what stands there for a word that is typed behind {@code :}
 * @param hotkeys lines, as typed behind {@code :}, by name of key
 * @param kinds how objects are shown where a list is of such a context alone, by the word for their kind
 * @param namespaces those that are one number away there; at most nine, empty where that isn't said
 * @param theme the colours of the screen there; empty where that isn't said
 * @param programs those that a key starts for what is of such a context, by name
 */
public record ContextSettings(
        Optional<ContextLook> look,
        Optional<Boolean> readOnly,
        Map<String, String> aliases,
        Map<String, String> hotkeys,
        Map<String, KindView> kinds,
        List<String> namespaces,
        Optional<Theme> theme,
        Map<String, UserProgram> programs) {
    public ContextSettings {
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        hotkeys = Collections.unmodifiableMap(new LinkedHashMap<>(hotkeys));
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        namespaces = List.copyOf(namespaces.subList(0, Math.min(ScreenSettings.NUMBERS, namespaces.size())));
    }

    /** Told apart so, and nothing else. */
    public ContextSettings(Optional<ContextLook> look, Optional<Boolean> readOnly) {
        this(look, readOnly, Map.of(), Map.of(), Map.of(), List.of(), Optional.empty(), Map.of());
    }
}
