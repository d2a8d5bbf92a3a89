package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file of saved views, which this program alone writes; their filters may name objects, so that it is its owner's alone. */
public final class SavedViews {
    private final Path file;

    public SavedViews(Path file) {
        this.file = file;
    }

    /**
     * All views by name; none where there is no file.
     *
     * @throws ProblemException when the file can't be read
     */
    public Map<String, SavedView> read() {
        Map<String, SavedView> views = new TreeMap<>();
        if (!Files.isRegularFile(file)) {
            return views;
        }
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            for (Map.Entry<String, JsonNode> field : root.path("views").properties()) {
                JsonNode v = field.getValue();
                views.put(
                        field.getKey(),
                        new SavedView(
                                v.path("line").asText(),
                                v.path("sort").asText(""),
                                v.path("descending").asBoolean(),
                                v.path("faults").asBoolean(),
                                v.path("wide").asBoolean()));
            }
            return views;
        } catch (IOException e) {
            throw problem("read", e);
        }
    }

    /**
     * Keeps a view under a name, or forgets that name; what other screens have saved stays.
     *
     * @return all views after it
     * @throws ProblemException when the file can't be read or written
     */
    public Map<String, SavedView> keep(String name, Optional<SavedView> view) {
        Map<String, SavedView> views = read();
        view.ifPresentOrElse(v -> views.put(name, v), () -> views.remove(name));
        try {
            new OwnFile(file).write(new YAMLMapper().writeValueAsString(Map.of("views", views)));
            return views;
        } catch (IOException e) {
            throw problem("write", e);
        }
    }

    private ProblemException problem(String verb, IOException e) {
        return new ProblemException(
                Problem.user(
                        verb + " the saved views",
                        "file " + file,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Look at the file and at who may write it; without it no view is known."),
                e);
    }
}
