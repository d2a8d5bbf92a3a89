package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The file of habits, which this program alone writes; it names objects, so that it is its owner's alone. */
public final class HabitsFile {
    private final Path file;

    public HabitsFile(Path file) {
        this.file = file;
    }

    /**
     * What is remembered; nothing where there is no file.
     *
     * @throws ProblemException when the file can't be read
     */
    public Habits read() {
        if (!Files.isRegularFile(file)) {
            return Habits.NONE;
        }
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            List<String> recent = new ArrayList<>();
            root.path("recent").forEach(r -> recent.add(r.asText()));
            return new Habits(recent, root.path("detail").asText(""));
        } catch (IOException e) {
            throw problem("read", e);
        }
    }

    /**
     * Remembers a change; what another screen has remembered meanwhile stays.
     *
     * @return all that is remembered after it
     * @throws ProblemException when the file can't be read or written
     */
    public Habits change(UnaryOperator<Habits> change) {
        Habits habits = change.apply(read());
        try {
            new OwnFile(file).write(new YAMLMapper().writeValueAsString(habits));
            return habits;
        } catch (IOException e) {
            throw problem("write", e);
        }
    }

    private ProblemException problem(String verb, IOException e) {
        return new ProblemException(
                Problem.user(
                        verb + " what was used last",
                        "file " + file,
                        e.getClass().getSimpleName() + ": " + e.getMessage(),
                        "Look at the file and at who may write it, or take it away; without it nothing is remembered."),
                e);
    }
}
