package io.millwright.engine.browse;

import java.util.List;

/**
 * A part of what a container wrote.
 *
 * @param lines oldest first
 * @param more whether there is more of what was asked for: later lines where the beginning was wanted, earlier ones where the end was
 */
public record LogPart(List<LogLine> lines, boolean more) {
    public LogPart {
        lines = List.copyOf(lines);
    }
}
