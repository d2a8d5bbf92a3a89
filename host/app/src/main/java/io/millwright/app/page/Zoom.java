package io.millwright.app.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of the room the detail beside a list has. */
enum Zoom {
    /** None: the list is alone. */
    LIST,
    /** Less than the list. */
    NORMAL,
    /** As much as the list. */
    HALF,
    /** All of it. */
    FULL;

    /** By the word under which it is remembered; what takes all the room is a moment's look, and isn't. */
    static Optional<Zoom> ofWord(String word) {
        return Arrays.stream(values())
                .filter(z -> z != FULL && z.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Zoom more() {
        return values()[Math.min(FULL.ordinal(), ordinal() + 1)];
    }

    Zoom less() {
        return values()[Math.max(LIST.ordinal(), ordinal() - 1)];
    }
}
