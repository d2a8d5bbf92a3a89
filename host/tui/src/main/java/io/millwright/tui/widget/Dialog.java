package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question before something happens.
 *
 * @param lines what will happen, to which objects, and how to get back
 * @param yes the verb of the button that does it
 * @param phrase what must be typed to agree; empty for a plain question
 */
public record Dialog(
        Sign sign,
        String title,
        List<Line> lines,
        String yes,
        Optional<String> phrase,
        boolean yesFocused,
        Input typed,
        Outcome outcome) {
    /** What the user has said. */
    public enum Outcome {
        OPEN,
        YES,
        NO
    }

    public Dialog {
        lines = List.copyOf(lines);
    }

    /** Asks yes or no; the focus is on no. */
    public static Dialog confirm(Sign sign, String title, List<Line> lines, String yes) {
        return new Dialog(sign, title, lines, yes, Optional.empty(), false, Input.EMPTY, Outcome.OPEN);
    }

    /** Agrees only to who types the phrase, for example the name of what will be deleted. */
    public static Dialog typePhrase(Sign sign, String title, List<Line> lines, String yes, String phrase) {
        return new Dialog(sign, title, lines, yes, Optional.of(phrase), false, Input.EMPTY, Outcome.OPEN);
    }

    /** All messages belong to an open dialog; unknown ones change nothing. */
    public Dialog on(Msg msg) {
        if (msg instanceof Key key) {
            if (key.is(Key.Code.ESC)) {
                return with(Outcome.NO);
            }
            return phrase.isPresent() ? onTyping(key) : onChoice(key);
        }
        return phrase.isPresent() ? typed(typed.on(msg).orElse(typed)) : this;
    }

    private Dialog onChoice(Key key) {
        return switch (key.toString()) {
            case "y" -> with(Outcome.YES);
            case "n", "q" -> with(Outcome.NO);
            case "tab", "shift-tab", "left", "right", "h", "l" ->
                new Dialog(sign, title, lines, yes, phrase, !yesFocused, typed, outcome);
            case "enter" -> with(yesFocused ? Outcome.YES : Outcome.NO);
            default -> this;
        };
    }

    private Dialog onTyping(Key key) {
        if (key.is(Key.Code.ENTER)) {
            return phraseMatches() ? with(Outcome.YES) : this;
        }
        return typed(typed.on(key).orElse(typed));
    }

    /** Whether what is typed is the phrase, exactly. */
    public boolean phraseMatches() {
        return phrase.isPresent() && phrase.get().equals(typed.text());
    }

    /** Draws it in the middle, over what is there. */
    public void render(Surface surface) {
        int width = Math.min(surface.width() - 2, 72);
        List<Line> body = wrapped(width - 4);
        int height = Math.min(surface.height(), body.size() + 6);
        Rect area = new Rect((surface.width() - width) / 2, (surface.height() - height) / 2, width, height);
        Surface box = surface.sub(area);
        box.clear();
        box.over(title);
        box.rule(0);
        int col = box.put(2, 1, sign) + 1;
        box.put(col, 1, Text.truncateMiddle(title, width - col - 2, box.glyphs()), Style.TITLE);
        int room = height - 6;
        for (int i = 0; i < Math.min(room, body.size()); i++) {
            body.get(i).render(box, 2, 3 + i);
        }
        answer(box, height - 2);
        box.rule(height - 1);
    }

    private void answer(Surface box, int row) {
        if (phrase.isEmpty()) {
            int col = button(box, 2, row, "n", "no", !yesFocused);
            button(box, col + 2, row, "y", yes, yesFocused);
            return;
        }
        String prompt = "type " + phrase.get() + " to " + yes + ": ";
        int col = box.put(2, row, prompt, Style.TEXT);
        if (col + 8 > box.width()) {
            col = 2; // no room beside the prompt: the line above has it
            box.fill(new Rect(0, row, box.width(), 1), " ", Style.TEXT);
            box.put(2, row - 1, prompt, Style.TEXT);
        }
        typed.render(box, col, row, box.width() - col - 2, true, false);
    }

    private static int button(Surface box, int col, int row, String key, String label, boolean focused) {
        Style style = focused ? Style.TEXT.asBold().asReverse() : Style.TEXT;
        if (focused) {
            box.cursor(col + 1, row);
        }
        int after = box.put(col, row, "[" + key + " " + label + "]", style);
        box.spot(new Rect(col, row, after - col, 1), Key.parse(key));
        return after;
    }

    private List<Line> wrapped(int width) {
        List<Line> out = new ArrayList<>();
        for (Line line : lines) {
            if (Text.width(line.text()) <= width) {
                out.add(line);
            } else {
                Style style = line.cells().getFirst().style();
                Text.wrap(line.text(), width).forEach(part -> out.add(Line.of(part, style)));
            }
        }
        return out;
    }

    private Dialog with(Outcome said) {
        return new Dialog(sign, title, lines, yes, phrase, yesFocused, typed, said);
    }

    private Dialog typed(Input text) {
        return new Dialog(sign, title, lines, yes, phrase, yesFocused, text, outcome);
    }
}
