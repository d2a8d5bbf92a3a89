package io.millwright.tui;

/** The signs of the visual language: the same on every page, in the documentation and, as words, in JSON. */
public enum Sign {
    OK("●", "O", "OK", Role.OK),
    INFO("i", "i", "Info", Role.INFO),
    WARNING("▲", "!", "Warning", Role.WARNING),
    DEGRADED("◆", "#", "Degraded", Role.DEGRADED),
    CRITICAL("✖", "X", "Critical", Role.CRITICAL),
    UNKNOWN("◌", "?", "Unknown", Role.UNKNOWN),
    CHANGING("⟳", "~", "Changing", Role.CHANGING),
    PAUSED("‖", "=", "Paused", Role.INFO),
    ABSENT("·", ".", "not installed", Role.MUTED);

    private final String unicode;
    private final String ascii;
    private final String word;
    private final Role role;

    Sign(String unicode, String ascii, String word, Role role) {
        this.unicode = unicode;
        this.ascii = ascii;
        this.word = word;
        this.role = role;
    }

    /** One cell wide. {@link Surface} puts it on the ladder of icons. */
    public String glyph(Glyphs glyphs) {
        return glyphs.isPlain() ? ascii : unicode;
    }

    /** The word that goes with the sign. */
    public String word() {
        return word;
    }

    public Style style() {
        return Style.of(role);
    }
}
