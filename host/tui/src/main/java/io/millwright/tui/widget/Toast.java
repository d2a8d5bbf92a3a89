package io.millwright.tui.widget;

import io.millwright.tui.Sign;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.time.Duration;
import java.time.Instant;

/** A short message that goes by itself; the page asks for ticks while one is shown. */
public record Toast(Sign sign, String text, Instant until) {
    /** Long enough to read it, at about three words a second, never under four seconds. */
    public static Toast at(Instant now, Sign sign, String text) {
        return new Toast(sign, text, now.plus(Duration.ofMillis(Math.max(4000, text.length() * 60L))));
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Sign, word, text on one row. */
    public void render(Surface surface, int row) {
        int col = surface.put(1, row, sign) + 1;
        if (sign != Sign.INFO) {
            col = surface.put(col, row, sign.word(), sign.style().asBold()) + 2;
        }
        String line = Text.truncateEnd(text, surface.width() - col - 1, surface.glyphs());
        surface.put(col, row, line, sign.style());
    }
}
