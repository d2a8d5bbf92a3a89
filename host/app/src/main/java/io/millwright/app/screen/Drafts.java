package io.millwright.app.screen;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg.Draft;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files that go to the user's editor and come back. */
final class Drafts {
    /** How a line begins that says why a file can't be taken. */
    private static final String WHY = "# millwright: ";

    private final List<String> editor;
    private final Clock clock;

    Drafts(List<String> editor, Clock clock) {
        this.editor = List.copyOf(editor);
        this.clock = clock;
    }

    /** A file that only its user can read, until the program ends. */
    Answer<Draft> keep(BrowseEffect.Keep e) {
        try {
            Path file = Files.createTempFile("millwright-" + e.name() + "-", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(file, e.text());
            List<String> command = new ArrayList<>(editor);
            command.add(file.toString());
            return Answer.of(new Draft(file.toString(), command, Draft.State.FRESH, e.text()), clock.instant());
        } catch (IOException failed) {
            return Answer.failed(
                    Problem.user(
                            "write " + e.name() + " to a file",
                            "the folder for temporary files",
                            failed.toString(),
                            "Make room there, or set another one with TMPDIR."),
                    clock.instant());
        }
    }

    /** What an editor has made of it. What is no object gets the reason on top, as kubectl does, so that it can be mended. */
    Answer<Draft> look(Draft draft) {
        Path file = Path.of(draft.file());
        try {
            String text = Files.readString(file);
            if (text.equals(draft.text())) {
                return answer(draft, Draft.State.UNCHANGED, text);
            }
            Optional<String> wrong = Yaml.wrong(text);
            if (wrong.isEmpty()) {
                return answer(draft, Draft.State.READABLE, text);
            }
            String told = WHY + "this can't be read as YAML: " + wrong.get() + "\n"
                    + String.join(
                            "\n", text.lines().dropWhile(l -> l.startsWith(WHY)).toList())
                    + "\n";
            Files.writeString(file, told);
            return answer(draft, Draft.State.BROKEN, told);
        } catch (IOException failed) {
            return Answer.failed(
                    Problem.user(
                            "read what the editor has left",
                            "file " + file,
                            failed.toString(),
                            "Edit the object once more."),
                    clock.instant());
        }
    }

    private Answer<Draft> answer(Draft draft, Draft.State state, String text) {
        return Answer.of(new Draft(draft.file(), draft.editor(), state, text), clock.instant());
    }
}
