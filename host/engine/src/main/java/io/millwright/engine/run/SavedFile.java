package io.millwright.engine.run;

import io.millwright.spi.Action;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of this machine that a step saves an answer to. It isn't there before the step is begun, and is there as a whole once the answer has
 * come: so a step that was begun on this machine has saved it if it is there.
 */
record SavedFile(Step step, Path file) {
    static Optional<SavedFile> of(Step step) {
        return step.action() instanceof Action.Http http && http.reply() instanceof Action.Http.Reply.Save save
                ? Optional.of(new SavedFile(step, Path.of(save.file()).toAbsolutePath()))
                : Optional.empty();
    }

    boolean isThere() {
        return Files.isRegularFile(file);
    }

    /** What stands against saving it, before anything is done. */
    Optional<Problem> inTheWay() {
        Path folder = file.getParent();
        if (Files.exists(file)) {
            return refused("the file is there already", "Give another name: nothing is written over.");
        }
        return folder == null || !Files.isWritable(folder)
                ? refused("its folder isn't there or can't be written to", "Give a path in a folder of yours.")
                : Optional.empty();
    }

    private Optional<Problem> refused(String why, String next) {
        return Optional.of(HttpRequests.problem(step, file.toString(), why, next));
    }
}
