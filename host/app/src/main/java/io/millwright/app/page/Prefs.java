package io.millwright.app.page;

import io.millwright.app.settings.Habits;
import io.millwright.app.settings.SavedView;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the user has set, as far as the screen goes by it.
 *
 * @param bindings the user's own keys
 * @param hotkeys keys that open something
 * @param programs keys that start something of the user's own
 * @param views the saved views by name
 * @param habits what is remembered of the user; empty until it is read
 * @param problems what of the settings doesn't hold, and why
 */
record Prefs(
        ScreenSettings screen,
        Bindings bindings,
        Hotkeys hotkeys,
        Programs programs,
        Map<String, SavedView> views,
        Optional<Habits> habits,
        List<Problem> problems) {
    /** Until the settings are read. */
    static final Prefs START = new Prefs(
            ScreenSettings.DEFAULT, Bindings.NONE, Hotkeys.NONE, Programs.NONE, Map.of(), Optional.empty(), List.of());

    Prefs {
        problems = List.copyOf(problems);
        views = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    /** The same views under those settings. */
    Prefs set(Settings settings) {
        Bindings keys =
                Bindings.of(settings.screen().profile(), settings.screen().keys());
        Hotkeys lines = Hotkeys.of(settings.screen().hotkeys(), keys);
        List<Problem> wrong = new ArrayList<>(settings.warnings());
        wrong.addAll(keys.problems());
        wrong.addAll(lines.problems());
        Programs own = Programs.of(settings.screen().programs(), keys, lines);
        wrong.addAll(own.problems());
        return new Prefs(settings.screen(), keys, lines, own, views, habits, wrong);
    }

    /** The same with the mouse taken, or left to the terminal. */
    Prefs withMouse(boolean taken) {
        return new Prefs(screen.withMouse(taken), bindings, hotkeys, programs, views, habits, problems);
    }

    Prefs withViews(Map<String, SavedView> others) {
        return new Prefs(screen, bindings, hotkeys, programs, others, habits, problems);
    }

    Prefs withHabits(Habits others) {
        return new Prefs(screen, bindings, hotkeys, programs, views, Optional.of(others), problems);
    }

    /** What was chosen in the palette, the last one first. */
    List<String> recent() {
        return habits.map(Habits::recent).orElse(List.of());
    }
}
