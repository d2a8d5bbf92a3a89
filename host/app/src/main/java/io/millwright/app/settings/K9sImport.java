package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what k9s was told by its user, takes what Millwright can use, and says of everything else why it can't. */
public final class K9sImport {
    private static final String HEAD = """
            # Written by 'millwright import k9s'. The settings in config.yaml win over these.
            # Import again to write this file anew; Millwright changes it at no other time.
            """;

    private final Path folder;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<String, Object> taken = new LinkedHashMap<>();

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

    private K9sImport(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads k9s' folder of configuration; changes nothing.
     *
     * @throws ProblemException when there is no such folder
     */
    public static Result read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(Problem.user(
                    "import the settings of k9s",
                    "folder " + folder,
                    "there is no such folder",
                    "Name the folder: 'k9s info' shows where its configuration is."));
        }
        K9sImport reading = new K9sImport(folder);
        reading.file("config.yaml", reading::config);
        reading.file("aliases.yaml", reading::aliases);
        reading.file("hotkeys.yaml", reading::hotkeys);
        reading.file("views.yaml", reading::views);
        reading.file("plugins.yaml", reading::plugins);
        reading.rest();
        return new Result(reading.verdicts, HEAD + reading.written());
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

    private String written() {
        try {
            return taken.isEmpty() ? "" : new YAMLMapper().writeValueAsString(taken);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts are always YAML", impossible);
        }
    }

    private void file(String name, Consumer<JsonNode> reader) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            reader.accept(new YAMLMapper().readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            refuse(
                    name,
                    "the whole file",
                    "it is no YAML: "
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        } catch (IOException e) {
            refuse(name, "the whole file", "it can't be read: " + e.getMessage());
        }
    }

    private void config(JsonNode root) {
        String file = "config.yaml";
        JsonNode k9s = root.path("k9s");
        JsonNode ui = k9s.path("ui");
        if (ui.path("enableMouse").isBoolean()) {
            take(file, "ui.enableMouse", "mouse", ui.path("enableMouse").asBoolean());
        }
        if (k9s.path("readOnly").asBoolean(false)) {
            take(file, "readOnly", "readOnlyContexts", List.of("*"));
        }
        if (ui.hasNonNull("skin")) {
            skin(ui.path("skin").asText());
        }
        for (String other : List.of("logger", "thresholds", "shellPod", "imageScans", "defaultView", "refreshRate")) {
            if (k9s.has(other)) {
                refuse(file, other, "Millwright has no such setting");
            }
        }
    }

    /** Only whether it is light or dark: Millwright's own colours are chosen so that every text can be read. */
    private void skin(String name) {
        Path skin = folder.resolve("skins").resolve(name + ".yaml");
        String file = "skins/" + name + ".yaml";
        if (!Files.isRegularFile(skin)) {
            refuse("config.yaml", "ui.skin " + name, "there is no file " + file);
            return;
        }
        file(file, root -> {
            String background = root.path("k9s").path("body").path("bgColor").asText("default");
            isLight(background)
                    .ifPresentOrElse(
                            light -> take(file, "body.bgColor " + background, "theme", light ? "light" : "dark"),
                            () -> refuse(file, "body.bgColor " + background, "the terminal's own background decides"));
            refuse(file, "all other colours", "Millwright's palettes keep a contrast of 7:1; 'theme' chooses one");
        });
    }

    private static Optional<Boolean> isLight(String colour) {
        if (!colour.matches("#[0-9a-fA-F]{6}")) {
            return colour.equals("white")
                    ? Optional.of(true)
                    : colour.equals("black") ? Optional.of(false) : Optional.empty();
        }
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return Optional.of((rgb >> 16) * 3 + (rgb >> 8 & 0xff) * 6 + (rgb & 0xff) > 1280);
    }

    private void aliases(JsonNode root) {
        JsonNode all = root.has("aliases") ? root.path("aliases") : root.path("alias");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String line = line(field.getValue().asText());
            into("aliases", field.getKey(), line);
            accept("aliases.yaml", field.getKey(), ":" + field.getKey() + " opens " + line);
        }
    }

    private void hotkeys(JsonNode root) {
        JsonNode all = root.has("hotKeys") ? root.path("hotKeys") : root.path("hotKey");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String shortCut = field.getValue().path("shortCut").asText();
            String command = field.getValue().path("command").asText();
            Optional<String> key = key(shortCut);
            if (key.isEmpty()) {
                refuse("hotkeys.yaml", field.getKey(), "there is no key '" + shortCut + "' here");
            } else if (command.isBlank() || command.contains("$")) {
                refuse("hotkeys.yaml", field.getKey(), "its command has variables, which Millwright doesn't know");
            } else {
                into("hotkeys", key.get(), line(command));
                accept("hotkeys.yaml", field.getKey(), key.get() + " opens " + line(command));
            }
        }
    }

    private void views(JsonNode root) {
        JsonNode all = root.has("views") ? root.path("views") : root.path("k9s").path("views");
        for (Map.Entry<String, JsonNode> field : all.properties()) {
            String name = field.getKey();
            if (name.contains("@")) {
                refuse("views.yaml", name, "a view of one namespace can't be set; ':view save' keeps one by name");
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
                refuse("views.yaml", name, "nothing of it can be taken");
            } else {
                into("kinds", line(name), view);
                accept("views.yaml", name, line(name) + " " + view);
            }
        }
    }

    private List<String> columns(String view, JsonNode all) {
        List<String> columns = new ArrayList<>();
        for (JsonNode node : all) {
            String[] parts = node.asText().split("\\|", 2);
            if (parts[0].contains(":")) {
                refuse("views.yaml", view + " " + parts[0], "columns that are computed from paths aren't shown");
            } else if (parts.length > 1 && parts[1].contains("H")) {
                refuse("views.yaml", view + " " + parts[0], "it is hidden there, too");
            } else if (!parts[0].equals("NAMESPACE")) { // which is always there
                columns.add(parts[0]);
            }
        }
        return columns;
    }

    private void plugins(JsonNode root) {
        root.path("plugins").properties().forEach(f -> plugin("plugins.yaml", f.getKey(), f.getValue()));
    }

    /** A program that is started as it is, after a question; whether one is harmless only its user can say, in the settings. */
    private void plugin(String file, String name, JsonNode plugin) {
        List<String> run = new ArrayList<>(List.of(plugin.path("command").asText("")));
        plugin.path("args").forEach(a -> run.add(a.asText()));
        List<String> kinds = new ArrayList<>();
        plugin.path("scopes").forEach(s -> kinds.add(line(s.asText())));
        String shortCut = plugin.path("shortCut").asText("");
        Optional<String> key = key(shortCut);
        List<String> pipes = new ArrayList<>();
        plugin.path("pipes").forEach(p -> pipes.add(p.asText()));
        boolean background = plugin.path("background").asBoolean(false);
        List<ProgramInput> inputs = K9sInputs.read(plugin.path("inputs"));
        String says = plugin.path("description").asText(name);
        UserProgram program = new UserProgram(name, key.orElse(""), says, kinds, run, false, pipes, inputs, background);
        Optional<String> fault =
                inputs.stream().flatMap(i -> i.fault().stream()).findFirst();
        Optional<String> against = Optional.empty();
        if (run.getFirst().isBlank()) {
            against = Optional.of("it names no command");
        } else if (key.isEmpty()) {
            against = Optional.of("there is no key '" + shortCut + "' here");
        } else if (fault.isPresent()) {
            against = fault;
        } else if (kinds.isEmpty()) {
            against = Optional.of("programs are started from lists of objects only");
        } else if (!program.unknown().isEmpty()) {
            against = Optional.of("nothing is known here for " + String.join(", ", program.unknown()));
        }
        if (against.isPresent()) {
            refuse(file, name, against.get());
            return;
        }
        Map<String, Object> taking = new LinkedHashMap<>();
        taking.put("key", program.key());
        taking.put("says", program.says());
        taking.put("kinds", program.kinds());
        taking.put("run", program.run());
        if (!pipes.isEmpty()) {
            taking.put("pipes", pipes);
        }
        if (!inputs.isEmpty()) {
            taking.put("inputs", K9sInputs.written(inputs));
        }
        if (background) {
            taking.put("background", true);
        }
        into("programs", name, taking);
        accept(file, name, program.key() + " starts " + run.getFirst() + ", after a question");
    }

    /** What is there besides, so that nobody thinks it was taken. */
    private void rest() {
        for (String other : List.of("plugins", "clusters", "jumps.yaml", "benchmarks")) {
            Path path = folder.resolve(other);
            if (Files.exists(path) && !isEmpty(path)) {
                refuse(
                        other,
                        "all",
                        other.equals("clusters")
                                ? "settings of single clusters can't be set"
                                : "Millwright has nothing like it");
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

    /** {@code apps/v1/deployments} is {@code deployments.apps} here; options of a command are words. */
    private static String line(String command) {
        String[] words = command.strip().split(" +", 2);
        String[] parts = words[0].split("/");
        String kind = parts.length == 3
                ? parts[2] + "." + parts[0]
                : parts.length == 2 && parts[0].matches("v\\d.*") ? parts[1] : words[0];
        String rest = words.length > 1 ? " " + words[1].replaceAll("(^| )(-n|--namespace) ", "$1") : "";
        return (kind + rest).strip();
    }

    /** {@code Shift-0} is the sign on that key of an American keyboard, as k9s takes it. */
    private static Optional<String> key(String shortCut) {
        String lower = shortCut.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("shift-[0-9]")) {
            return Optional.of(String.valueOf(")!@#$%^&*(".charAt(lower.charAt(6) - '0')));
        }
        String plain = lower.matches("[a-z0-9]") ? shortCut.strip() : lower;
        return Key.tryParse(plain).map(Key::toString);
    }

    private void into(String section, String key, Object value) {
        @SuppressWarnings("unchecked") // all sections are made here
        Map<String, Object> map =
                (Map<String, Object>) taken.computeIfAbsent(section, _ -> new LinkedHashMap<String, Object>());
        map.put(key, value);
    }

    private void take(String file, String what, String setting, Object value) {
        taken.put(setting, value);
        accept(file, what, setting + ": " + value);
    }

    private void accept(String file, String what, String text) {
        verdicts.add(new Verdict(file, what, true, text));
    }

    private void refuse(String file, String what, String why) {
        verdicts.add(new Verdict(file, what, false, why));
    }
}
