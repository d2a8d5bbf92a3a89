package io.millwright.app.settings;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.tui.Notify;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the settings file. What isn't understood is a warning and its default, never a reason not to start; but where it may have said which
 * contexts are read-only, all of them are until it is corrected.
 */
public final class SettingsReader {
    private static final String READ_ONLY = "readOnlyContexts";
    private static final Set<String> KEYS = Setting.keys();
    static final String AUTO = "auto";
    static final Set<String> THEMES = Stream.concat(
                    Stream.of(AUTO), Theme.all().stream().map(Theme::name))
            .collect(Collectors.toUnmodifiableSet());
    static final Set<String> SIGNS =
            Stream.concat(Stream.of("auto"), Glance.LADDER.keySet().stream()).collect(Collectors.toUnmodifiableSet());
    static final Set<String> KIND = Set.of("columns", "sort", "descending");
    static final Set<String> PROGRAM =
            Set.of("key", "says", "kinds", "run", "harmless", "pipes", "inputs", "background");
    static final Set<String> INPUT = Set.of("label", "type", "required", "default", "choices");
    static final Map<String, Notify.Form> NOTICES = Map.of("osc9", Notify.Form.OSC9, "osc777", Notify.Form.OSC777);

    /** Made when there is a file: making it takes longer than everything else here, and each start would wait for it. */
    private static final class Yaml {
        private static final YAMLMapper MAPPER = YAMLMapper.builder()
                // What is said twice is said once at most: the other would be lost without a word.
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private final Path file;
    private Places places = Places.NONE;
    /** Those that come with the program, and those of all files that are read. */
    private Set<String> themes = THEMES;

    private final List<Problem> warnings = new ArrayList<>();
    private Optional<Problem> closed = Optional.empty();

    private SettingsReader(Path file) {
        this.file = file;
    }

    /** The settings of that file; the defaults where there is none. */
    public static Settings read(Path file) {
        return read(List.of(file));
    }

    /**
     * The settings of those files, where the later ones win; of maps, entry by entry. Contexts that one of them makes read-only stay so,
     * whatever the others say. One that isn't there has none.
     */
    public static Settings read(List<Path> files) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        List<Problem> warnings = new ArrayList<>();
        Optional<Problem> closed = Optional.empty();
        List<ContextRules> contexts = new ArrayList<>();
        Map<SettingsReader, Optional<ObjectNode>> read = new LinkedHashMap<>();
        Set<String> themes = new HashSet<>(THEMES);
        for (Path file : files) {
            SettingsReader reader = new SettingsReader(file);
            Optional<ObjectNode> root = reader.parsed();
            root.ifPresent(r -> r.path(ThemesReader.SECTION).fieldNames().forEachRemaining(themes::add));
            read.put(reader, root);
        }
        for (Map.Entry<SettingsReader, Optional<ObjectNode>> file : read.entrySet()) {
            SettingsReader reader = file.getKey();
            reader.themes = themes;
            file.getValue().ifPresent(root -> {
                contexts.addFirst(reader.settings(root).screen().contexts());
                add(all, root);
            });
            warnings.addAll(reader.warnings);
            closed = closed.or(() -> reader.closed);
        }
        SettingsReader merged = new SettingsReader(files.getLast());
        merged.themes = themes;
        Settings set = merged.settings(all);
        return new Settings(
                set.theme(),
                set.readOnlyContexts(),
                set.pluginFolders(),
                set.screen(),
                set.display(),
                warnings,
                closed,
                production(contexts));
    }

    private static WriteRules production(List<ContextRules> files) {
        return new WriteRules(false, List.of(new WriteRules.Reading(files)));
    }

    private static void add(ObjectNode all, ObjectNode more) {
        for (Map.Entry<String, JsonNode> field : more.properties()) {
            if (field.getValue() instanceof ObjectNode map && all.get(field.getKey()) instanceof ObjectNode known) {
                if (field.getKey().equals(ContextsReader.SECTION)) {
                    all.set(field.getKey(), ContextsReader.before(map, known));
                } else {
                    known.setAll(map);
                }
            } else if (field.getKey().equals(READ_ONLY) && all.get(READ_ONLY) instanceof ArrayNode known) {
                if (field.getValue() instanceof ArrayNode others) {
                    known.addAll(others);
                }
            } else {
                all.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    private Optional<ObjectNode> parsed() {
        // Not 'exists': a file behind a folder that can't be entered is neither there nor not there.
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            JsonNode root = Yaml.MAPPER.readTree(text);
            places = Places.of(text, Yaml.MAPPER);
            if (root instanceof ObjectNode map) {
                return Optional.of(map);
            }
            if (!root.isMissingNode() && !root.isNull()) {
                close("", "it is no map of settings");
            }
        } catch (IOException e) {
            close("", YamlFault.text(e));
        }
        return Optional.empty();
    }

    private Settings settings(ObjectNode root) {
        unknown(root, "", KEYS, "setting");
        String theme = root.path(ContextsReader.THEME).asText(AUTO);
        String signs = root.path("signs").asText("auto");
        if (!SIGNS.contains(signs)) {
            warn("/signs", "there are no signs '" + signs + "'; there are " + String.join(", ", sorted(SIGNS)));
        }
        flag(root, "", "screenReader", false); // the first picture needs it, so Glance has read it, and the signs
        List<String> readOnly = texts(root, "", READ_ONLY, this::close);
        List<Path> folders = texts(root, "", "pluginFolders", this::warn).stream()
                .map(Path::of)
                .toList();
        ContextRules rules = new ContextsReader(this, new ThemesReader(this).read(root)).read(root);
        ScreenSettings screen = new ScreenSettings(
                flag(root, "", "mouse", true),
                profile(root),
                lists(root, "keys", false),
                words(root, "", "aliases", true),
                words(root, "", "hotkeys", false),
                kinds(root, ""),
                rules,
                texts(root, "", "namespaces", this::warn),
                flag(root, "", "bell", false),
                notice(root),
                texts(root, "", "copy", this::warn),
                new ProgramsReader(this).read(root, ""),
                lists(root, "mixes", true),
                UserJump.read(map(root, "jumps"), this::warn));
        return new Settings(
                themes.contains(theme) ? theme : AUTO,
                readOnly.stream().distinct().toList(),
                folders,
                screen,
                new DisplayReader(this).read(root),
                warnings,
                closed,
                production(List.of(rules)));
    }

    /** There has to be that theme, in this file or in another one that is read. */
    void theme(String name, String at) {
        if (!themes.contains(name)) {
            warn(at, "there is no theme '" + name + "'; the themes are " + String.join(", ", sorted(themes)));
        }
    }

    private KeyProfile profile(JsonNode root) {
        String word = root.path("keyProfile").asText(KeyProfile.K9S.word());
        Optional<KeyProfile> profile = KeyProfile.of(word);
        if (profile.isEmpty()) {
            warn(
                    "/keyProfile",
                    "there is no profile '" + word + "'; the profiles are " + String.join(", ", KeyProfile.words()));
        }
        return profile.orElse(KeyProfile.K9S);
    }

    private Optional<Notify.Form> notice(JsonNode root) {
        String form = root.path("notice").asText("none");
        if (NOTICES.containsKey(form) || form.equals("none")) {
            return Optional.ofNullable(NOTICES.get(form));
        }
        warn(
                "/notice",
                "there is no notice '" + form + "'; there are none, " + String.join(", ", sorted(NOTICES.keySet())));
        return Optional.empty();
    }

    /** @param wrong is told where, and why */
    static List<String> texts(JsonNode root, String under, String key, BiConsumer<String, String> wrong) {
        JsonNode node = root.path(key);
        String at = Places.at(under, key);
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            int number = 0;
            for (JsonNode n : node) {
                if (n.isValueNode() && !n.isNull()) {
                    texts.add(n.asText());
                } else {
                    wrong.accept(
                            Places.at(at, Integer.toString(number)),
                            "'" + key + "' has something that is no text: " + n);
                }
                number++;
            }
        } else if (!node.isMissingNode()) {
            wrong.accept(at, "'" + key + "' must be a list");
        }
        return texts;
    }

    /** Lists of texts by word, where one text may stand for a list of one. */
    private Map<String, List<String>> lists(JsonNode root, String key, boolean lowerCase) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        JsonNode node = map(root, key);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            lists.put(
                    lowerCase ? field.getKey().toLowerCase(Locale.ROOT) : field.getKey(),
                    field.getValue().isArray()
                            ? texts(node, "/" + key, field.getKey(), this::warn)
                            : List.of(field.getValue().asText()));
        }
        return lists;
    }

    Map<String, String> words(JsonNode root, String under, String key, boolean lowerCase) {
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : map(root, under, key).properties()) {
            String word = lowerCase ? field.getKey().toLowerCase(Locale.ROOT) : field.getKey();
            if (field.getValue().isTextual() && !field.getValue().asText().isBlank()) {
                words.put(word, field.getValue().asText().strip());
            } else {
                warn(
                        Places.at(Places.at(under, key), field.getKey()),
                        "'" + field.getKey() + "' of '" + key + "' must be a line as typed behind ':'");
            }
        }
        return words;
    }

    Map<String, KindView> kinds(JsonNode root, String under) {
        Map<String, KindView> kinds = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : map(root, under, "kinds").properties()) {
            JsonNode view = field.getValue();
            String at = Places.at(Places.at(under, "kinds"), field.getKey());
            if (!view.isObject()) {
                warn(at, "'" + field.getKey() + "' of 'kinds' must be a map of " + String.join(", ", sorted(KIND)));
                continue;
            }
            unknown(view, at, KIND, "setting of a kind");
            kinds.put(
                    field.getKey().toLowerCase(Locale.ROOT),
                    new KindView(
                            columns(view, at, field.getKey()),
                            view.path("sort").asText(""),
                            flag(view, at, "descending", false)));
        }
        return kinds;
    }

    private List<ViewColumn> columns(JsonNode view, String under, String kind) {
        List<ViewColumn> columns = new ArrayList<>();
        for (String text : texts(view, under, "columns", this::warn)) {
            try {
                columns.add(ViewColumn.parse(text));
            } catch (IllegalArgumentException e) {
                warn(Places.at(under, "columns"), "the column '" + text + "' of '" + kind + "': " + e.getMessage());
            }
        }
        return columns;
    }

    private JsonNode map(JsonNode root, String key) {
        return map(root, "", key);
    }

    JsonNode map(JsonNode root, String under, String key) {
        JsonNode node = root.path(key);
        if (node.isObject() || node.isMissingNode() || node.isNull()) {
            return node;
        }
        warn(Places.at(under, key), "'" + key + "' must be a map");
        return node.path(key);
    }

    boolean flag(JsonNode root, String under, String key, boolean otherwise) {
        JsonNode node = root.path(key);
        if (!node.isBoolean() && !node.isMissingNode()) {
            warn(Places.at(under, key), "'" + key + "' is true or false");
        }
        return node.asBoolean(otherwise);
    }

    void unknown(JsonNode root, String under, Set<String> known, String what) {
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            String key = field.getKey();
            String at = Places.at(under, key);
            String why = "there is no " + what + " '" + key + "'; there are " + String.join(", ", sorted(known));
            if (known.contains(key)) {
                continue;
            }
            if (key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").startsWith("read")) {
                close(at, why + ". It may be meant for " + READ_ONLY);
            } else {
                warn(at, why);
            }
        }
    }

    static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    void warn(String at, String why) {
        warnings.add(problem(at, why, "Correct the file; until then what was not understood is as if not set."));
    }

    /** Which contexts are read-only can't be told any more. */
    void close(String at, String why) {
        Problem problem = problem(
                at,
                why,
                "Correct the file, or move it away; a shell that is open has to be started again. Until then nothing is"
                        + " changed.");
        warnings.add(problem);
        closed = closed.or(() -> Optional.of(problem));
    }

    private Problem problem(String at, String why, String next) {
        return Problem.user("read the settings", "file " + file + places.line(at), why, next);
    }
}
