package io.millwright.app.settings;

import io.millwright.tui.Notify;
import io.millwright.tui.Theme;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the user has set about the screen. Maps are in the order of the file.
 *
 * @param mouse whether clicks and the wheel are for the program
 * @param profile which keys actions have that {@code keys} says nothing of
 * @param keys names of keys by id of action; {@code <disabled>} for none
 * @param aliases what stands for a word that is typed behind {@code :}
 * @param hotkeys lines, as typed behind {@code :}, by name of key
 * @param kinds how objects are shown, by the word for their kind
 * @param namespaces those that are one number away; at most nine
 * @param bell whether the terminal rings when a run has ended that nobody looks at
 * @param notice how the terminal is asked to show it on the desktop as well; empty for not at all
 * @param copy the program with its arguments that takes what is copied on its standard input; empty for the terminal alone
 * @param programs those that a key starts, by name
 * @param mixes lists of several kinds, by the word for them
 * @param contexts what is set for contexts
 * @param jumps ways from objects to others, by name
 */
public record ScreenSettings(
        boolean mouse,
        KeyProfile profile,
        Map<String, List<String>> keys,
        Map<String, String> aliases,
        Map<String, String> hotkeys,
        Map<String, KindView> kinds,
        ContextRules contexts,
        List<String> namespaces,
        boolean bell,
        Optional<Notify.Form> notice,
        List<String> copy,
        Map<String, UserProgram> programs,
        Map<String, List<String>> mixes,
        Map<String, UserJump> jumps) {
    /** How many namespaces have a number. */
    static final int NUMBERS = 9;

    /** Nothing set. */
    public static final ScreenSettings DEFAULT = new ScreenSettings(
            true,
            KeyProfile.K9S,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            ContextRules.NONE,
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of(),
            Map.of());

    public ScreenSettings {
        keys = ordered(keys);
        aliases = ordered(aliases);
        hotkeys = ordered(hotkeys);
        kinds = ordered(kinds);
        programs = ordered(programs);
        mixes = ordered(mixes);
        jumps = ordered(jumps);
        copy = List.copyOf(copy);
        namespaces = List.copyOf(namespaces.subList(0, Math.min(NUMBERS, namespaces.size())));
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same with the mouse taken, or left to the terminal. */
    public ScreenSettings withMouse(boolean taken) {
        return with(d -> d.mouse = taken);
    }

    /** The same with those keys. */
    public ScreenSettings withKeys(Map<String, List<String>> others) {
        return with(d -> d.keys = others);
    }

    /** The same with the keys of that profile. */
    public ScreenSettings withProfile(KeyProfile other) {
        return with(d -> d.profile = other);
    }

    /** The same with those aliases. */
    public ScreenSettings withAliases(Map<String, String> others) {
        return with(d -> d.aliases = others);
    }

    /** The same with kinds shown so. */
    public ScreenSettings withKinds(Map<String, KindView> others) {
        return with(d -> d.kinds = others);
    }

    /** The same with those hotkeys. */
    public ScreenSettings withHotkeys(Map<String, String> others) {
        return with(d -> d.hotkeys = others);
    }

    /** The same with those programs. */
    public ScreenSettings withPrograms(Map<String, UserProgram> others) {
        return with(d -> d.programs = others);
    }

    /** The same with those mixes. */
    public ScreenSettings withMixes(Map<String, List<String>> others) {
        return with(d -> d.mixes = others);
    }

    /** The same with those jumps. */
    public ScreenSettings withJumps(Map<String, UserJump> others) {
        return with(d -> d.jumps = others);
    }

    private ScreenSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A copy while one thing in it is changed. */
    private static final class Draft {
        private boolean mouse;
        private KeyProfile profile;
        private Map<String, List<String>> keys;
        private Map<String, String> aliases;
        private Map<String, String> hotkeys;
        private Map<String, KindView> kinds;
        private ContextRules contexts;
        private List<String> namespaces;
        private boolean bell;
        private Optional<Notify.Form> notice;
        private List<String> copy;
        private Map<String, UserProgram> programs;
        private Map<String, List<String>> mixes;
        private Map<String, UserJump> jumps;

        Draft(ScreenSettings from) {
            mouse = from.mouse;
            profile = from.profile;
            keys = from.keys;
            aliases = from.aliases;
            hotkeys = from.hotkeys;
            kinds = from.kinds;
            contexts = from.contexts;
            namespaces = from.namespaces;
            bell = from.bell;
            notice = from.notice;
            copy = from.copy;
            programs = from.programs;
            mixes = from.mixes;
            jumps = from.jumps;
        }

        ScreenSettings done() {
            return new ScreenSettings(
                    mouse,
                    profile,
                    keys,
                    aliases,
                    hotkeys,
                    kinds,
                    contexts,
                    namespaces,
                    bell,
                    notice,
                    copy,
                    programs,
                    mixes,
                    jumps);
        }
    }

    /** How that context is told apart. */
    public Optional<ContextLook> look(String context) {
        return contexts.look(context);
    }

    /**
     * How lists of objects are shown.
     *
     * @param context the one that the list is of; empty where it is of several
     */
    public KindViews views(Optional<String> context) {
        Map<String, KindView> there = context.map(contexts::kinds).orElse(Map.of());
        if (there.isEmpty()) {
            return kinds.isEmpty() ? KindViews.NONE : new KindViews(kinds);
        }
        Map<String, KindView> all = new LinkedHashMap<>(there);
        kinds.forEach(all::putIfAbsent);
        return new KindViews(all);
    }

    /** What stands for that word, where that context is looked at. */
    public Optional<String> alias(String word, Optional<String> context) {
        String lower = word.toLowerCase(Locale.ROOT);
        return context.flatMap(c -> contexts.alias(lower, c)).or(() -> Optional.ofNullable(aliases.get(lower)));
    }

    /**
     * The namespaces that are one number away.
     *
     * @param context the one that the list is of; empty where it is of several
     */
    public List<String> namespaces(Optional<String> context) {
        return context.map(contexts::namespaces).filter(n -> !n.isEmpty()).orElse(namespaces);
    }

    /** The colours of the screen while that context is looked at, or none in particular; empty for those of the terminal. */
    public Optional<Theme> theme(Optional<String> context) {
        return contexts.theme(context);
    }

    /** Whether a word may mean something else than before the settings were read. */
    public boolean hasWords() {
        return !aliases.isEmpty()
                || !mixes.isEmpty()
                || contexts.byPattern().values().stream()
                        .anyMatch(c -> !c.aliases().isEmpty());
    }
}
