package io.millwright.app.page;

import io.millwright.app.browse.LogReading;
import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.describe.Description;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.inspect.Inspection;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that are told beside a list. */
final class SideText {
    private SideText() {}

    /** Those for a width. */
    static List<Line> lines(Detail detail, int width, Model model) {
        return switch (detail) {
            case Detail.Told told -> told.text().apply(width);
            case Detail.OfObject object -> ofObject(object, width, model);
        };
    }

    private static List<Line> ofObject(Detail.OfObject object, int width, Model model) {
        Side side = model.side();
        Optional<Answer<Inspection>> seen = side.reading().seen();
        if (side.tab() == Beside.TREE) {
            return tree(object, side.apart());
        }
        List<Line> lines = new ArrayList<>();
        seen.flatMap(Answer::problem)
                .ifPresent(p -> lines.add(Line.of(Words.brief(p) + ". " + p.next(), Style.WARNING)));
        if (seen.isEmpty()) {
            side.reading()
                    .waiting()
                    .ifPresent(since -> lines.add(Line.of(
                            "Reading it from " + object.ask().context() + ", for " + Words.span(since)
                                    + ". Another row ends that.",
                            Style.MUTED)));
        }
        seen.flatMap(Answer::value)
                .ifPresent(i -> lines.addAll(
                        switch (side.tab()) {
                            case DESCRIPTION -> ObjectPage.lines(i, false, model.now());
                            case YAML -> ObjectPage.lines(i, true, model.now());
                            case EVENTS -> ObjectPage.toned(Description.events(i, model.now()));
                            case LOG -> log(object, i, side.apart(), width);
                            case TREE -> List.of();
                        }));
        return lines;
    }

    /** The newest last, each in as many rows as it takes. */
    private static List<Line> log(Detail.OfObject object, Inspection seen, ReadApart apart, int width) {
        if (ReadApart.logs(object.ask(), seen).isEmpty()) {
            return List.of(Line.of("This has no pods of its own, so that it has no log.", Style.MUTED));
        }
        Optional<Answer<BrowseMsg.LogsRead>> answer = apart.log();
        List<Line> lines = new ArrayList<>();
        answer.flatMap(Answer::problem).ifPresent(p -> lines.add(Line.of(p.why() + ". " + p.next(), Style.WARNING)));
        LogReading.together(answer.flatMap(Answer::value)
                        .map(r -> r.scope().unread())
                        .orElse(List.of()))
                .forEach(p -> lines.add(
                        Line.of("Could not " + p.attempted() + ": " + p.why() + ". " + p.next(), Style.WARNING)));
        if (answer.isEmpty()) {
            lines.add(Line.of("reading the log …", Style.MUTED));
        } else if (answer.get().problem().isEmpty() && apart.lines().isEmpty()) {
            boolean pods = answer.flatMap(Answer::value)
                    .filter(r -> !r.ends().isEmpty())
                    .isPresent();
            lines.add(Line.of(pods ? "Nothing was logged yet." : "There is no such pod.", Style.MUTED));
        }
        boolean several =
                answer.flatMap(Answer::value).filter(r -> r.ends().size() > 1).isPresent();
        for (LogLine line : apart.lines()) {
            String text = (several ? line.source().display() + " " : "") + line.text();
            Text.wrap(text, Math.max(1, width)).forEach(part -> lines.add(Line.of(part)));
        }
        return lines;
    }

    private static List<Line> tree(Detail.OfObject object, ReadApart apart) {
        Optional<Answer<Relations.Found>> answer = apart.tree();
        List<Line> lines = new ArrayList<>();
        answer.flatMap(Answer::problem)
                .ifPresent(p -> lines.add(Line.of(Words.brief(p) + ". " + p.next(), Style.WARNING)));
        if (answer.isEmpty()) {
            lines.add(Line.of("reading what belongs to " + object.ask().name() + " …", Style.MUTED));
        }
        answer.flatMap(Answer::value).ifPresent(found -> {
            found.missing().forEach(p -> lines.add(Line.of(Words.brief(p) + ". " + p.next(), Style.WARNING)));
            branch(found.root(), 0, object.ask().name(), lines);
        });
        return lines;
    }

    private static void branch(Related related, int depth, String asked, List<Line> lines) {
        if (related.role().equals(Relations.ELSEWHERE)) {
            return; // it stands for what is read when its row is opened, and rows are opened on the page of the tree
        }
        Sign sign =
                related.state().bad() ? Sign.WARNING : related.state().text().isEmpty() ? Sign.ABSENT : Sign.OK;
        int dot = related.word().indexOf('.');
        String kind = dot < 0 ? related.word() : related.word().substring(0, dot);
        lines.add(Line.of(
                new Cell("  ".repeat(depth) + sign.glyph(Glyphs.UNICODE) + " ", sign.style()),
                Cell.muted((related.role().isEmpty() ? "" : related.role() + " ") + kind + " "),
                new Cell(related.name(), related.name().equals(asked) ? Style.TITLE : Style.TEXT),
                new Cell(
                        related.state().text().isEmpty()
                                ? ""
                                : "  " + related.state().text(),
                        related.state().bad() ? Style.WARNING : Style.MUTED)));
        related.children().forEach(child -> branch(child, depth + 1, asked, lines));
    }
}
