package io.millwright.app.page;

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

    Zoom more() {
        return values()[Math.min(FULL.ordinal(), ordinal() + 1)];
    }

    Zoom less() {
        return values()[Math.max(LIST.ordinal(), ordinal() - 1)];
    }
}
