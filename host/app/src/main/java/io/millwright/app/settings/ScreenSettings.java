package io.millwright.app.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user has set about the screen.
 *
 * @param mouse whether clicks and the wheel are for the program
 * @param keys names of keys by id of action, in the order of the file; {@code <disabled>} for none
 */
public record ScreenSettings(boolean mouse, Map<String, List<String>> keys) {
    /** Nothing set. */
    public static final ScreenSettings DEFAULT = new ScreenSettings(true, Map.of());

    public ScreenSettings {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** The same with the mouse taken, or left to the terminal. */
    public ScreenSettings withMouse(boolean taken) {
        return new ScreenSettings(taken, keys);
    }
}
