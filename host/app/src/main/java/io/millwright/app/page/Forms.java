package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Paste;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Pointed;

/** What pages that ask by a form have in common. */
final class Forms {
    static final ActionSpec NEXT =
            ActionSpec.reading("form.next", "tab down", "next field", "Moves to the next field.", "");
    static final String NOT_RIGHT = "One value is not right yet; its line says why.";

    private Forms() {}

    /** Whether what was typed, pasted or clicked is for the form, and not for the page's own keys. */
    static boolean takes(Msg msg) {
        if (msg instanceof Key key) {
            return !key.ctrl() && !key.is(Key.Code.ESC) && !key.is(Key.Code.ENTER) && !key.is(Key.Code.TAB);
        }
        return msg instanceof Paste || msg instanceof Pointed.FieldOf;
    }

    /** Why what was asked for couldn't be done, from that row on. */
    static void problem(Surface body, int row, Problem problem) {
        body.put(1, row, Sign.CRITICAL);
        int next = row;
        for (String line : Text.wrap(problem.summary() + ". " + problem.next(), body.width() - 4)) {
            body.put(3, next++, line, Style.ERROR);
        }
    }
}
