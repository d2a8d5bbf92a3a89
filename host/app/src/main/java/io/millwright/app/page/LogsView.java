package io.millwright.app.page;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.LogFilter;
import io.millwright.app.browse.LogReading;
import io.millwright.app.browse.LogScope;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.spi.Problem;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Which lines of a log are in sight, and what stands there instead where there are none. Costs what is in sight. */
final class LogsView {
    private LogsView() {}

    private static LogsPicture.How how(LogsPage page) {
        boolean several = page.opened()
                .flatMap(Answer::value)
                .map(o -> o.ends().size() > 1)
                .orElse(false);
        int left = page.look().wrapped() ? 0 : page.left();
        return new LogsPicture.How(
                page.look(), several, left, LogFilter.found(page.ask().filter()));
    }

    /** What of a scope is told beside the title. */
    static List<Cell> facts(LogScope scope) {
        List<Cell> facts = new ArrayList<>();
        if (!scope.unread().isEmpty()) {
            facts.add(new Cell(scope.unread().size() + " not read", Style.WARNING));
        }
        if (scope.shortened() > 0) {
            facts.add(Cell.muted(scope.shortened() + " shortened"));
        }
        return facts;
    }

    static int height(LogsPage page, Model model) {
        int said = missing(page, model.size().width()).size();
        return Math.max(1, model.bodyHeight() - 1 - said);
    }

    /** Why what is shown isn't all: what wasn't read, why it couldn't be read again, why no more comes. At most two rows. */
    private static List<String> missing(LogsPage page, int width) {
        List<String> said = new ArrayList<>();
        if (!page.lines().isEmpty()) {
            page.opened().flatMap(Answer::problem).ifPresent(p -> said.add(p.why() + ". " + p.next()));
        }
        List<Problem> unread =
                LogReading.together(page.scope().map(LogScope::unread).orElse(List.of()));
        if (!unread.isEmpty()) {
            Problem first = unread.getFirst();
            String others =
                    unread.size() == 1 ? "" : " (" + Words.count(unread.size() - 1, "other reason") + " beside it)";
            said.add("Could not " + first.attempted() + ": " + first.why() + ". " + first.next() + others);
        }
        page.scope().flatMap(s -> end(s, page)).ifPresent(said::add);
        List<String> rows = said.stream()
                .flatMap(text -> Text.wrap(text, Math.max(1, width - 2)).stream())
                .toList();
        return rows.subList(0, Math.min(2, rows.size()));
    }

    private static Optional<String> end(LogScope scope, LogsPage page) {
        if (page.look().stopped() || page.ask().part().previous()) {
            return Optional.empty();
        }
        if (scope.lost().isPresent()) {
            return Optional.of(
                    "Could not look for other pods: " + scope.lost().get().why());
        }
        if (!page.isOver()) {
            return Optional.empty();
        }
        return Optional.of(
                page.ask().pod().isEmpty()
                        ? "All of these pods have ended or are gone; new ones are looked for."
                        : "This has ended or is gone: no more lines come.");
    }

    /** Where among other lines that one is that was at the top, or the first that is later; empty where none is, and for the newest ones. */
    static OptionalLong again(List<LogLine> before, OptionalLong top, List<LogLine> now) {
        if (top.isEmpty() || top.getAsLong() >= before.size()) {
            return OptionalLong.empty();
        }
        LogLine seen = before.get((int) top.getAsLong());
        int same = now.indexOf(seen);
        if (same >= 0) {
            return OptionalLong.of(same);
        }
        Instant at = seen.time().orElse(Instant.MAX);
        return IntStream.range(0, now.size())
                .filter(i -> now.get(i).time().filter(t -> !t.isBefore(at)).isPresent())
                .mapToLong(i -> i)
                .findFirst();
    }

    /** The line at the top where the newest one is at the bottom. */
    static int last(LogsPage page, Model model) {
        int height = height(page, model);
        int size = page.lines().size();
        if (!page.look().wrapped()) {
            return Math.max(0, size - height);
        }
        LogsPicture.How how = how(page);
        int first = size;
        int rows = 0;
        while (first > 0 && rows <= height) {
            rows += heightOf(page, how, first - 1, model.size().width());
            first--;
        }
        return rows > height ? Math.min(first + 1, size - 1) : 0;
    }

    private static int heightOf(LogsPage page, LogsPicture.How how, int line, int width) {
        return LogsPicture.height(page.lines().get(line), how, width, Glyphs.UNICODE);
    }

    static void render(LogsPage page, Surface body, Model model) {
        page.typing().ifPresentOrElse(p -> p.render(body), () -> {
            if (!page.ask().filter().isEmpty()) {
                body.put(body.put(1, 0, "/", Style.KEY), 0, page.ask().filter(), Style.TEXT);
            }
            body.putRight(body.width() - 1, 0, part(page), page.isCut() ? Style.WARNING : Style.MUTED);
        });
        List<String> missing = missing(page, body.width());
        for (int i = 0; i < missing.size(); i++) {
            body.put(1, 1 + i, missing.get(i), Style.WARNING);
        }
        Surface area = body.rows(1 + missing.size(), body.height() - 1 - missing.size());
        if (page.lines().isEmpty()) {
            area.put(1, 0, why(page), Style.MUTED);
            return;
        }
        LogsPicture.How how = how(page);
        int size = page.lines().size();
        int line = (int) Math.min(page.top().orElse(size), last(page, model));
        int row = 0;
        if (page.top().isEmpty() && page.look().wrapped()) {
            // The end of the newest line is what is followed: the first one may begin above what is in sight.
            line = size;
            row = area.height();
            while (line > 0 && row > 0) {
                line--;
                row -= heightOf(page, how, line, area.width());
            }
            row = Math.min(0, row);
        }
        for (; row < area.height() && line < size; line++) {
            row = LogsPicture.draw(area, row, page.lines().get(line), how);
        }
    }

    /** Of how many containers it is where those aren't all, and which part where it isn't just the end. */
    private static String part(LogsPage page) {
        LogAsk part = page.ask().part();
        String from = part.from()
                .map(f -> "from " + f)
                .or(() -> part.since().map(s -> "last " + Ages.text(s)))
                .orElse("");
        String which = page.isCut() ? "only the first lines " + from + ", s goes on" : from;
        String some = page.scope().flatMap(LogScope::part).orElse("");
        return some + (some.isEmpty() || which.isEmpty() ? "" : ", ") + which;
    }

    private static String why(LogsPage page) {
        if (page.opened().isEmpty()) {
            return page.look().stopped() ? "You have stopped it; ctrl-r reads it." : "reading the log …";
        }
        Answer<BrowseMsg.LogsRead> opened = page.opened().get();
        Optional<String> problem = opened.problem().map(p -> p.why() + ". " + p.next());
        return problem.orElseGet(() ->
                opened.value().map(BrowseMsg.LogsRead::ends).orElse(List.of()).isEmpty()
                        ? page.ask().pod().isEmpty()
                                ? "No pod has these labels now; new ones are looked for."
                                : "There is no such pod."
                        : page.hidden() > 0
                                ? "All " + page.hidden() + " lines are hidden by the filter."
                                : nothing(page));
    }

    private static String nothing(LogsPage page) {
        if (page.scope().filter(s -> s.unread().size() == s.read()).isPresent()) {
            return "";
        }
        boolean part = page.ask().part().since().isPresent()
                || page.ask().part().from().isPresent();
        return part
                ? "Nothing was logged since then; 0 shows the last lines."
                : page.ask().part().previous()
                        ? "Nothing was logged before the last restart."
                        : "Nothing was logged yet.";
    }
}
