package io.millwright.app.settings;

import io.millwright.engine.Glob;
import io.millwright.tui.Theme;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is set for contexts, by names with {@code *} for anything. Of the patterns that fit a context, the first one that says something of it
 * counts.
 *
 * @param theme the colours of the screen where none are said for a context; empty for those of the terminal
 */
public record ContextRules(Map<String, ContextSettings> byPattern, Optional<Theme> theme) {
    /** Nothing set. */
    public static final ContextRules NONE = new ContextRules(Map.of(), Optional.empty());

    public ContextRules {
        byPattern = Collections.unmodifiableMap(new LinkedHashMap<>(byPattern));
    }

    /** What is set for that context, the pattern that counts first. */
    private List<ContextSettings> of(String context) {
        return byPattern.entrySet().stream()
                .filter(e -> Glob.matches(e.getKey(), context))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** How that context is told apart: as was set, else by its name. */
    public Optional<ContextLook> look(String context) {
        return of(context).stream()
                .flatMap(s -> s.look().stream())
                .findFirst()
                .or(() -> ContextLook.usual(context))
                .filter(l -> !l.label().isEmpty());
    }

    /** What stands for that word there. */
    Optional<String> alias(String word, String context) {
        return of(context).stream()
                .flatMap(s -> Optional.ofNullable(s.aliases().get(word)).stream())
                .findFirst();
    }

    /** How kinds are shown there, by the words for them. */
    Map<String, KindView> kinds(String context) {
        Map<String, KindView> all = new LinkedHashMap<>();
        of(context).forEach(s -> s.kinds().forEach(all::putIfAbsent));
        return all;
    }

    /** The namespaces that are one number away there; empty where none are set for it. */
    List<String> namespaces(String context) {
        return of(context).stream()
                .map(ContextSettings::namespaces)
                .filter(n -> !n.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The colours of the screen while that context is looked at, or none in particular. */
    Optional<Theme> theme(Optional<String> context) {
        return context.flatMap(
                        c -> of(c).stream().flatMap(s -> s.theme().stream()).findFirst())
                .or(() -> theme);
    }

    /** Whether it is said to be left as it is, or to be changed as any other; empty where neither is. */
    Optional<Boolean> readOnly(String context) {
        return of(context).stream().flatMap(s -> s.readOnly().stream()).findFirst();
    }
}
