package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the settings file. A broken file is a warning and the defaults, never a reason not to start. */
public final class SettingsReader {
    private static final Set<String> KEYS = Set.of("theme", "readOnlyContexts", "pluginFolders", "mouse", "screenReader", "keys");
    private static final Set<String> THEMES = Set.of("auto", "dark", "light", "high-contrast", "mono");

    private final Path file;
    private final List<Problem> warnings = new ArrayList<>();

    private SettingsReader(Path file) {
        this.file = file;
    }

    /** The settings of that file; the defaults where there is none. */
    public static Settings read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Settings.DEFAULT;
        }
        SettingsReader reader = new SettingsReader(file);
        try {
            return reader.settings(new YAMLMapper().readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            String line = where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
            reader.warn(line
                    + String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""));
        } catch (IOException e) {
            reader.warn(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return new Settings("auto", List.of(), List.of(), ScreenSettings.DEFAULT, reader.warnings);
    }

    private Settings settings(JsonNode root) {
        if (!root.isObject()) {
            if (!root.isMissingNode() && !root.isNull()) {
                warn("it is no map of settings");
            }
            return new Settings("auto", List.of(), List.of(), ScreenSettings.DEFAULT, warnings);
        }
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (!KEYS.contains(field.getKey())) {
                warn("there is no setting '" + field.getKey() + "'; the settings are "
                        + String.join(", ", sorted(KEYS)));
            }
        }
        String theme = root.path("theme").asText("auto");
        if (!THEMES.contains(theme)) {
            warn("there is no theme '" + theme + "'; the themes are " + String.join(", ", sorted(THEMES)));
            theme = "auto";
        }
        flag(root, "screenReader", false); // the first picture needs it, so Glance has read it
        return new Settings(
                theme,
                texts(root, "readOnlyContexts"),
                texts(root, "pluginFolders").stream().map(Path::of).toList(),
                new ScreenSettings(flag(root, "mouse", true), lists(root, "keys")),
                warnings);
    }

    private List<String> texts(JsonNode root, String key) {
        JsonNode node = root.path(key);
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> texts.add(n.asText()));
        } else if (!node.isMissingNode()) {
            warn("'" + key + "' must be a list");
        }
        return texts;
    }

    /** A map of lists, where one text may stand for a list of one. */
    private Map<String, List<String>> lists(JsonNode root, String key) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        JsonNode node = root.path(key);
        if (!node.isObject()) {
            if (!node.isMissingNode() && !node.isNull()) {
                warn("'" + key + "' must be a map");
            }
            return lists;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            lists.put(
                    field.getKey(),
                    field.getValue().isArray()
                            ? texts(node, field.getKey())
                            : List.of(field.getValue().asText()));
        }
        return lists;
    }

    private boolean flag(JsonNode root, String key, boolean otherwise) {
        JsonNode node = root.path(key);
        if (!node.isBoolean() && !node.isMissingNode()) {
            warn("'" + key + "' is true or false");
        }
        return node.asBoolean(otherwise);
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    private void warn(String why) {
        warnings.add(Problem.user(
                "read the settings",
                "file " + file,
                why,
                "Correct the file; until then what was not understood is as if not set."));
    }
}
