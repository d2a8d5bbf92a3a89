package io.millwright.app.page;

import java.util.Optional;

/**
 * What the user did to the detail beside the lists, and what was read for it.
 *
 * @param chosen how much room it has; empty for what suits the width of the screen
 * @param tab what is shown of an object
 * @param key of the detail that is shown; empty for none
 * @param top the first line in sight; of a log, how far its newest line is below what is in sight
 * @param apart what the tab reads by itself
 */
record Side(Optional<Zoom> chosen, Beside tab, String key, int top, Reading reading, ReadApart apart) {
    static final Side START = new Side(Optional.empty(), Beside.DESCRIPTION, "", 0, Reading.NOTHING, ReadApart.NOTHING);

    Side zoomed(Zoom to) {
        return new Side(Optional.of(to), tab, key, top, reading, apart);
    }

    Side turned(Beside to) {
        return new Side(chosen, to, key, 0, reading, apart);
    }

    Side scrolled(int to) {
        return new Side(chosen, tab, key, Math.max(0, to), reading, apart);
    }

    /** Of another row: its text is shown from the top. */
    Side of(String other) {
        return other.equals(key) ? this : new Side(chosen, tab, other, 0, reading, apart);
    }

    Side with(Reading other) {
        return other == reading ? this : new Side(chosen, tab, key, top, other, apart);
    }

    Side with(ReadApart other) {
        return other == apart ? this : new Side(chosen, tab, key, top, reading, other);
    }
}
