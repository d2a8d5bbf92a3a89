package io.millwright.tui;

import org.jspecify.annotations.Nullable;

/**
 * How a piece of text looks: its meaning and its attributes.
 *
 * <p>{@code dim} is drawn in the colour of {@link Role#MUTED} where there are colours: the terminal's own faint
 * attribute would break the contrast that themes promise. Colour and attributes are never the only carrier of a meaning.
 */
public record Style(Role role, boolean bold, boolean reverse, boolean dim, boolean strike, boolean underline) {
    public static final Style TEXT = of(Role.TEXT);
    public static final Style MUTED = of(Role.MUTED);
    public static final Style ACCENT = of(Role.ACCENT);
    public static final Style OK = of(Role.OK);
    public static final Style INFO = of(Role.INFO);
    public static final Style WARNING = of(Role.WARNING);
    public static final Style DEGRADED = of(Role.DEGRADED);
    public static final Style CRITICAL = of(Role.CRITICAL);
    public static final Style UNKNOWN = of(Role.UNKNOWN);
    public static final Style CHANGING = of(Role.CHANGING);
    public static final Style KEY = of(Role.KEY);
    public static final Style TITLE = of(Role.TITLE).asBold();
    public static final Style RULE = of(Role.RULE);
    public static final Style ERROR = of(Role.ERROR);
    public static final Style ADDED = of(Role.ADDED);
    public static final Style REMOVED = of(Role.REMOVED);

    /** A style without attributes. */
    public static Style of(Role role) {
        return new Style(role, false, false, false, false, false);
    }

    public Style asBold() {
        return new Style(role, true, reverse, dim, strike, underline);
    }

    public Style asReverse() {
        return new Style(role, bold, true, dim, strike, underline);
    }

    public Style asDim() {
        return new Style(role, bold, reverse, true, strike, underline);
    }

    public Style asStrike() {
        return new Style(role, bold, reverse, dim, true, underline);
    }

    public Style asUnderline() {
        return new Style(role, bold, reverse, dim, strike, true);
    }

    /** The role that decides the colour: dim text takes the muted one. */
    public Role ink() {
        return dim ? Role.MUTED : role;
    }

    // Written out, as the hash below: the ones that records bring are made at run time, and these are used before first
    // paint.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Style style && role == style.role && bits() == style.bits();
    }

    @Override
    public int hashCode() {
        return role.ordinal() * 32 + bits();
    }

    private int bits() {
        return (bold ? 1 : 0) + (reverse ? 2 : 0) + (dim ? 4 : 0) + (strike ? 8 : 0) + (underline ? 16 : 0);
    }
}
