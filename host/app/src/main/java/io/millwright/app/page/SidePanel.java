package io.millwright.app.page;

import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The detail beside a list: at its right where the screen is wide, below it elsewhere. */
final class SidePanel {
    /** From this width on both have room beside each other, and the detail is there without being asked for. */
    static final int WIDE = 110;

    private static final int LOWEST = 5;
    private static final int ROOM_FOR_TABS = 8;

    private SidePanel() {}

    private static boolean isBeside(Model model) {
        return model.size().width() >= WIDE && !model.start().linear();
    }

    static Zoom zoom(Model model) {
        return model.side().chosen().orElse(isBeside(model) ? Zoom.NORMAL : Zoom.LIST);
    }

    /** What is shown beside the list of the page in sight; empty where there is nothing, or no room is wanted for it. */
    static Optional<Detail> shown(Model model) {
        return zoom(model) == Zoom.LIST ? Optional.empty() : model.page().detail(model);
    }

    /** The columns that a list over the whole width has while a detail is shown. Asks no page, because pages ask it. */
    static int listWidth(Model model) {
        int width = model.size().width();
        if (!isBeside(model)) {
            // Who listens wants no more columns, only whole ones.
            return model.start().linear() ? Math.min(width, WIDE) : width;
        }
        return switch (zoom(model)) {
            case LIST -> width;
            case NORMAL -> width - width * 2 / 5 - 1;
            case HALF -> width - width / 2 - 1;
            case FULL -> 0;
        };
    }

    /** How many of that many rows a list has. */
    static int listHeight(Model model, int height) {
        if (shown(model).isEmpty()) {
            return height;
        }
        if (zoom(model) == Zoom.FULL) {
            return 0;
        }
        if (isBeside(model)) {
            return height;
        }
        int detail = zoom(model) == Zoom.HALF ? height / 2 : Math.min(height / 2, Math.max(LOWEST, height / 3));
        return height - detail - 1;
    }

    /** Draws the detail of the page in sight on its part of an area; gives the part that the list has. */
    static Surface besides(Surface area, Model model) {
        Optional<Detail> detail = shown(model);
        if (detail.isEmpty()) {
            return area;
        }
        if (isBeside(model) && zoom(model) != Zoom.FULL) {
            int width = listWidth(model);
            area.sub(new Rect(width, 0, 1, area.height())).bar(0);
            draw(area.sub(new Rect(width + 1, 0, area.width() - width - 1, area.height())), detail.get(), model);
            return area.sub(new Rect(0, 0, width, area.height()));
        }
        int height = listHeight(model, area.height());
        if (height > 0) {
            area.rule(height);
        }
        int top = height > 0 ? height + 1 : 0;
        draw(area.rows(top, area.height() - top), detail.get(), model);
        return area.rows(0, height);
    }

    /** A click on the tab of what there is to see of an object. */
    record TabPointed(Beside tab) implements Msg {}

    private static void draw(Surface panel, Detail detail, Model model) {
        boolean alone = zoom(model) == Zoom.FULL;
        boolean tabs = detail instanceof Detail.OfObject && panel.height() >= ROOM_FOR_TABS;
        String age = age(detail, model, tabs);
        int room = panel.width() - 2 - (age.isEmpty() ? 0 : Text.width(age) + 2);
        panel.put(1, 0, Text.truncateMiddle(detail.title(), Math.max(0, room), panel.glyphs()), Style.TITLE);
        panel.putRight(panel.width() - 1, 0, age, Style.MUTED);
        if (tabs) {
            tabs(panel, model.side().tab());
        }
        int above = tabs ? 2 : 1;
        Surface text = panel.sub(new Rect(1, above, panel.width() - 2, panel.height() - above));
        List<Line> lines = SideText.lines(detail, text.width(), model);
        int top = isLog(detail, model)
                ? Math.max(0, lines.size() - text.height() - model.side().top())
                : model.side().top();
        new TextView(lines, top, 0, true, "", Optional.empty()).render(text);
        if (alone) {
            panel.cursor(1, 1);
        }
    }

    /** Whether a log is shown, whose newest lines are at the bottom. */
    static boolean isLog(Detail detail, Model model) {
        return detail instanceof Detail.OfObject && model.side().tab() == Beside.LOG;
    }

    private static void tabs(Surface panel, Beside shown) {
        int col = 0;
        for (Beside tab : Beside.values()) {
            boolean here = tab == shown;
            int start = col;
            col = panel.put(col, 1, here ? "[" : " ", Style.ACCENT);
            col = panel.put(col, 1, tab.word(), here ? Style.ACCENT.asBold().asUnderline() : Style.MUTED);
            col = panel.put(col, 1, here ? "]" : " ", Style.ACCENT);
            panel.spot(new Rect(start, 1, col - start, 1), new TabPointed(tab));
        }
    }

    private static String age(Detail detail, Model model, boolean tabs) {
        Side side = model.side();
        if (!(detail instanceof Detail.OfObject)) {
            return "";
        }
        Optional<Instant> read = side.tab() == Beside.TREE
                ? side.apart().tree().map(Answer::at)
                : side.reading().seen().map(Answer::at);
        String age = side.tab() == Beside.LOG
                ? side.apart()
                        .log()
                        .flatMap(Answer::value)
                        .map(_ -> side.top() > 0 ? "standing still" : "following")
                        .orElse("")
                : read.map(at -> "read " + Words.ago(at, model.now())).orElse("");
        // Where tabs have no room, the one that is shown is named.
        return tabs ? age : age.isEmpty() ? side.tab().word() : side.tab().word() + ", " + age;
    }

    /** The columns of the detail's text. */
    static int textWidth(Model model) {
        int width = model.size().width();
        return (isBeside(model) && zoom(model) != Zoom.FULL ? width - listWidth(model) - 1 : width) - 2;
    }
}
