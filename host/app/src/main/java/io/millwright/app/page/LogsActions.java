package io.millwright.app.page;

import io.millwright.app.browse.LogLimits;
import io.millwright.tui.action.ActionSpec;
import java.util.List;

/** What can be done with logs. */
final class LogsActions {
    private static final ActionSpec FILTER = ActionSpec.reading(
            "logs.filter",
            "/",
            "filter",
            "Keeps only lines in which this is found, as a regular expression; !word: only those without it. The others are counted; esc shows them again.",
            "millwright logs POD --grep REGEX");
    private static final ActionSpec FOLLOW = ActionSpec.reading(
            "logs.follow", "s", "follow", "Follows the newest lines, or stands still.", "millwright logs POD --follow");
    private static final ActionSpec TIMES =
            ActionSpec.reading("logs.times", "t", "times", "Shows when each line was written, or not.", "");
    private static final ActionSpec PREVIOUS = ActionSpec.reading(
            "logs.previous",
            "p",
            "previous",
            "Shows the log before the last restart, or the present one.",
            "millwright logs POD --previous");
    private static final ActionSpec TAIL = ActionSpec.reading(
            "logs.tail",
            "0",
            "last lines",
            "Shows the last lines, however old.",
            "millwright logs POD --tail " + LogLimits.TAIL);
    private static final ActionSpec MINUTE =
            ActionSpec.reading("logs.1m", "1", "1 minute", "Shows the last minute.", "millwright logs POD --since 1m");
    private static final ActionSpec QUARTER = ActionSpec.reading(
            "logs.15m", "2", "15 minutes", "Shows the last 15 minutes.", "millwright logs POD --since 15m");
    private static final ActionSpec HOUR =
            ActionSpec.reading("logs.1h", "3", "1 hour", "Shows the last hour.", "millwright logs POD --since 1h");
    private static final ActionSpec SINCE = ActionSpec.reading(
            "logs.since",
            "4",
            "since …",
            "Begins with a moment (14:30, 2026-11-24T14:30:00Z) or a span of time (90s, 2h) that you type.",
            "millwright logs POD --since-time TIME");
    private static final ActionSpec WRAP =
            ActionSpec.reading("logs.wrap", "w", "wrap", "Breaks long lines, or cuts them at the edge.", "");
    private static final ActionSpec LOCK = ActionSpec.reading(
            "logs.lock",
            "L",
            "lock columns",
            "Keeps time and source where they are while the text is scrolled sideways, or scrolls them with it.",
            "");
    private static final ActionSpec COPY = ActionSpec.reading(
            "logs.copy", "c", "copy", "Puts the lines that are kept into the clipboard of the terminal.", "");

    private static final ActionSpec FIELDS = ActionSpec.reading(
            "logs.fields",
            "J",
            "fields",
            "Shows lines that are JSON as level, message and fields, or as they are.",
            "");
    private static final ActionSpec MARK = ActionSpec.reading(
            "logs.mark", "m", "mark", "Draws a line below what there is now, to see what comes after it.", "");
    private static final ActionSpec CLEAR =
            ActionSpec.reading("logs.clear", "C", "clear", "Takes all lines out of sight; new ones follow.", "");

    static final List<ActionSpec> SPECS = List.of(
            FILTER, FOLLOW, TIMES, PREVIOUS, TAIL, MINUTE, QUARTER, HOUR, SINCE, WRAP, LOCK, COPY, FIELDS, MARK, CLEAR,
            Act.SAVE);

    private LogsActions() {}
}
