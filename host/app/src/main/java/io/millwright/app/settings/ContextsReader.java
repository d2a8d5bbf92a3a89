package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millwright.tui.Role;
import io.millwright.tui.Theme;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what is set under {@code contexts}. Where that may have said that a context is read-only, all are until it is corrected. */
final class ContextsReader {
    static final String SECTION = "contexts";
    static final String READ_ONLY = "readOnly";
    static final String THEME = "theme";
    static final int LONGEST_LABEL = 12;
    static final Set<String> CONTEXT = Set.of(
            "label", "colour", READ_ONLY, "aliases", "hotkeys", "kinds", "namespaces", THEME, ProgramsReader.SECTION);
    static final Map<String, Role> COLOURS = Map.of(
            "red", Role.CRITICAL,
            "orange", Role.DEGRADED,
            "yellow", Role.WARNING,
            "green", Role.OK,
            "blue", Role.INFO,
            "cyan", Role.CHANGING);

    private final SettingsReader reader;
    private final Map<String, Theme> own;

    /** @param own the user's own themes */
    ContextsReader(SettingsReader reader, Map<String, Theme> own) {
        this.reader = reader;
        this.own = own;
    }

    /** Both, of which the first counts before the second, pattern by pattern and setting by setting. */
    static ObjectNode before(ObjectNode first, ObjectNode second) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : first.properties()) {
            both.set(
                    field.getKey(),
                    field.getValue() instanceof ObjectNode set && second.get(field.getKey()) instanceof ObjectNode other
                            ? within(set, other.deepCopy())
                            : field.getValue());
        }
        for (Map.Entry<String, JsonNode> field : second.properties()) {
            both.putIfAbsent(field.getKey(), field.getValue());
        }
        return both;
    }

    /** Maps of words are both's. */
    private static ObjectNode within(ObjectNode first, ObjectNode second) {
        for (Map.Entry<String, JsonNode> field : first.properties()) {
            if (field.getValue() instanceof ObjectNode map && second.get(field.getKey()) instanceof ObjectNode known) {
                known.setAll(map);
            } else {
                second.set(field.getKey(), field.getValue());
            }
        }
        return second;
    }

    ContextRules read(JsonNode root) {
        JsonNode all = root.path(SECTION);
        if (!all.isObject() && !all.isMissingNode() && !all.isNull()) {
            reader.close("/" + SECTION, "'" + SECTION + "' must be a map");
        }
        Map<String, ContextSettings> rules = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            JsonNode set = field.getValue();
            String at = Places.at("/" + SECTION, field.getKey());
            if (!set.isObject()) {
                reader.close(
                        at,
                        "'" + field.getKey() + "' of '" + SECTION + "' must be a map of "
                                + String.join(", ", SettingsReader.sorted(CONTEXT)));
                continue;
            }
            reader.unknown(set, at, CONTEXT, "setting of contexts");
            rules.put(
                    field.getKey(),
                    new ContextSettings(
                            look(field.getKey(), set, at),
                            readOnly(set, at),
                            reader.words(set, at, "aliases", true),
                            reader.words(set, at, "hotkeys", false),
                            reader.kinds(set, at),
                            SettingsReader.texts(set, at, "namespaces", reader::warn),
                            theme(set, at),
                            new ProgramsReader(reader).read(set, at)));
        }
        return new ContextRules(rules, theme(root, ""));
    }

    /** The theme that is named there; none where that is left to the terminal. */
    private Optional<Theme> theme(JsonNode set, String at) {
        String name = set.path(THEME).asText(SettingsReader.AUTO);
        reader.theme(name, Places.at(at, THEME));
        return Optional.ofNullable(own.get(name)).or(() -> Theme.named(name));
    }

    private Optional<ContextLook> look(String pattern, JsonNode set, String at) {
        if (!set.has("label") && !set.has("colour")) {
            return Optional.empty();
        }
        String label = set.path("label").asText("").strip();
        Optional<Role> colour =
                Optional.ofNullable(COLOURS.get(set.path("colour").asText("red")));
        if (label.length() > LONGEST_LABEL || colour.isEmpty()) {
            reader.warn(
                    at,
                    "'" + pattern + "' of '" + SECTION + "' has to have a 'label' of at most " + LONGEST_LABEL
                            + " letters and a 'colour', one of "
                            + String.join(", ", SettingsReader.sorted(COLOURS.keySet())));
            return Optional.empty();
        }
        return Optional.of(new ContextLook(label, colour.get()));
    }

    private Optional<Boolean> readOnly(JsonNode set, String at) {
        JsonNode node = set.path(READ_ONLY);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            reader.close(Places.at(at, READ_ONLY), "'" + READ_ONLY + "' is true or false");
        }
        return Optional.of(node.asBoolean(true));
    }
}
