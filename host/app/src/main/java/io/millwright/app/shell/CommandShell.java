package io.millwright.app.shell;

import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.Completion;
import io.millwright.app.cli.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/**
 * Reads lines and runs them as commands until the input ends or {@code exit} is typed. Ctrl-C cancels the command that runs, or the line
 * that is typed; Ctrl-D leaves.
 */
public final class CommandShell {
    private final Terminal terminal;
    private final CommandLineProgram program;
    private final Completion completion;
    private final Path history;
    private final AtomicReference<Optional<Thread>> running = new AtomicReference<>(Optional.empty());

    /**
     * @param terminal where it reads and writes; not closed
     * @param program runs the lines
     * @param completion completes them
     * @param history the file that keeps what was typed; its folder is made when needed
     */
    public CommandShell(Terminal terminal, CommandLineProgram program, Completion completion, Path history) {
        this.terminal = terminal;
        this.program = program;
        this.completion = completion;
        this.history = history;
    }

    /** Runs until the end; gives the exit code of the last command. */
    public int run(Console console) {
        LineReader reader = reader();
        terminal.handle(Terminal.Signal.INT, s -> running.get().ifPresent(Thread::interrupt));
        int last = 0;
        while (true) {
            try {
                List<String> words = reader.getParser()
                        .parse(reader.readLine("millwright> "), 0)
                        .words();
                List<String> line = words.stream().filter(w -> !w.isEmpty()).toList();
                if (line.isEmpty()) {
                    continue;
                }
                if (line.getFirst().equals("exit") || line.getFirst().equals("quit")) {
                    return last;
                }
                last = runInterruptibly(
                        line.getFirst().equals("millwright") ? line.subList(1, line.size()) : line, console);
            } catch (UserInterruptException cancelledLine) {
                continue;
            } catch (EndOfFileException left) {
                return last;
            }
        }
    }

    private LineReader reader() {
        try {
            Files.createDirectories(Optional.ofNullable(history.getParent()).orElse(history));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(null); // a backslash in a value is a backslash
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("millwright")
                .parser(parser)
                .completer((r, line, found) -> complete(line, found))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, 1000)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private void complete(ParsedLine line, List<Candidate> found) {
        String current =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        for (Completion.Candidate c : completion.candidates(line.words().subList(0, line.wordIndex()), current)) {
            found.add(new Candidate(
                    c.text(),
                    c.text(),
                    null,
                    c.description().isEmpty() ? null : c.description(),
                    null,
                    null,
                    c.complete()));
        }
    }

    /** On a thread of its own, so that Ctrl-C reaches the command and not the shell. */
    private int runInterruptibly(List<String> line, Console console) {
        int[] code = {1};
        Thread command = Thread.ofVirtual().name("command").unstarted(() -> code[0] = program.run(line, console));
        running.set(Optional.of(command));
        command.start();
        try {
            command.join();
        } catch (InterruptedException e) {
            command.interrupt();
            Thread.currentThread().interrupt();
        } finally {
            running.set(Optional.empty());
        }
        return code[0];
    }
}
