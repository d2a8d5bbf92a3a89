package io.millwright.app.screen;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a copied text goes besides to the terminal, which doesn't say whether it took it: to the user's own program, or to the tmux that is
 * in between and may keep the terminal's own sequence for itself.
 */
final class Clipboard {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** Sets tmux's own buffer and hands the text on to the terminal outside. */
    private static final List<String> TMUX = List.of("tmux", "load-buffer", "-w", "-");

    private final List<String> between;

    private Clipboard(List<String> between) {
        this.between = List.copyOf(between);
    }

    /** As the environment of this process says. */
    static Clipboard of(Map<String, String> environment) {
        return environment.getOrDefault("TMUX", "").isEmpty() ? through(List.of()) : through(TMUX);
    }

    /** With that program in between; none where it is empty. */
    static Clipboard through(List<String> program) {
        return new Clipboard(program);
    }

    /**
     * Gives the text to the user's own program, else to what is in between.
     *
     * @param own the user's program with its arguments; empty for none
     * @return whether one of them has taken it; if not, only the terminal was asked
     * @throws ProblemException when the program isn't there, fails, or takes too long
     */
    boolean copy(String text, List<String> own) throws InterruptedException {
        List<String> program = own.isEmpty() ? between : own;
        if (program.isEmpty()) {
            return false;
        }
        String name = String.join(" ", program);
        try {
            Process process = new ProcessBuilder(program)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                // Programs that own a clipboard stay behind as children of theirs, but take their input at once.
                Thread.ofVirtual().start(() -> feed(process, text));
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw problem(name, "it hasn't ended within " + LIMIT.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw problem(name, "it ended with exit code " + process.exitValue());
            }
            return true;
        } catch (IOException e) {
            throw problem(name, String.valueOf(e.getMessage()));
        }
    }

    private static void feed(Process process, String text) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException early) {
            // It has ended before it read everything: its exit code says whether that is a failure.
        }
    }

    private static ProblemException problem(String program, String why) {
        return new ProblemException(Problem.user(
                "copy with " + program,
                "this machine",
                why,
                "The terminal was asked too, and may have taken it. 'copy' in the settings names another program."));
    }
}
