package io.millwright.app.cli;

import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogFollower;
import io.millwright.engine.browse.LogLine;
import io.millwright.spi.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code logs --follow} goes on with: the lines as they come, and on standard error which pods are new and gone. */
final class LogsFollowing {
    private final Consumer<LogLine> lines;
    private final Console console;
    private final Clock clock;
    private final LogFollower.Pace pace;

    /** @param lines prints one of them; is called by one thread at a time */
    LogsFollowing(Consumer<LogLine> lines, Console console, Clock clock, LogFollower.Pace pace) {
        this.lines = lines;
        this.console = console;
        this.clock = clock;
        this.pace = pace;
    }

    /** One cluster's, and up to where each of its logs is printed. */
    record Part(String context, LogsFound found, List<LogFollower.Start> starts) {}

    /** Until all are single pods that have ended, or the thread is interrupted. */
    void run(List<Part> parts) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Part part : parts) {
            LogsFound found = part.found();
            LogFollower follower = new LogFollower(
                    found.logs(),
                    new LogFollower.Wanted(found::now, found.isOne()),
                    pace,
                    clock,
                    new Telling(part.context(), found.isOne()));
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    follower.run(
                            part.starts(),
                            found.sources().all(),
                            found.sources().more());
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private final class Telling implements LogFollower.Listener {
        private final String context;
        private final boolean one;
        private boolean over;
        private Optional<Problem> lost = Optional.empty();
        private int refused;

        Telling(String context, boolean one) {
            this.context = context;
            this.one = one;
        }

        @Override
        public void line(LogLine line) {
            synchronized (LogsFollowing.this) {
                lines.accept(line);
            }
        }

        @Override
        public void changed(LogChange change) {
            synchronized (LogsFollowing.this) {
                change.text().ifPresent(text -> console.remark(context + ": " + text + "."));
                change.lost().filter(p -> lost.isEmpty()).ifPresent(p -> ProblemText.write(p, Format.TABLE, console));
                if (change.refused().size() > refused) {
                    change.refused().stream()
                            .skip(refused)
                            .forEach(u -> ProblemText.write(u.problem(), Format.TABLE, console));
                }
                if (change.over() && !over) {
                    console.remark(
                            one
                                    ? context + ": this has ended or is gone; no more lines come."
                                    : context
                                            + ": all of these pods have ended or are gone; new ones are looked for until Ctrl-C.");
                }
                lost = change.lost();
                refused = change.refused().size();
                over = change.over();
            }
        }
    }
}
