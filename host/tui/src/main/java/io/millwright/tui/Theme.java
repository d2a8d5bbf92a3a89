package io.millwright.tui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Colours for the roles, on the background that the theme paints itself: only so can it promise contrast. Text has at
 * least 7:1 in true colour and in 256 colours; with 16 colours the terminal's own palette decides.
 *
 * @param name as written in the configuration
 * @param background 0xRRGGBB
 * @param colours 0xRRGGBB for each role
 * @param plain whether no colour is sent at any depth
 */
public record Theme(String name, int background, Map<Role, Integer> colours, boolean dark, boolean plain) {
    public static final Theme DARK = new Theme(
            "dark",
            0x101418,
            roles(
                    0xe6e6e6, 0xb0b8c0, 0x8ec7ff, 0x7fd88f, 0x9cc9f5, 0xf2c94c, 0xffab70, 0xff9a9a, 0xc8b6ff, 0x6fdcdc,
                    0xffd787, 0xffffff, 0x65707a, 0xff9a9a, 0x7fd88f, 0xff9a9a),
            true,
            false);

    public static final Theme LIGHT = new Theme(
            "light",
            0xffffff,
            roles(
                    0x1a1a1a, 0x4a525c, 0x004a99, 0x0b5a1e, 0x0b4f86, 0x5c2e00, 0x7a2e00, 0xa5001a, 0x5b2a9d, 0x00545c,
                    0x7a2f6f, 0x000000, 0x808080, 0xa5001a, 0x0b5a1e, 0xa5001a),
            false,
            false);

    public static final Theme HIGH_CONTRAST = new Theme(
            "high-contrast",
            0x000000,
            roles(
                    0xffffff, 0xe0e0e0, 0x87d7ff, 0x5fff87, 0xafd7ff, 0xffff5f, 0xffaf5f, 0xffafaf, 0xd7afff, 0x5fffff,
                    0xffff87, 0xffffff, 0xa8a8a8, 0xffafaf, 0x5fff87, 0xffafaf),
            true,
            false);

    /** Blue, yellow, orange and pale pink, which stay apart for those who see red and green alike. */
    public static final Theme DEUTERANOPIA = new Theme(
            "deuteranopia",
            0x000000,
            roles(
                    0xffffff, 0xd0d0d0, 0x87d7ff, 0x5fafff, 0xafd7ff, 0xffff00, 0xff8700, 0xffd7ff, 0xd7d7d7, 0x87d7ff,
                    0xffff87, 0xffffff, 0xa8a8a8, 0xffd7ff, 0x5fafff, 0xff8700),
            true,
            false);

    /** Teal, cream, pink and orange, which stay apart for those who see blue and yellow alike. */
    public static final Theme TRITANOPIA = new Theme(
            "tritanopia",
            0x000000,
            roles(
                    0xffffff, 0xd0d0d0, 0x5fffff, 0x00d7d7, 0xafffff, 0xffffd7, 0xffafaf, 0xff8700, 0xd7d7d7, 0x5fffff,
                    0xffd7d7, 0xffffff, 0xa8a8a8, 0xff8700, 0x00d7d7, 0xffafaf),
            true,
            false);

    public static final Theme MONO = new Theme("mono", 0x000000, DARK.colours, true, true);

    /** What text of a theme of the user's own has at least: that of WCAG's level AA. */
    public static final double LEAST = 4.5;

    /** What lines have at least, which carry no text. */
    private static final double LEAST_OF_LINES = 1.5;

    public Theme {
        colours = Map.copyOf(colours);
    }

    /** All themes that come with the program. */
    public static List<Theme> all() {
        return List.of(DARK, LIGHT, HIGH_CONTRAST, DEUTERANOPIA, TRITANOPIA, MONO);
    }

    /** The theme of that name. */
    public static Optional<Theme> named(String name) {
        return all().stream().filter(theme -> theme.name.equals(name)).findFirst();
    }

    /**
     * A theme of the user's own: like this one, but for that background and those colours, each made as light or dark as it takes to be legible.
     *
     * @param other its name
     * @param ground its background; empty for this theme's
     */
    public Theme with(String other, Optional<Integer> ground, Map<Role, Integer> others) {
        int behind = ground.orElse(background);
        Map<Role, Integer> all = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            all.put(role, Rgb.legible(others.getOrDefault(role, colour(role)), behind, least(role)));
        }
        boolean isDark = Rgb.contrast(0xffffff, behind) >= Rgb.contrast(0x000000, behind);
        return new Theme(other, behind, all, isDark, false);
    }

    private static double least(Role role) {
        return role == Role.RULE ? LEAST_OF_LINES : LEAST;
    }

    /** 0xRRGGBB. */
    public int colour(Role role) {
        return colours.getOrDefault(role, 0xffffff);
    }

    /** The entry of the 16-colour palette, 0 to 15; red, green and so on as the user's terminal has them. */
    public int ansi(Role role) {
        int bright = dark ? 8 : 0;
        return switch (role) {
            case TEXT, MUTED -> dark ? 7 : 0;
            case TITLE -> dark ? 15 : 0;
            case ACCENT, INFO -> 4 + bright;
            case OK, ADDED -> 2 + bright;
            case WARNING, KEY -> 3 + bright;
            case DEGRADED, UNKNOWN -> 5 + bright;
            case CRITICAL, ERROR, REMOVED -> 1 + bright;
            case CHANGING -> 6 + bright;
            case RULE -> dark ? 7 : 8;
        };
    }

    private static Map<Role, Integer> roles(int... colours) {
        Map<Role, Integer> map = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            map.put(role, colours[role.ordinal()]);
        }
        return map;
    }
}
