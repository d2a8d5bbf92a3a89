package io.millwright.app.page;

import io.millwright.engine.inspect.Inspection;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The detail beside a list: at its right where the screen is wide, below it elsewhere. */
final class SidePanel {
    /** From this width on both have room beside each other, and the detail is there without being asked for. */
    static final int WIDE = 110;

    private static final int LOWEST = 5;

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
            return width;
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

    private static void draw(Surface panel, Detail detail, Model model) {
        boolean alone = zoom(model) == Zoom.FULL;
        String age = age(detail, model);
        int room = panel.width() - 2 - (age.isEmpty() ? 0 : Text.width(age) + 2);
        panel.put(1, 0, Text.truncateMiddle(detail.title(), Math.max(0, room), panel.glyphs()), Style.TITLE);
        panel.putRight(panel.width() - 1, 0, age, Style.MUTED);
        Surface text = panel.sub(new Rect(1, 1, panel.width() - 2, panel.height() - 1));
        new TextView(lines(detail, text.width(), model), model.side().top(), 0, true, "", Optional.empty())
                .render(text);
        if (alone) {
            panel.cursor(1, 1);
        }
    }

    private static String age(Detail detail, Model model) {
        return detail instanceof Detail.OfObject
                ? model.side()
                        .reading()
                        .seen()
                        .map(a -> "read " + Words.ago(a.at(), model.now()))
                        .orElse("")
                : "";
    }

    /** The lines that are told for a width. */
    static List<Line> lines(Detail detail, int width, Model model) {
        return switch (detail) {
            case Detail.Told told -> told.text().apply(width);
            case Detail.OfObject object -> read(object, model);
        };
    }

    private static List<Line> read(Detail.OfObject object, Model model) {
        List<Line> lines = new ArrayList<>();
        Optional<Answer<Inspection>> seen = model.side().reading().seen();
        seen.flatMap(Answer::problem)
                .ifPresent(p -> lines.add(Line.of(Words.brief(p) + ". " + p.next(), Style.WARNING)));
        if (seen.isEmpty()) {
            model.side()
                    .reading()
                    .waiting()
                    .ifPresent(since -> lines.add(Line.of(
                            "Reading it from " + object.ask().context() + ", for " + Words.span(since)
                                    + ". Another row ends that.",
                            Style.MUTED)));
        }
        seen.flatMap(Answer::value)
                .ifPresent(i -> lines.addAll(ObjectPage.lines(i, model.side().yaml(), model.now())));
        return lines;
    }

    /** The columns of the detail's text. */
    static int textWidth(Model model) {
        int width = model.size().width();
        return (isBeside(model) && zoom(model) != Zoom.FULL ? width - listWidth(model) - 1 : width) - 2;
    }
}
