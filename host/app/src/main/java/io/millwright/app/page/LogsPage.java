package io.millwright.app.page;

import io.millwright.engine.browse.LogLine;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Copy;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Logs of one pod or of many, merged by time and followed.
 *
 * @param lines the newest ones that pass the filter
 * @param left columns scrolled to the right
 * @param top the first line in sight; the newest lines are followed when empty
 * @param look how the lines are shown
 * @param hidden lines that didn't pass the filter
 * @param dropped lines that were shown no more, or came too fast to be shown at all
 * @param typing the filter while it is typed
 */
record LogsPage(
        long number,
        LogsAsk ask,
        Optional<Answer<BrowseMsg.LogsRead>> opened,
        List<LogLine> lines,
        OptionalLong top,
        int left,
        LogsLook look,
        long hidden,
        long dropped,
        Optional<Input> typing)
        implements Page {
    /** What a screen keeps of a log. */
    static final int KEPT = 5000;

    private static final int SIDEWAYS = 16;
    private static final ActionSpec FILTER = ActionSpec.reading(
            "logs.filter",
            "/",
            "filter",
            "Keeps only lines in which this is found, as a regular expression; !word: only those without it. The others are counted.",
            "millwright logs POD --grep REGEX");
    private static final ActionSpec FOLLOW = ActionSpec.reading(
            "logs.follow", "s", "follow", "Follows the newest lines, or stands still.", "millwright logs POD --follow");
    private static final ActionSpec TIMES =
            ActionSpec.reading("logs.times", "t", "times", "Shows when each line was written, or not.", "");
    private static final ActionSpec PREVIOUS = ActionSpec.reading(
            "logs.previous",
            "p",
            "previous",
            "Shows the log before the last restart, or the present one.",
            "millwright logs POD --previous");
    private static final ActionSpec TAIL = ActionSpec.reading(
            "logs.tail", "0", "last lines", "Shows the last lines, however old.", "millwright logs POD --tail 500");
    private static final ActionSpec MINUTE =
            ActionSpec.reading("logs.1m", "1", "1 minute", "Shows the last minute.", "millwright logs POD --since 1m");
    private static final ActionSpec QUARTER = ActionSpec.reading(
            "logs.15m", "2", "15 minutes", "Shows the last 15 minutes.", "millwright logs POD --since 15m");
    private static final ActionSpec HOUR =
            ActionSpec.reading("logs.1h", "3", "1 hour", "Shows the last hour.", "millwright logs POD --since 1h");
    private static final ActionSpec COPY = ActionSpec.reading(
            "logs.copy", "c", "copy", "Puts the lines that are kept into the clipboard of the terminal.", "");

    private static final ActionSpec FIELDS = ActionSpec.reading(
            "logs.fields",
            "J",
            "fields",
            "Shows lines that are JSON as level, message and fields, or as they are.",
            "");
    private static final ActionSpec MARK = ActionSpec.reading(
            "logs.mark", "m", "mark", "Draws a line below what there is now, to see what comes after it.", "");
    private static final ActionSpec CLEAR =
            ActionSpec.reading("logs.clear", "C", "clear", "Takes all lines out of sight; new ones follow.", "");

    static final List<ActionSpec> SPECS =
            List.of(FILTER, FOLLOW, TIMES, PREVIOUS, TAIL, MINUTE, QUARTER, HOUR, COPY, FIELDS, MARK, CLEAR, Act.SAVE);

    static Next<Model> open(LogsAsk ask, Model model) {
        return model.openListening(number -> of(number, ask, LogsLook.START));
    }

    private static LogsPage of(long number, LogsAsk ask, LogsLook look) {
        return new LogsPage(
                number, ask, Optional.empty(), List.of(), OptionalLong.empty(), 0, look, 0, 0, Optional.empty());
    }

    @Override
    public OptionalLong listens() {
        return OptionalLong.of(number);
    }

    @Override
    public Page renumbered(long other) {
        return new LogsPage(other, ask, opened, lines, top, left, look, hidden, dropped, typing);
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public List<String> crumbs(Model model) {
        return List.of(ask.context(), ask.namespace(), ask.what(), ask.part().previous() ? "previous log" : "log");
    }

    @Override
    public List<Cell> facts(Model model) {
        List<Cell> facts = new ArrayList<>();
        if (dropped > 0) {
            facts.add(new Cell(dropped + " dropped", Style.WARNING));
        }
        if (hidden > 0) {
            facts.add(Cell.muted(hidden + " hidden by the filter"));
        }
        String going = top.isEmpty() ? "following" : "standing still";
        facts.add(Cell.muted(ask.part().previous() ? "ended" : look.stopped() ? "stopped" : going));
        return facts;
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                look.stopped() ? model.with(with(look.stopped(false))) : model,
                new CancelScope(KindPage.scope(number)),
                new Scoped(KindPage.scope(number), new BrowseEffect.OpenLogs(number, ask)));
    }

    /** What has come stays; no more of it does. */
    @Override
    public Optional<Next<Model>> interrupt(Model model) {
        boolean reads =
                opened.map(o -> o.value().isPresent() && !ask.part().previous()).orElse(true);
        return reads && !look.stopped()
                ? Optional.of(Next.of(
                        model.with(with(look.stopped(true)))
                                .say(Sign.INFO, "Stopped reading the log; ctrl-r reads it again."),
                        new CancelScope(KindPage.scope(number))))
                : Optional.empty();
    }

    private LogsPage with(LogsLook other) {
        return new LogsPage(number, ask, opened, lines, top, left, other, hidden, dropped, typing);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.LogsOpened m -> opened(m);
            case BrowseMsg.LogsAdded m -> Next.of(added(m.more()));
            default -> Next.of(this);
        };
    }

    private Next<Page> opened(BrowseMsg.LogsOpened m) {
        Optional<BrowseMsg.LogsRead> read = m.answer().value();
        LogsPage page = new LogsPage(
                number, ask, Optional.of(m.answer()), List.of(), OptionalLong.empty(), left, look, 0, 0, typing);
        if (read.isEmpty()) {
            return Next.of(page);
        }
        page = page.added(read.get());
        return ask.part().previous()
                ? Next.of(page)
                : Next.of(
                        page,
                        new Scoped(
                                KindPage.scope(number),
                                new BrowseEffect.FollowLogs(
                                        number, ask, read.get().ends())));
    }

    private LogsPage added(BrowseMsg.LogsRead more) {
        List<LogLine> all = new ArrayList<>(lines);
        all.addAll(more.lines());
        int over = Math.max(0, all.size() - KEPT);
        OptionalLong at = top.isPresent() ? OptionalLong.of(Math.max(0, top.getAsLong() - over)) : top;
        return new LogsPage(
                number,
                ask,
                opened,
                List.copyOf(all.subList(over, all.size())),
                at,
                left,
                look,
                hidden + more.hidden(),
                dropped + more.dropped() + over,
                typing);
    }

    @Override
    public ActionRegistry<Model> actions() {
        ActionRegistry.Builder<Model> all = ActionRegistry.builder();
        SPECS.forEach(all::add);
        return all.build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "logs.filter" -> Next.of(model.with(typing(Optional.of(Input.of(ask.filter())))));
            case "logs.follow" ->
                Next.of(model.with(at(top.isPresent() ? OptionalLong.empty() : OptionalLong.of(first(model)))));
            case "logs.times" -> Next.of(model.with(with(look.turnedTimes())));
            case "logs.previous" -> again(ask.turned(), model);
            case "logs.tail" -> again(ask.since(Optional.empty()), model);
            case "logs.1m" -> again(ask.since(Optional.of(Duration.ofMinutes(1))), model);
            case "logs.15m" -> again(ask.since(Optional.of(Duration.ofMinutes(15))), model);
            case "logs.1h" -> again(ask.since(Optional.of(Duration.ofHours(1))), model);
            case "logs.copy" ->
                Next.of(
                        model.say(Sign.INFO, "Copied " + Words.count(lines.size(), "line")),
                        new Copy(String.join(
                                "\n", lines.stream().map(LogLine::text).toList())));
            case "logs.fields" -> Next.of(model.with(with(look.turnedFields())));
            case "logs.mark" ->
                Next.of(model.with(
                        added(new BrowseMsg.LogsRead(List.of(), List.of(LogsPicture.mark(model.now())), 0, 0))));
            case "logs.clear" ->
                Next.of(model.with(new LogsPage(
                        number, ask, opened, List.of(), OptionalLong.empty(), 0, look, hidden, dropped, typing)));
            case "text.save" ->
                Next.of(
                        model,
                        new BrowseEffect.Save(
                                number,
                                String.join("-", ask.context(), ask.namespace(), ask.what()),
                                "log",
                                LogsPicture.text(lines)));
            default -> Next.of(model);
        };
    }

    @Override
    public Next<Model> after(BrowseMsg msg, Model model) {
        return Next.of(msg instanceof BrowseMsg.Saved saved ? model.saved(saved) : model);
    }

    /** Reads again: the filter and the span decide what is kept at all. */
    private Next<Model> again(LogsAsk other, Model model) {
        LogsPage page = of(number, other, look.stopped(false));
        return page.load(model.with(page));
    }

    private LogsPage typing(Optional<Input> input) {
        return new LogsPage(number, ask, opened, lines, top, left, look, hidden, dropped, input);
    }

    private LogsPage at(OptionalLong line) {
        return new LogsPage(number, ask, opened, lines, line, left, look, hidden, dropped, typing);
    }

    private LogsPage aside(int columns) {
        return new LogsPage(number, ask, opened, lines, top, Math.max(0, columns), look, hidden, dropped, typing);
    }

    private static int height(Model model) {
        return Math.max(1, model.bodyHeight() - 1);
    }

    private long first(Model model) {
        return Math.min(top.orElse(Long.MAX_VALUE), Math.max(0, lines.size() - height(model)));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        if (typing.isEmpty()) {
            return Optional.empty();
        }
        if (msg instanceof Key key && key.is(Key.Code.ESC)) {
            return Optional.of(
                    ask.filter().isEmpty()
                            ? Next.of(model.with(typing(Optional.empty())))
                            : again(ask.filtered(""), model));
        }
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            return Optional.of(again(ask.filtered(typing.get().text().strip()), model));
        }
        return typing.get().on(msg).map(i -> Next.of(model.with(typing(Optional.of(i)))));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        long first = first(model);
        long page = Math.max(1, height(model) - 1);
        return Next.of(
                switch (key.toString()) {
                    case "up", "k" -> model.with(scrolled(first - 1, model));
                    case "down", "j" -> model.with(scrolled(first + 1, model));
                    case "pgup", "ctrl-b" -> model.with(scrolled(first - page, model));
                    case "pgdn", "ctrl-f", "space" -> model.with(scrolled(first + page, model));
                    case "home", "g" -> model.with(scrolled(0, model));
                    case "end", "G" -> model.with(at(OptionalLong.empty()));
                    case "left", "h" -> model.with(aside(left - SIDEWAYS));
                    case "right", "l" -> model.with(aside(left + SIDEWAYS));
                    default -> model;
                });
    }

    /** Whoever scrolls up wants to read: what comes then must not push it away. The end is where it follows again. */
    private LogsPage scrolled(long to, Model model) {
        long last = Math.max(0, lines.size() - height(model));
        return at(to >= last ? OptionalLong.empty() : OptionalLong.of(Math.max(0, to)));
    }

    @Override
    public void render(Surface body, Model model) {
        if (typing.isPresent() || !ask.filter().isEmpty()) {
            body.put(1, 0, "/", Style.KEY);
            typing.ifPresentOrElse(
                    i -> i.render(body, 2, 0, Math.max(8, body.width() - 4), true, false),
                    () -> body.put(2, 0, ask.filter(), Style.TEXT));
        }
        Surface area = body.rows(1, body.height() - 1);
        if (lines.isEmpty()) {
            area.put(1, 0, why(), Style.MUTED);
            return;
        }
        boolean several =
                opened.flatMap(Answer::value).map(o -> o.ends().size() > 1).orElse(false);
        int first = (int) first(model);
        for (int row = 0; row < area.height() && first + row < lines.size(); row++) {
            LogsPicture.draw(area, row, lines.get(first + row), new LogsPicture.How(look, several, left));
        }
    }

    private String why() {
        if (opened.isEmpty()) {
            return look.stopped() ? "You have stopped it; ctrl-r reads it." : "reading the log …";
        }
        Optional<String> problem = opened.get().problem().map(p -> p.why() + ". " + p.next());
        return problem.orElseGet(
                () -> opened.get().value().map(o -> o.ends().isEmpty()).orElse(true)
                        ? "There is no such pod."
                        : hidden > 0
                                ? "All " + hidden + " lines are hidden by the filter."
                                : ask.part().previous()
                                        ? "Nothing was logged before the last restart."
                                        : "Nothing was logged yet.");
    }
}
