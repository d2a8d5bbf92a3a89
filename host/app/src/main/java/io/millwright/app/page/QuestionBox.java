package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Input;
import java.util.Optional;

/**
 * What a run asks, and what was typed so far: everything typed is the answer until it is given or refused.
 *
 * @param question what is asked
 * @param typed the answer, so far
 */
record QuestionBox(Question question, Input typed) {
    static QuestionBox of(Question question) {
        return new QuestionBox(question, Input.EMPTY);
    }

    /** What came of a key. */
    sealed interface Outcome {
        /** It is answered; empty when the operator won't say. */
        record Said(Optional<String> answer) implements Outcome {}

        /** It goes on. */
        record Typing(QuestionBox box) implements Outcome {}
    }

    /** Empty for what isn't meant for it. */
    Optional<Outcome> on(Msg msg) {
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            return Optional.of(new Outcome.Said(Optional.of(typed.text())));
        }
        if (msg instanceof Key key && key.is(Key.Code.ESC)) {
            return Optional.of(new Outcome.Said(Optional.empty()));
        }
        return question instanceof Question.Secret
                ? Optional.empty()
                : typed.on(msg).map(t -> new Outcome.Typing(new QuestionBox(question, t)));
    }

    void render(Surface area) {
        int row = 0;
        for (String part : Text.wrap(question.text(), area.width() - 4)) {
            area.put(1, row++, part, Style.TITLE);
        }
        switch (question) {
            case Question.Confirm q -> {
                int col = area.put(1, row, "type " + q.phrase() + " to go on, esc to stop: ", Style.TEXT);
                typed.render(area, col, row, area.width() - col - 2, true, false);
            }
            case Question.Value q -> {
                int col = area.put(1, row, "enter to answer, esc to stop: ", Style.TEXT);
                typed.render(area, col, row, area.width() - col - 2, true, q.secret());
            }
            case Question.Secret q -> {
                area.put(1, row++, "shown once, kept nowhere; write it down, then press enter", Style.CRITICAL);
                for (String line : q.content().lines().toList()) {
                    for (String part : Text.wrap(line, area.width() - 4)) {
                        area.put(1, row++, part, Style.TEXT);
                    }
                }
            }
        }
    }
}
