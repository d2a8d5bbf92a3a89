package io.millwright.app.page;

import io.millwright.app.settings.Display;
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
 * @param display what is shown, here and by commands
 * @param bindings the user's own keys
 * @param hotkeys keys that open something
 * @param programs keys that start something of the user's own
 * @param jumps keys that lead from an object to others
 * @param views the saved views by name
 * @param habits what is remembered of the user; empty until it is read
 * @param problems what of the settings doesn't hold, and why
 */
record Prefs(
        ScreenSettings screen,
        Display display,
        Bindings bindings,
        Hotkeys hotkeys,
        Programs programs,
        Jumps jumps,
        Map<String, SavedView> views,
        Optional<Habits> habits,
        List<Problem> problems) {
    /** Until the settings are read. */
    static final Prefs START = new Prefs(
            ScreenSettings.DEFAULT,
            Display.USUAL,
            Bindings.NONE,
            Hotkeys.NONE,
            Programs.NONE,
            Jumps.NONE,
            Map.of(),
            Optional.empty(),
            List.of());

    Prefs {
        problems = List.copyOf(problems);
        views = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(views));
    }

    /** The same views under those settings. */
    Prefs set(Settings settings) {
        Bindings keys =
                Bindings.of(settings.screen().profile(), settings.screen().keys());
        Hotkeys lines = Hotkeys.of(settings.screen(), keys);
        List<Problem> wrong = new ArrayList<>(settings.warnings());
        wrong.addAll(keys.problems());
        wrong.addAll(lines.problems());
        Programs own = Programs.of(settings.screen(), keys, lines);
        wrong.addAll(own.problems());
        Jumps ways = Jumps.of(settings.screen().jumps(), keys, lines, own);
        wrong.addAll(ways.problems());
        return new Prefs(settings.screen(), settings.display(), keys, lines, own, ways, views, habits, wrong);
    }

    /** The same with the mouse taken, or left to the terminal. */
    Prefs withMouse(boolean taken) {
        return new Prefs(screen.withMouse(taken), display, bindings, hotkeys, programs, jumps, views, habits, problems);
    }

    /** The same with that shown. */
    Prefs withDisplay(Display other) {
        return new Prefs(screen, other, bindings, hotkeys, programs, jumps, views, habits, problems);
    }

    Prefs withViews(Map<String, SavedView> others) {
        return new Prefs(screen, display, bindings, hotkeys, programs, jumps, others, habits, problems);
    }

    Prefs withHabits(Habits others) {
        return new Prefs(screen, display, bindings, hotkeys, programs, jumps, views, Optional.of(others), problems);
    }

    /** What was chosen in the palette, the last one first. */
    List<String> recent() {
        return habits.map(Habits::recent).orElse(List.of());
    }
}
