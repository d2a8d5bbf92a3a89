package io.millwright.app.page;

import io.millwright.tui.Msg;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.widget.Input;
import java.util.Optional;

/**
 * What is typed above the lines of a log.
 *
 * @param since whether it is from when on lines are wanted; else it is what they are filtered by
 */
record LogsPrompt(boolean since, Input input) {
    private static final String SINCE = "since ";
    private static final String HINT = "14:30, 2026-11-24 14:30Z, 15m; UTC";

    static LogsPrompt filter(String filter) {
        return new LogsPrompt(false, Input.of(filter));
    }

    static LogsPrompt ofSince() {
        return new LogsPrompt(true, Input.EMPTY);
    }

    Optional<LogsPrompt> on(Msg msg) {
        return input.on(msg).map(i -> new LogsPrompt(since, i));
    }

    String text() {
        return input.text().strip();
    }

    void render(Surface body) {
        int col = body.put(1, 0, since ? SINCE : "/", Style.KEY);
        if (since && input.text().isEmpty()) {
            body.put(col + 2, 0, HINT, Style.MUTED);
        }
        input.render(body, col, 0, Math.max(8, body.width() - col - 2), true, false);
    }
}
