package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.millwright.tui.Rgb;
import io.millwright.tui.Role;
import io.millwright.tui.Theme;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the user's own themes. */
final class ThemesReader {
    static final String SECTION = "themes";
    static final String LIKE = "like";
    static final String BACKGROUND = "background";
    static final String COLOUR = "#[0-9a-fA-F]{6}";

    /** What a theme of one's own can be like: those that have colours. */
    static final Set<String> BASES =
            Theme.all().stream().filter(t -> !t.plain()).map(Theme::name).collect(Collectors.toUnmodifiableSet());

    /** The words for what a piece of text means. */
    static final Set<String> ROLES =
            Stream.of(Role.values()).map(ThemesReader::word).collect(Collectors.toUnmodifiableSet());

    static final Set<String> THEME =
            Stream.concat(Stream.of(LIKE, BACKGROUND), ROLES.stream()).collect(Collectors.toUnmodifiableSet());

    private final SettingsReader reader;

    ThemesReader(SettingsReader reader) {
        this.reader = reader;
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** {@code #50fa7b}. */
    static String written(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    Map<String, Theme> read(JsonNode root) {
        Map<String, Theme> themes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : reader.map(root, "", SECTION).properties()) {
            String name = field.getKey();
            String at = Places.at("/" + SECTION, name);
            if (SettingsReader.THEMES.contains(name)) {
                reader.warn(at, "the theme '" + name + "' comes with the program; give yours another name");
            } else if (!field.getValue().isObject()) {
                reader.warn(
                        at,
                        "'" + name + "' of '" + SECTION + "' must be a map of "
                                + String.join(", ", new TreeSet<>(THEME)));
            } else {
                themes.put(name, theme(name, field.getValue(), at));
            }
        }
        return themes;
    }

    private Theme theme(String name, JsonNode set, String at) {
        reader.unknown(set, at, THEME, "colour of a theme");
        Optional<Integer> background = colour(set, BACKGROUND, at);
        Map<Role, Integer> colours = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            colour(set, word(role), at).ifPresent(c -> colours.put(role, c));
        }
        Theme theme = base(set, background, at).with(name, background, colours);
        colours.forEach((role, wanted) -> {
            int drawn = theme.colour(role);
            if (drawn != wanted) {
                reader.warn(
                        Places.at(at, word(role)),
                        "'" + word(role) + "' " + written(wanted) + " can't be read well on "
                                + written(theme.background())
                                + String.format(
                                        Locale.ROOT,
                                        ", with a contrast of %.1f:1",
                                        Rgb.contrast(wanted, theme.background()))
                                + "; it is drawn as " + written(drawn));
            }
        });
        return theme;
    }

    private Theme base(JsonNode set, Optional<Integer> background, String at) {
        boolean light = background.isPresent()
                && Rgb.contrast(0x000000, background.get()) > Rgb.contrast(0xffffff, background.get());
        Theme usual = light ? Theme.LIGHT : Theme.DARK;
        if (!set.has(LIKE)) {
            return usual;
        }
        String like = set.path(LIKE).asText();
        if (!BASES.contains(like)) {
            reader.warn(
                    Places.at(at, LIKE),
                    "a theme is like one of " + String.join(", ", SettingsReader.sorted(BASES)) + ", not '" + like
                            + "'");
        }
        return BASES.contains(like) ? Theme.named(like).orElse(usual) : usual;
    }

    private Optional<Integer> colour(JsonNode set, String key, String at) {
        if (!set.has(key)) {
            return Optional.empty();
        }
        String text = set.path(key).asText();
        if (!text.matches(COLOUR)) {
            reader.warn(Places.at(at, key), "'" + key + "' is no colour; colours are written '#50fa7b', in quotes");
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text.substring(1), 16));
    }
}
