package io.millwright.app.page;

import java.util.Optional;

/**
 * What the user did to the detail beside the lists, and what was read for it.
 *
 * @param chosen how much room it has; empty for what suits the width of the screen
 * @param yaml whether an object is shown as YAML, not described
 * @param key of the detail that is shown; empty for none
 * @param top the first line in sight
 */
record Side(Optional<Zoom> chosen, boolean yaml, String key, int top, Reading reading) {
    static final Side START = new Side(Optional.empty(), false, "", 0, Reading.NOTHING);

    Side zoomed(Zoom to) {
        return new Side(Optional.of(to), yaml, key, top, reading);
    }

    Side turned() {
        return new Side(chosen, !yaml, key, 0, reading);
    }

    Side scrolled(int to) {
        return new Side(chosen, yaml, key, Math.max(0, to), reading);
    }

    /** Of another row: its text is shown from the top. */
    Side of(String other) {
        return other.equals(key) ? this : new Side(chosen, yaml, other, 0, reading);
    }

    Side with(Reading other) {
        return other == reading ? this : new Side(chosen, yaml, key, top, other);
    }
}
