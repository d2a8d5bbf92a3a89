package io.millwright.app.browse;

import io.millwright.app.browse.LogReading.Unread;
import io.millwright.engine.browse.LogSources;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the logs that are meant are read, and which aren't.
 *
 * @param read how many containers are read
 * @param all how many there are
 * @param more whether there are more than that, which nobody has counted
 * @param unread those that are meant to be read and couldn't be
 * @param shortened how many of them gave fewer lines than were asked for, as they are too long
 * @param over whether nothing is added to any of them any more
 * @param lost why it can't be told which there are now
 */
public record LogScope(
        int read, int all, boolean more, List<Unread> unread, int shortened, boolean over, Optional<Problem> lost) {
    public LogScope {
        unread = List.copyOf(unread);
    }

    /** Of those that were found. */
    public static LogScope of(LogSources found, List<Unread> unread, int shortened) {
        return new LogScope(
                found.sources().size(), found.all(), found.more(), unread, shortened, false, Optional.empty());
    }

    /** That many, and all of them read. */
    public static LogScope whole(int containers) {
        return new LogScope(containers, containers, false, List.of(), 0, false, Optional.empty());
    }

    /** When those that are followed have become others. What wasn't read at first is still missing, as long as its container is there. */
    public LogScope after(LogChange change) {
        List<Unread> missing = new ArrayList<>(change.refused());
        unread.stream()
                .filter(u -> change.sources().contains(u.source()))
                .filter(u -> change.refused().stream().noneMatch(r -> r.source().equals(u.source())))
                .forEach(missing::add);
        return new LogScope(
                change.sources().size(), change.all(), change.more(), missing, shortened, change.over(), change.lost());
    }

    /** How many of how many, in words; empty where it is all of them. */
    public Optional<String> part() {
        return read >= all && !more
                ? Optional.empty()
                : Optional.of(read + " of " + (more ? "more than " : "") + all + " containers");
    }
}
