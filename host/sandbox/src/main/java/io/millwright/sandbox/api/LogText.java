package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of a log that was asked for. Each line of the whole log begins with when it was written and a blank. */
final class LogText {
    private LogText() {}

    /** The lines that the query means. */
    static String asked(String whole, Call call, Clock clock) {
        Optional<Instant> since = since(call, clock);
        List<String> lines = whole.lines()
                .filter(l -> since.isEmpty()
                        || time(l).filter(t -> t.isBefore(since.get())).isEmpty())
                .toList();
        if (call.asked("tailLines")) {
            lines = lines.subList((int) Math.max(0, lines.size() - call.number("tailLines")), lines.size());
        }
        String text = drawn(lines, call);
        return call.asked("limitBytes")
                ? text.substring(0, (int) Math.min(text.length(), call.number("limitBytes")))
                : text;
    }

    /** All of those lines, with their times where the query wants them. */
    static String drawn(List<String> lines, Call call) {
        boolean times = call.flag("timestamps");
        return lines.stream()
                .map(l -> (times || time(l).isEmpty() ? l : l.substring(l.indexOf(' ') + 1)) + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<Instant> since(Call call, Clock clock) {
        if (call.asked("sinceTime")) {
            return Optional.of(time(call.query("sinceTime") + " ")
                    .orElseThrow(() -> ApiError.badRequest("sinceTime: Invalid value: " + call.query("sinceTime"))));
        }
        return call.asked("sinceSeconds")
                ? Optional.of(clock.instant().minusSeconds(call.number("sinceSeconds")))
                : Optional.empty();
    }

    private static Optional<Instant> time(String line) {
        int blank = line.indexOf(' ');
        if (blank <= 0 || !Character.isDigit(line.charAt(0))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(line.substring(0, blank)));
        } catch (DateTimeException notATime) {
            // A log whose lines have no times is given whole.
            return Optional.empty();
        }
    }
}
