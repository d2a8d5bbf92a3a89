package io.millwright.tui.widget;

import io.millwright.tui.Sign;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A short message that goes by itself; the page asks for ticks while one is shown.
 *
 * @param since the first tick while it was on the screen: its time doesn't run while another program has the terminal
 */
public record Toast(Sign sign, String text, Optional<Instant> since) {
    public static Toast of(Sign sign, String text) {
        return new Toast(sign, text, Optional.empty());
    }

    /** It is on the screen at that time. */
    public Toast seen(Instant now) {
        return since.isPresent() ? this : new Toast(sign, text, Optional.of(now));
    }

    /** Long enough to read it, at about three words a second, never under four seconds. */
    public boolean isOver(Instant now) {
        Duration shown = Duration.ofMillis(Math.max(4000, text.length() * 60L));
        return since.filter(s -> !now.isBefore(s.plus(shown))).isPresent();
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
