package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.millwright.tui.Rgb;
import io.millwright.tui.Role;
import io.millwright.tui.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes themes of k9s' skins. A skin colours each part of its pictures, a theme what a piece of text means, so that most of a skin's colours have
 * nothing that they would be for; those that are taken are made as light or dark as it takes to read them.
 */
final class K9sSkins {
    /** Where in a skin the colour of a role stands; the first that is there counts. */
    private static final Map<Role, List<String>> PLACES = new EnumMap<>(Map.ofEntries(
            Map.entry(Role.TEXT, List.of("views.table.fgColor", "body.fgColor")),
            Map.entry(Role.MUTED, List.of("frame.status.completedColor")),
            Map.entry(Role.ACCENT, List.of("body.logoColor", "frame.title.highlightColor")),
            Map.entry(Role.OK, List.of("frame.status.addColor")),
            Map.entry(Role.INFO, List.of("frame.status.newColor")),
            Map.entry(Role.WARNING, List.of("frame.status.highlightColor")),
            Map.entry(Role.DEGRADED, List.of("frame.status.pendingColor")),
            Map.entry(Role.CRITICAL, List.of("frame.status.errorColor")),
            Map.entry(Role.UNKNOWN, List.of("frame.status.killColor")),
            Map.entry(Role.CHANGING, List.of("frame.status.modifyColor")),
            Map.entry(Role.KEY, List.of("frame.menu.keyColor")),
            Map.entry(Role.TITLE, List.of("views.table.header.fgColor")),
            Map.entry(Role.RULE, List.of("frame.border.fgColor")),
            Map.entry(Role.ERROR, List.of("frame.status.errorColor")),
            Map.entry(Role.ADDED, List.of("frame.status.addColor")),
            Map.entry(Role.REMOVED, List.of("frame.status.errorColor"))));

    /** The names that k9s' own skins use, as W3C defines them. */
    private static final Map<String, String> NAMES = names();

    private final K9sTaken taken;
    private final Path folder;
    private final Map<String, Optional<String>> known = new HashMap<>();

    /** @param folder k9s' folder of skins */
    K9sSkins(K9sTaken taken, Path folder) {
        this.taken = taken;
        this.folder = folder;
    }

    /** Makes a theme of that skin, once; its name, or empty where nothing can be made of it. */
    Optional<String> theme(String skin) {
        return known.computeIfAbsent(skin, this::made);
    }

    private Optional<String> made(String skin) {
        String shown = "skins/" + skin + ".yaml";
        Path file = folder.resolve(skin + ".yaml");
        if (!Files.isRegularFile(file)) {
            taken.refuse(shown, "skin " + skin, "there is no such file");
            return Optional.empty();
        }
        String name = SettingsReader.THEMES.contains(skin) ? "k9s-" + skin : skin;
        List<String> made = new ArrayList<>();
        taken.file(file, shown, root -> {
            if (theme(shown, name, root.path("k9s"))) {
                made.add(name);
            }
        });
        return made.stream().findFirst();
    }

    private boolean theme(String file, String name, JsonNode skin) {
        Optional<Integer> background = colour(file, "body.bgColor", skin);
        Map<Role, Integer> wanted = new EnumMap<>(Role.class);
        PLACES.forEach((role, places) -> places.stream()
                .filter(p -> !at(skin, p).isMissingNode())
                .findFirst()
                .flatMap(p -> colour(file, p, skin))
                .ifPresent(c -> wanted.put(role, c)));
        if (background.isEmpty() && wanted.isEmpty()) {
            taken.refuse(file, "the whole skin", "none of its colours has anything that it could be for");
            return false;
        }
        Theme base = background.map(K9sSkins::isLight).orElse(false) ? Theme.LIGHT : Theme.DARK;
        Theme theme = base.with(name, background, wanted);
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(ThemesReader.LIKE, base.name());
        background.ifPresent(c -> written.put(ThemesReader.BACKGROUND, ThemesReader.written(c)));
        wanted.keySet().forEach(r -> written.put(ThemesReader.word(r), ThemesReader.written(theme.colour(r))));
        taken.all().into(ThemesReader.SECTION, name, written);
        List<String> changed = wanted.entrySet().stream()
                .filter(e -> theme.colour(e.getKey()) != e.getValue())
                .map(e -> ThemesReader.word(e.getKey()))
                .toList();
        taken.accept(
                file,
                wanted.size() + " of its colours",
                "theme " + name
                        + (changed.isEmpty()
                                ? ""
                                : "; " + String.join(", ", changed) + (base.dark() ? " lighter" : " darker")
                                        + ", to be read on its background"));
        return true;
    }

    private static boolean isLight(int colour) {
        return Rgb.contrast(0x000000, colour) > Rgb.contrast(0xffffff, colour);
    }

    private static JsonNode at(JsonNode skin, String place) {
        JsonNode node = skin;
        for (String key : place.split("\\.", -1)) {
            node = node.path(key);
        }
        return node;
    }

    private Optional<Integer> colour(String file, String place, JsonNode skin) {
        String text = at(skin, place).asText("").toLowerCase(Locale.ROOT);
        String colour = NAMES.getOrDefault(text, text);
        if (colour.matches(ThemesReader.COLOUR)) {
            return Optional.of(Integer.parseInt(colour.substring(1), 16));
        }
        if (!text.isEmpty()) {
            taken.refuse(
                    file,
                    place + " " + text,
                    text.equals("default") || text.equals("-")
                            ? "a theme paints all that it shows; what is the terminal's own can't be read off"
                            : "there is no such colour here; write it as '#rrggbb'");
        }
        return Optional.empty();
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        String all = "aqua 00ffff,black 000000,blue 0000ff,cadetblue 5f9ea0,coral ff7f50,cornflowerblue 6495ed,"
                + "crimson dc143c,cyan 00ffff,darkblue 00008b,darkgray a9a9a9,darkgreen 006400,darkorange ff8c00,"
                + "darkred 8b0000,darkslateblue 483d8b,darkslategray 2f4f4f,deepskyblue 00bfff,dodgerblue 1e90ff,"
                + "forestgreen 228b22,fuchsia ff00ff,gold ffd700,goldenrod daa520,gray 808080,green 008000,"
                + "greenyellow adff2f,hotpink ff69b4,indianred cd5c5c,khaki f0e68c,lightblue add8e6,lightgray d3d3d3,"
                + "lightgreen 90ee90,lightskyblue 87cefa,lightslategray 778899,lightyellow ffffe0,lime 00ff00,"
                + "limegreen 32cd32,magenta ff00ff,maroon 800000,mediumpurple 9370db,mediumseagreen 3cb371,"
                + "mediumspringgreen 00fa9a,mediumvioletred c71585,midnightblue 191970,navajowhite ffdead,navy 000080,"
                + "olive 808000,orange ffa500,orangered ff4500,orchid da70d6,palegreen 98fb98,papayawhip ffefd5,"
                + "pink ffc0cb,plum dda0dd,powderblue b0e0e6,purple 800080,red ff0000,royalblue 4169e1,salmon fa8072,"
                + "seagreen 2e8b57,silver c0c0c0,skyblue 87ceeb,slateblue 6a5acd,slategray 708090,springgreen 00ff7f,"
                + "steelblue 4682b4,tan d2b48c,teal 008080,tomato ff6347,turquoise 40e0d0,violet ee82ee,wheat f5deb3,"
                + "white ffffff,whitesmoke f5f5f5,yellow ffff00,yellowgreen 9acd32";
        for (String pair : all.split(",", -1)) {
            String[] parts = pair.split(" ", 2);
            names.put(parts[0], "#" + parts[1]);
        }
        return names;
    }
}
