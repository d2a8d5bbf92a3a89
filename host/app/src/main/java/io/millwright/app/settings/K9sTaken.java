package io.millwright.app.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is taken of k9s' files, and what became of each thing in them. */
final class K9sTaken {
    private final List<K9sImport.Verdict> verdicts;
    private final Map<String, Object> settings;
    private final List<String> under;

    K9sTaken() {
        this(new ArrayList<>(), new LinkedHashMap<>(), List.of());
    }

    private K9sTaken(List<K9sImport.Verdict> verdicts, Map<String, Object> settings, List<String> under) {
        this.verdicts = verdicts;
        this.settings = settings;
        this.under = List.copyOf(under);
    }

    /** The same, where what is taken from now on holds for that context. */
    K9sTaken on(String context) {
        return new K9sTaken(verdicts, settings, List.of(ContextsReader.SECTION, context));
    }

    /** The same, where what is taken from now on holds everywhere. */
    K9sTaken all() {
        return new K9sTaken(verdicts, settings, List.of());
    }

    List<K9sImport.Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    Map<String, Object> settings() {
        return settings;
    }

    /**
     * Reads a file; one that isn't there is none, and one that can't be read is refused.
     *
     * @param shown what it is called to its user
     */
    void file(Path file, String shown, Consumer<JsonNode> reader) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            YAMLMapper yaml = new YAMLMapper();
            String text = Files.readString(file);
            try (JsonParser parser = new Anchored(yaml.createParser(text), text)) {
                JsonNode root = yaml.readTree(parser);
                reader.accept(root == null ? MissingNode.getInstance() : root);
            }
        } catch (JsonProcessingException e) {
            refuse(
                    shown,
                    "the whole file",
                    "it is no YAML: "
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        } catch (IOException e) {
            refuse(shown, "the whole file", "it can't be read: " + e.getMessage());
        }
    }

    /** What is directly in a folder, by name; one that isn't there has nothing, and one that can't be read is refused. */
    List<Path> inside(Path folder, String shown) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.sorted().toList();
        } catch (IOException e) {
            refuse(shown, "the whole folder", "it can't be read: " + e.getMessage());
            return List.of();
        }
    }

    /**
     * Skins give their colours names: where YAML says {@code *name}, Jackson's tree would have that name, and not what it stands for. The parser
     * tells where such a name is used, but not where a scalar is given one, so that this is read off the text.
     */
    private static final class Anchored extends JsonParserDelegate {
        private static final Pattern ANCHOR =
                Pattern.compile("&([\\w-]+)[ \\t]+(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|([^\\s\"'#]+))");

        private final Map<String, String> anchors = new HashMap<>();

        Anchored(JsonParser yaml, String text) {
            super(yaml);
            Matcher found = ANCHOR.matcher(text);
            while (found.find()) {
                Stream.of(2, 3, 4)
                        .map(found::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(value -> anchors.put(found.group(1), value));
            }
        }

        @Override
        public String getText() throws IOException {
            String text = super.getText();
            return delegate instanceof YAMLParser yaml && yaml.isCurrentAlias()
                    ? anchors.getOrDefault(text, text)
                    : text;
        }
    }

    private static Map<String, Object> section(Map<String, Object> map, String key) {
        @SuppressWarnings("unchecked") // all sections are made here
        Map<String, Object> section =
                (Map<String, Object>) map.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
        return section;
    }

    private Map<String, Object> here() {
        Map<String, Object> map = settings;
        for (String key : under) {
            map = section(map, key);
        }
        return map;
    }

    void into(String section, String key, Object value) {
        section(here(), section).put(key, value);
    }

    void take(String file, String what, String setting, Object value) {
        here().put(setting, value);
        accept(file, what, setting + ": " + value);
    }

    void accept(String file, String what, String text) {
        verdicts.add(new K9sImport.Verdict(file, what, true, text));
    }

    void refuse(String file, String what, String why) {
        verdicts.add(new K9sImport.Verdict(file, what, false, why));
    }
}
