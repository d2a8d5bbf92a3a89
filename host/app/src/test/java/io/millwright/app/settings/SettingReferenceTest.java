package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millwright.app.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference of settings and the schema for editors are made here, from the settings that there are. */
class SettingReferenceTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Marks what is a name of the user's own. */
    private static final String OWN = "$comment";

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void theSchemaForEditorsIsThatOfTheSettings() throws JsonProcessingException {
        Golden.matches(Path.of("../../docs/reference/settings.schema.json"), JSON.writeValueAsString(schema()) + "\n");
    }

    @Test
    void theReferenceSaysOfEachSettingWhatItDoesAndWhyItIsOne() {
        String rows = Arrays.stream(Setting.values())
                .map(s -> "| `" + s.key() + "` | " + s.does() + " | " + s.otherwise() + " | " + s.reason() + " |\n")
                .collect(Collectors.joining());
        Golden.matches(Path.of("../../docs/reference/settings.md"), """
                # Settings

                All that can be set in `config.yaml`, made from the program. How the file is found and read: [The screen](../screen.md#settings).
                Editors that know JSON Schema complete and check it by [settings.schema.json](settings.schema.json).

                | setting | what it does | without it | why no default can do |
                | --- | --- | --- | --- |
                """ + rows);
    }

    @ParameterizedTest
    @EnumSource
    void eachSettingIsExplainedInWholeSentences(Setting setting) {
        assertThat(Stream.of(setting.does(), setting.reason()))
                .allSatisfy(text -> assertThat(text).matches("[A-Z*].{20,}\\."));
        assertThat(setting.otherwise()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    void theReaderTakesWhatTheSchemaAllows(Setting setting) throws IOException {
        for (JsonNode value : allowed(type(setting))) {
            assertThat(read(setting, value).warnings()).as(value.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theReaderSaysWhatTheSchemaForbids(Setting setting) throws IOException {
        JsonNode forbidden = JSON.getNodeFactory()
                .textNode("forbidden by every type of the schema but that of a text, and by every list of words");
        assertThat(read(setting, forbidden).warnings()).isNotEmpty();
        if (type(setting).has("additionalProperties")
                && type(setting).at("/additionalProperties/type").asText().equals("object")) {
            JsonNode unknown =
                    JSON.createObjectNode().set("x", JSON.createObjectNode().put("forbidden", true));
            assertThat(read(setting, unknown).warnings()).as(unknown.toString()).isNotEmpty();
        }
    }

    private Settings read(Setting setting, JsonNode value) throws IOException {
        String text = JSON.writeValueAsString(JSON.createObjectNode().set(setting.key(), value));
        return SettingsReader.read(Files.writeString(folder.resolve("config.yaml"), text));
    }

    /** Values that a schema of the forms used here allows: each word, each type, a map with all that can be in it. */
    private static List<JsonNode> allowed(JsonNode type) {
        if (type.has("enum")) {
            return type.path("enum").valueStream().toList();
        }
        if (type.has("anyOf")) {
            return type.path("anyOf")
                    .valueStream()
                    .filter(t -> !t.has(OWN))
                    .flatMap(t -> allowed(t).stream())
                    .toList();
        }
        return switch (type.path("type").asText()) {
            case "boolean" ->
                List.of(
                        JSON.getNodeFactory().booleanNode(true),
                        JSON.getNodeFactory().booleanNode(false));
            case "string" ->
                type.has("examples")
                        ? type.path("examples").valueStream().toList()
                        : List.of(JSON.getNodeFactory().textNode("x"));
            case "integer" -> Stream.of("minimum", "maximum").map(type::path).toList();
            case "number" -> List.of(JSON.getNodeFactory().numberNode(3));
            case "array" ->
                List.of(JSON.createArrayNode(), JSON.createArrayNode().add("x"));
            default ->
                type.path("additionalProperties").isObject()
                        ? allowed(type.path("additionalProperties")).stream()
                                .<JsonNode>map(v -> JSON.createObjectNode().set("x", v))
                                .toList()
                        : type.path("properties")
                                .propertyStream()
                                .flatMap(p -> allowed(p.getValue()).stream()
                                        .<JsonNode>map(
                                                v -> JSON.createObjectNode().set(p.getKey(), v)))
                                .toList();
        };
    }

    private static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Millwright's settings");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (Setting setting : Setting.values()) {
            ObjectNode described = properties.putObject(setting.key());
            described.put("description", setting.does() + " Without it: " + setting.otherwise() + ".");
            described.setAll(type(setting));
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode type(Setting setting) {
        return switch (setting) {
            case THEME -> theme();
            case THEMES -> map(object(colours(), ThemesReader.THEME));
            case NOTICE ->
                oneOf(Stream.concat(Stream.of("none"), SettingsReader.NOTICES.keySet().stream())
                        .toList());
            case SIGNS -> oneOf(SettingsReader.SIGNS);
            case KEY_PROFILE -> oneOf(KeyProfile.words());
            case MOUSE, SCREEN_READER, BELL, BREADCRUMBS, CACHE_LISTS -> of("boolean");
            case LOGS ->
                object(
                        Map.of(
                                "tail", whole(1, DisplayReader.MOST_LINES),
                                "lines", whole(DisplayReader.LEAST_LINES, DisplayReader.MOST_LINES),
                                "since", span()),
                        DisplayReader.LOGS);
            case THRESHOLDS -> object(Map.of("cpu", level(), "memory", level()), DisplayReader.THRESHOLDS);
            case READ_ONLY_CONTEXTS, PLUGIN_FOLDERS, NAMESPACES, COPY -> texts();
            case ALIASES, HOTKEYS -> map(of("string").put("minLength", 1));
            case KEYS -> {
                ObjectNode either = JSON.createObjectNode();
                either.putArray("anyOf").add(of("string")).add(texts());
                yield map(either);
            }
            case MIXES -> map(texts());
            case KINDS -> kinds();
            case PROGRAMS -> programs();
            case JUMPS -> {
                ObjectNode kinds = JSON.createObjectNode();
                kinds.putArray("anyOf").add(of("string")).add(texts());
                yield map(object(
                        Map.of(
                                "key", of("string"),
                                "from", kinds,
                                "to", of("string"),
                                "labels", of("string"),
                                "fields", of("string"),
                                "object", of("string"),
                                "namespace", of("string")),
                        UserJump.JUMP));
            }
            case CONTEXTS ->
                map(object(
                        Map.of(
                                "label", of("string").put("maxLength", ContextsReader.LONGEST_LABEL),
                                "colour", oneOf(ContextsReader.COLOURS.keySet()),
                                "readOnly", of("boolean"),
                                "aliases", map(of("string").put("minLength", 1)),
                                "hotkeys", map(of("string").put("minLength", 1)),
                                "kinds", kinds(),
                                "namespaces", texts(),
                                "theme", theme(),
                                "programs", programs()),
                        ContextsReader.CONTEXT));
        };
    }

    /** One that comes with the program, or one of the user's own, of which the schema knows nothing. */
    private static ObjectNode theme() {
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf")
                .add(oneOf(SettingsReader.THEMES))
                .add(of("string").put(OWN, "a name under 'themes'"));
        return either;
    }

    private static ObjectNode colour() {
        ObjectNode colour = of("string").put("pattern", "^" + ThemesReader.COLOUR + "$");
        colour.putArray("examples").add("#ffffff");
        return colour;
    }

    private static Map<String, ObjectNode> colours() {
        Map<String, ObjectNode> colours = new HashMap<>();
        ThemesReader.ROLES.forEach(r -> colours.put(r, colour()));
        colours.put(ThemesReader.BACKGROUND, colour());
        colours.put(ThemesReader.LIKE, oneOf(ThemesReader.BASES));
        return colours;
    }

    private static ObjectNode kinds() {
        return map(object(
                Map.of("columns", texts(), "sort", of("string"), "descending", of("boolean")), SettingsReader.KIND));
    }

    private static ObjectNode programs() {
        return map(object(
                Map.of(
                        "key", of("string"),
                        "says", of("string"),
                        "kinds", texts(),
                        "run", texts(),
                        "harmless", of("boolean"),
                        "pipes", texts(),
                        "background", of("boolean"),
                        "inputs", map(input())),
                SettingsReader.PROGRAM));
    }

    private static ObjectNode input() {
        ObjectNode value = JSON.createObjectNode();
        value.putArray("anyOf").add(of("string")).add(of("number")).add(of("boolean"));
        return object(
                Map.of(
                        "label", of("string"),
                        "type", oneOf(ProgramInput.TYPES),
                        "required", of("boolean"),
                        "default", value,
                        "choices", texts()),
                SettingsReader.INPUT);
    }

    private static ObjectNode level() {
        ObjectNode percent = whole(1, DisplayReader.HIGHEST);
        return object(Map.of("warning", percent, "critical", percent), DisplayReader.LEVEL);
    }

    private static ObjectNode whole(int least, int most) {
        return of("integer").put("minimum", least).put("maximum", most);
    }

    private static ObjectNode span() {
        ObjectNode type = of("string");
        type.putArray("examples").add("15m").add("2h30m");
        return type;
    }

    private static ObjectNode of(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode oneOf(Collection<String> words) {
        ObjectNode type = JSON.createObjectNode();
        ArrayNode all = type.putArray("enum");
        words.stream().sorted().forEach(all::add);
        return type;
    }

    private static ObjectNode texts() {
        ObjectNode type = of("array");
        type.putObject("items").put("type", "string");
        return type;
    }

    private static ObjectNode map(ObjectNode values) {
        ObjectNode type = of("object");
        type.set("additionalProperties", values);
        return type;
    }

    /** @param known those that the reader knows, which have to be the same */
    private static ObjectNode object(Map<String, ObjectNode> types, Collection<String> known) {
        assertThat(types.keySet()).containsExactlyInAnyOrderElementsOf(known);
        ObjectNode type = of("object");
        ObjectNode properties = type.putObject("properties");
        types.keySet().stream().sorted().forEach(key -> properties.set(key, types.get(key)));
        return type.put("additionalProperties", false);
    }
}
