package io.millwright.app.page;

/** What there is to see of an object beside its list, in the order in which one turns to it. */
enum Beside {
    DESCRIPTION("describe"),
    YAML("YAML"),
    EVENTS("events"),
    LOG("log"),
    TREE("tree");

    private final String word;

    Beside(String word) {
        this.word = word;
    }

    /** What its tab is called. */
    String word() {
        return word;
    }

    Beside next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** Whether it is read by itself: it isn't known with the object. */
    boolean isReadApart() {
        return this == LOG || this == TREE;
    }
}
