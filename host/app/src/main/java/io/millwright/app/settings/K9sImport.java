package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what k9s was told by its user, takes what Millwright can use, and says of everything else why it can't. */
public final class K9sImport {
    private static final Map<String, String> LOG_LIMITS =
            new TreeMap<>(Map.of("tail", "tail", "buffer", "lines", "sinceSeconds", "since"));
    private static final Map<String, String> LEVELS = new TreeMap<>(Map.of("warn", "warning", "critical", "critical"));

    /** What has no setting here. */
    private static final Map<String, String> INSTEAD = new TreeMap<>(Map.of(
            "shellPod", "a shell on a node is a plan here, which names its pod",
            "imageScans", "Millwright doesn't scan images",
            "defaultView", "start with 'millwright -c VIEW', or an alias of your shell for it",
            "refreshRate", "lists are watched, not read again and again"));

    private static final String HEAD = """
            # Written by 'millwright import k9s'. The settings in config.yaml win over these.
            # Import again to write this file anew; Millwright changes it at no other time.
            """;

    private final Path folder;
    private final K9sTaken taken;
    private final K9sSkins skins;

    /**
     * What became of one thing in a file of k9s.
     *
     * @param text what it became, or why it became nothing
     */
    public record Verdict(String file, String what, boolean taken, String text) {}

    /**
     * What was read.
     *
     * @param settings the text of a settings file
     */
    public record Result(List<Verdict> verdicts, String settings) {
        public Result {
            verdicts = List.copyOf(verdicts);
        }
    }

    private K9sImport(Path folder, K9sTaken taken) {
        this.folder = folder;
        this.taken = taken;
        this.skins = new K9sSkins(taken, folder.resolve("skins"));
    }

    /**
     * Reads k9s' folder of configuration; changes nothing.
     *
     * @param data k9s' folder of data, which has what is set for single contexts; empty where all is in the one folder
     * @param contexts the names of the contexts that there are; k9s' folders are named after them, less what a file's name can't have
     * @throws ProblemException when there is no such folder
     */
    public static Result read(Path folder, Optional<Path> data, List<String> contexts) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(Problem.user(
                    "import the settings of k9s",
                    "folder " + folder,
                    "there is no such folder",
                    "Name the folder: 'k9s info' shows where its configuration is."));
        }
        K9sTaken taken = new K9sTaken();
        K9sImport reading = new K9sImport(folder, taken);
        reading.file("config.yaml", reading::config);
        reading.file("aliases.yaml", root -> aliases("aliases.yaml", root, taken));
        reading.file("hotkeys.yaml", root -> hotkeys("hotkeys.yaml", root, taken));
        reading.file("views.yaml", reading::views);
        reading.file("jumps.yaml", root -> K9sJumps.read(root, taken));
        reading.file("plugins.yaml", root -> new K9sPlugins(taken).read("plugins.yaml", root));
        for (Path place :
                Stream.concat(Stream.of(folder), data.stream()).distinct().toList()) {
            reading.pluginsOf(place.resolve("plugins"));
            new K9sContexts(taken, contexts, reading.skins).read(place.resolve("clusters"));
        }
        reading.rest();
        return new Result(taken.verdicts(), HEAD + written(taken.settings()));
    }

    /**
     * Writes the settings that were read.
     *
     * @throws ProblemException when the file can't be written
     */
    public static void write(Result result, Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, result.settings());
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.user(
                            "write the imported settings",
                            "file " + file,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "See who may write there, then import again."),
                    e);
        }
    }

    private static String written(Map<String, Object> settings) {
        try {
            return settings.isEmpty() ? "" : new YAMLMapper().writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts are always YAML", impossible);
        }
    }

    private void file(String name, Consumer<JsonNode> reader) {
        taken.file(folder.resolve(name), name, reader);
    }

    /** Every file of that folder. */
    private void pluginsOf(Path plugins) {
        for (Path file : taken.inside(plugins, "plugins")) {
            String shown = "plugins/" + file.getFileName();
            if (shown.endsWith(".yaml") || shown.endsWith(".yml")) {
                taken.file(file, shown, root -> new K9sPlugins(taken).read(shown, root));
            }
        }
    }

    private void config(JsonNode root) {
        String file = "config.yaml";
        JsonNode k9s = root.path("k9s");
        JsonNode ui = k9s.path("ui");
        if (ui.path("enableMouse").isBoolean()) {
            taken.take(file, "ui.enableMouse", "mouse", ui.path("enableMouse").asBoolean());
        }
        if (k9s.path("readOnly").asBoolean(false)) {
            taken.take(file, "readOnly", "readOnlyContexts", List.of("*"));
        }
        if (ui.hasNonNull("skin")) {
            String skin = ui.path("skin").asText();
            skins.theme(skin).ifPresent(t -> taken.take(file, "ui.skin " + skin, ContextsReader.THEME, t));
        }
        limits(k9s.path("logger"), LOG_LIMITS).ifPresent(l -> taken.take(file, "logger", "logs", l));
        Map<String, Object> levels = new LinkedHashMap<>();
        for (String of : List.of("cpu", "memory")) {
            limits(k9s.path("thresholds").path(of), LEVELS).ifPresent(l -> levels.put(of, l));
        }
        if (!levels.isEmpty()) {
            taken.take(file, "thresholds", "thresholds", levels);
        }
        INSTEAD.forEach((other, why) -> {
            if (k9s.has(other)) {
                taken.refuse(file, other, why);
            }
        });
    }

    /** Numbers under other names; those that aren't above zero switch something off there, and are left out. */
    private static Optional<Map<String, Object>> limits(JsonNode there, Map<String, String> names) {
        Map<String, Object> here = new LinkedHashMap<>();
        names.forEach((theirs, ours) -> {
            int number = there.path(theirs).asInt(0);
            if (number > 0) {
                here.put(ours, ours.equals("since") ? number + "s" : number);
            }
        });
        return here.isEmpty() ? Optional.empty() : Optional.of(here);
    }

    static void aliases(String file, JsonNode root, K9sTaken taken) {
        JsonNode all = root.has("aliases") ? root.path("aliases") : root.path("alias");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String line = K9sWords.line(field.getValue().asText());
            taken.into("aliases", field.getKey(), line);
            taken.accept(file, field.getKey(), ":" + field.getKey() + " opens " + line);
        }
    }

    static void hotkeys(String file, JsonNode root, K9sTaken taken) {
        JsonNode all = root.has("hotKeys") ? root.path("hotKeys") : root.path("hotKey");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String shortCut = field.getValue().path("shortCut").asText();
            String command = field.getValue().path("command").asText();
            Optional<String> key = K9sWords.key(shortCut);
            if (key.isEmpty()) {
                taken.refuse(file, field.getKey(), "there is no key '" + shortCut + "' here");
            } else if (command.isBlank() || command.contains("$")) {
                taken.refuse(file, field.getKey(), "its command has variables, which Millwright doesn't know");
            } else {
                taken.into("hotkeys", key.get(), K9sWords.line(command));
                taken.accept(file, field.getKey(), key.get() + " opens " + K9sWords.line(command));
            }
        }
    }

    private void views(JsonNode root) {
        JsonNode all = root.has("views") ? root.path("views") : root.path("k9s").path("views");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String name = field.getKey();
            Optional<String> word = viewed(name);
            if (word.isEmpty()) {
                taken.refuse("views.yaml", name, "its namespaces are told by more than a name with * at its ends");
                continue;
            }
            Map<String, Object> view = new LinkedHashMap<>();
            List<String> columns = columns(name, field.getValue().path("columns"));
            if (!columns.isEmpty()) {
                view.put("columns", columns);
            }
            String[] sort = field.getValue().path("sortColumn").asText("").split(":", 2);
            if (!sort[0].isBlank()) {
                view.put("sort", sort[0]);
                view.put("descending", sort.length > 1 && sort[1].equalsIgnoreCase("desc"));
            }
            if (view.isEmpty()) {
                taken.refuse("views.yaml", name, "nothing of it can be taken");
            } else {
                taken.into("kinds", word.get(), view);
                taken.accept("views.yaml", name, word.get() + " " + view);
            }
        }
    }

    /** {@code v1/pods@kube.*} is {@code pods@kube*} here; empty where a regular expression says more than that. */
    private static Optional<String> viewed(String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            return Optional.of(K9sWords.line(name));
        }
        String namespaces = name.substring(at + 1).replaceAll("^\\^|\\$$", "").replaceAll("\\.?\\*", "*");
        return namespaces.matches("\\*?[a-z0-9-]+\\*?")
                ? Optional.of(K9sWords.line(name.substring(0, at)) + "@" + namespaces)
                : Optional.empty();
    }

    private List<String> columns(String view, JsonNode all) {
        List<String> columns = new ArrayList<>();
        for (JsonNode node : all) {
            String text = node.asText();
            try {
                if (!ViewColumn.parse(text).title().equals("NAMESPACE")) { // which is always there
                    columns.add(text);
                }
            } catch (IllegalArgumentException e) {
                taken.refuse("views.yaml", view + " " + text, String.valueOf(e.getMessage()));
            }
        }
        return columns;
    }

    /** What is there besides, so that nobody thinks it was taken. */
    private void rest() {
        for (String other : List.of("benchmarks")) {
            Path path = folder.resolve(other);
            if (Files.exists(path) && !isEmpty(path)) {
                taken.refuse(other, "all", "Millwright has nothing like it");
            }
        }
    }

    private static boolean isEmpty(Path path) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.findAny().isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
