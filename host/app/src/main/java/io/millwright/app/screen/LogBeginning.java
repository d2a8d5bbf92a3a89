package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of several logs, merged by time, up to where all of them are known: where one was cut, what others wrote after that would
 * stand as if the first had been silent.
 *
 * @param ends up to where each was read
 * @param more whether there is more than that
 */
record LogBeginning(List<LogEnd> ends, List<LogLine> lines, boolean more) {
    /** @param parts what was read of each of the sources, in their order */
    static LogBeginning of(List<LogSource> sources, List<LogPart> parts, LogAsk ask) {
        List<LogLine> all = LogLine.merged(parts.stream().map(LogPart::lines).toList());
        Optional<Instant> horizon = parts.stream()
                .filter(LogPart::more)
                .flatMap(p -> last(p.lines()).stream())
                .min(Instant::compareTo);
        List<LogLine> known = horizon.map(h -> all.stream()
                        .takeWhile(l -> l.time().filter(t -> t.isAfter(h)).isEmpty())
                        .toList())
                .orElse(all);
        boolean tooMany = ask.from().isPresent() && known.size() > ask.tail();
        List<LogLine> lines = tooMany ? known.subList(0, ask.tail()) : known;
        boolean more = tooMany || parts.stream().anyMatch(LogPart::more);
        return new LogBeginning(ends(sources, more ? lines : all, more), List.copyOf(lines), more);
    }

    /** A log without a line in what was read is read on from its end, so that nothing after that is left out. */
    private static List<LogEnd> ends(List<LogSource> sources, List<LogLine> lines, boolean cut) {
        Map<LogSource, Instant> last = new HashMap<>();
        lines.forEach(l -> l.time().ifPresent(t -> last.put(l.source(), t)));
        Optional<Instant> otherwise = cut ? last(lines) : Optional.empty();
        List<LogEnd> ends = new ArrayList<>();
        for (LogSource source : sources) {
            ends.add(new LogEnd(source, Optional.ofNullable(last.get(source)).or(() -> otherwise)));
        }
        return ends;
    }

    private static Optional<Instant> last(List<LogLine> lines) {
        return lines.reversed().stream().flatMap(l -> l.time().stream()).findFirst();
    }
}
