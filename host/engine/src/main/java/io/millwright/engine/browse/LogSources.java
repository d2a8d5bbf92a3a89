package io.millwright.engine.browse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The containers whose logs are meant.
 *
 * @param sources those that are read
 * @param ended those of them that have ended for good, so that nothing is added to their logs
 * @param all how many there are
 * @param more whether there are more than that, which nobody has counted
 */
public record LogSources(List<LogSource> sources, Set<LogSource> ended, int all, boolean more) {
    /** None at all. */
    public static final LogSources NONE = new LogSources(List.of(), Set.of(), 0, false);

    public LogSources {
        sources = List.copyOf(sources);
        ended = Set.copyOf(ended);
    }

    /** Whether all of them are read. */
    public boolean isWhole() {
        return !more && all == sources.size();
    }

    /** With those of another place, of which together no more than so many are read. */
    public LogSources and(LogSources other, int most) {
        List<LogSource> together =
                Stream.concat(sources.stream(), other.sources.stream()).toList();
        Set<LogSource> over = new LinkedHashSet<>(ended);
        over.addAll(other.ended);
        List<LogSource> read = new ArrayList<>(together.subList(0, Math.min(most, together.size())));
        over.retainAll(read);
        return new LogSources(read, over, all + other.all, more || other.more);
    }
}
