package io.millwright.app.page;

import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.Settings;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user has set, as far as the screen goes by it.
 *
 * @param bindings the user's own keys
 * @param problems what of the settings doesn't hold, and why
 */
record Prefs(ScreenSettings screen, Bindings bindings, List<Problem> problems) {
    /** Until the settings are read. */
    static final Prefs START = new Prefs(ScreenSettings.DEFAULT, Bindings.NONE, List.of());

    Prefs {
        problems = List.copyOf(problems);
    }

    static Prefs of(Settings settings) {
        Bindings bindings = Bindings.of(settings.screen().keys());
        List<Problem> problems = new ArrayList<>(settings.warnings());
        problems.addAll(bindings.problems());
        return new Prefs(settings.screen(), bindings, problems);
    }

    /** The same with the mouse taken, or left to the terminal. */
    Prefs withMouse(boolean taken) {
        return new Prefs(screen.withMouse(taken), bindings, problems);
    }
}
