package io.millwright.app.settings;

import io.millwright.engine.Glob;
import io.millwright.tui.Notify;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
 * @param looks how contexts are told apart, by names with {@code *} for anything
 */
public record ScreenSettings(
        boolean mouse,
        KeyProfile profile,
        Map<String, List<String>> keys,
        Map<String, String> aliases,
        Map<String, String> hotkeys,
        Map<String, KindView> kinds,
        Map<String, ContextLook> looks,
        List<String> namespaces,
        boolean bell,
        Optional<Notify.Form> notice,
        List<String> copy,
        Map<String, UserProgram> programs,
        Map<String, List<String>> mixes) {
    /** Nothing set. */
    public static final ScreenSettings DEFAULT = new ScreenSettings(
            true,
            KeyProfile.K9S,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            Map.of(),
            Map.of());

    public ScreenSettings {
        keys = ordered(keys);
        aliases = ordered(aliases);
        hotkeys = ordered(hotkeys);
        kinds = ordered(kinds);
        looks = ordered(looks);
        programs = ordered(programs);
        mixes = ordered(mixes);
        copy = List.copyOf(copy);
        namespaces = List.copyOf(namespaces.subList(0, Math.min(9, namespaces.size())));
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The same with the mouse taken, or left to the terminal. */
    public ScreenSettings withMouse(boolean taken) {
        return new ScreenSettings(
                taken, profile, keys, aliases, hotkeys, kinds, looks, namespaces, bell, notice, copy, programs, mixes);
    }

    /** The same with those keys. */
    public ScreenSettings withKeys(Map<String, List<String>> others) {
        return new ScreenSettings(
                mouse,
                profile,
                others,
                aliases,
                hotkeys,
                kinds,
                looks,
                namespaces,
                bell,
                notice,
                copy,
                programs,
                mixes);
    }

    /** The same with the keys of that profile. */
    public ScreenSettings withProfile(KeyProfile other) {
        return new ScreenSettings(
                mouse, other, keys, aliases, hotkeys, kinds, looks, namespaces, bell, notice, copy, programs, mixes);
    }

    /** The same with those aliases. */
    public ScreenSettings withAliases(Map<String, String> others) {
        return new ScreenSettings(
                mouse, profile, keys, others, hotkeys, kinds, looks, namespaces, bell, notice, copy, programs, mixes);
    }

    /** The same with kinds shown so. */
    public ScreenSettings withKinds(Map<String, KindView> others) {
        return new ScreenSettings(
                mouse, profile, keys, aliases, hotkeys, others, looks, namespaces, bell, notice, copy, programs, mixes);
    }

    /** The same with those hotkeys. */
    public ScreenSettings withHotkeys(Map<String, String> others) {
        return new ScreenSettings(
                mouse, profile, keys, aliases, others, kinds, looks, namespaces, bell, notice, copy, programs, mixes);
    }

    /** The same with those programs. */
    public ScreenSettings withPrograms(Map<String, UserProgram> others) {
        return new ScreenSettings(
                mouse, profile, keys, aliases, hotkeys, kinds, looks, namespaces, bell, notice, copy, others, mixes);
    }

    /** The same with those mixes. */
    public ScreenSettings withMixes(Map<String, List<String>> others) {
        return new ScreenSettings(
                mouse, profile, keys, aliases, hotkeys, kinds, looks, namespaces, bell, notice, copy, programs, others);
    }

    /** How that context is told apart: as the first pattern says that fits it, else by its name. */
    public Optional<ContextLook> look(String context) {
        return looks.entrySet().stream()
                .filter(e -> Glob.matches(e.getKey(), context))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> ContextLook.usual(context))
                .filter(l -> !l.label().isEmpty());
    }

    /** How that kind is shown; a kind is known by any word that was set for it. */
    public Optional<KindView> view(String word) {
        return Optional.ofNullable(kinds.get(word.toLowerCase(Locale.ROOT)));
    }
}
