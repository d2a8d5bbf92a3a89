package io.millwright.engine.browse;

import java.util.List;

/**
 * What a container wrote from a moment on.
 *
 * @param lines oldest first
 * @param more whether it has written more than that since
 */
public record LogHead(List<LogLine> lines, boolean more) {
    public LogHead {
        lines = List.copyOf(lines);
    }
}
