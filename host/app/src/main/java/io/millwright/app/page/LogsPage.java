package io.millwright.app.page;

import io.millwright.app.browse.Ages;
import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogFilter;
import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.LogScope;
import io.millwright.app.browse.LogTime;
import io.millwright.engine.browse.LogLine;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Logs of one pod or of many, merged by time and followed.
 *
 * @param lines the newest ones that pass the filter
 * @param left columns scrolled to the right
 * @param top the first line in sight; the newest lines are followed when empty
 * @param look how the lines are shown
 * @param hidden lines that didn't pass the filter
 * @param dropped lines that were shown no more, or came too fast to be shown at all
 * @param typing the filter, or since when lines are wanted, while it is typed
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
        Optional<LogsPrompt> typing)
        implements Page {
    private static final int SIDEWAYS = 16;

    static Next<Model> open(LogsAsk ask, Model model) {
        return model.openListening(number -> of(number, ask.within(limits(model)), LogsLook.START));
    }

    private static LogLimits limits(Model model) {
        return model.prefs().display().logs();
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
        scope().ifPresent(s -> facts.addAll(LogsView.facts(s)));
        String going = top.isEmpty() ? "following" : "standing still";
        String now = look.stopped() ? "stopped" : isOver() ? "ended" : going;
        facts.add(Cell.muted(ask.part().previous() ? "ended" : now));
        return facts;
    }

    /** Which logs are read; empty before any are. */
    Optional<LogScope> scope() {
        return opened.flatMap(Answer::value).map(BrowseMsg.LogsRead::scope);
    }

    /** Whether there were logs and nothing is added to any of them any more. */
    boolean isOver() {
        return opened.flatMap(Answer::value)
                .filter(r -> r.scope().over() && !r.ends().isEmpty())
                .isPresent();
    }

    /** Whether of what was written since a moment only the beginning was read. */
    boolean isCut() {
        return opened.flatMap(Answer::value).map(BrowseMsg.LogsRead::more).orElse(false);
    }

    @Override
    public Next<Model> load(Model model) {
        return Next.of(
                look.stopped() ? model.with(with(look.stopped(false))) : model,
                new CancelScope(KindPage.scope(number)),
                new Scoped(KindPage.scope(number), new BrowseEffect.OpenLogs(number, ask.reading(limits(model)))));
    }

    /** What has come stays; no more of it does. */
    @Override
    public Optional<Next<Model>> interrupt(Model model) {
        boolean over = ask.part().previous()
                || !ask.pod().isEmpty() && scope().filter(LogScope::over).isPresent();
        boolean reads = opened.map(o -> o.value().isPresent() && !over).orElse(true);
        return reads && !look.stopped()
                ? Optional.of(Next.of(
                        model.with(with(look.stopped(true)))
                                .say(Sign.INFO, "Stopped reading the log; ctrl-r reads it again."),
                        new CancelScope(KindPage.scope(number))))
                : Optional.empty();
    }

    private LogsPage with(LogsLook other) {
        return answered(opened, other);
    }

    private LogsPage answered(Optional<Answer<BrowseMsg.LogsRead>> answer, LogsLook other) {
        return new LogsPage(number, ask, answer, lines, top, left, other, hidden, dropped, typing);
    }

    @Override
    public Next<Page> heard(BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.LogsOpened m -> opened(m, model);
            case BrowseMsg.LogsChanged m -> Next.of(changed(m.change(), model));
            case BrowseMsg.LogsAdded m -> Next.of(added(m.more(), limits(model).lines()));
            default -> Next.of(this);
        };
    }

    /** What was in sight stays where it can't be read again, and where it was scrolled to. */
    private Next<Page> opened(BrowseMsg.LogsOpened m, Model model) {
        Optional<BrowseMsg.LogsRead> read = m.answer().value();
        if (read.isEmpty()) {
            return Next.of(answered(Optional.of(Answer.kept(opened, m.answer())), look.stopped(true)));
        }
        LogsPage page = new LogsPage(
                number, ask, Optional.of(m.answer()), List.of(), OptionalLong.empty(), left, look, 0, 0, typing);
        page = page.added(read.get(), limits(model).lines());
        page = page.at(LogsView.again(lines, top, page.lines()));
        if (ask.part().from().isPresent() && lines.isEmpty() && LogsView.last(page, model) > 0) {
            page = page.at(OptionalLong.of(0));
        }
        return ask.part().previous() || page.isCut()
                ? Next.of(page.with(look.stopped(page.isCut())))
                : Next.of(page, following(read.get()));
    }

    /** Where other pods begin is seen between the lines. */
    private LogsPage changed(LogChange change, Model model) {
        LogsPage page = answered(opened.map(o -> o.with(r -> r.after(change))), look);
        return change.text()
                .map(text -> page.added(
                        new BrowseMsg.LogsRead(List.of(), List.of(LogsPicture.mark(text, model.now())), 0, 0),
                        limits(model).lines()))
                .orElse(page);
    }

    private Effect following(BrowseMsg.LogsRead read) {
        return new Scoped(KindPage.scope(number), new BrowseEffect.FollowLogs(number, ask, read));
    }

    /** Follows the newest lines, or stands still; where only the beginning was read, it goes on there. */
    private Next<Model> follow(Model model) {
        if (look.stopped() && isCut() && !ask.part().previous()) {
            BrowseMsg.LogsRead read = opened.flatMap(Answer::value).orElseThrow();
            BrowseMsg.LogsRead whole = new BrowseMsg.LogsRead(read.ends(), List.of(), 0, 0, false, read.scope());
            return Next.of(
                    model.with(answered(Optional.of(Answer.of(whole, model.now())), look.stopped(false))
                            .at(OptionalLong.empty())),
                    following(read));
        }
        return Next.of(model.with(at(top.isPresent() ? OptionalLong.empty() : OptionalLong.of(first(model)))));
    }

    private LogsPage added(BrowseMsg.LogsRead more, int kept) {
        List<LogLine> all = new ArrayList<>(lines);
        all.addAll(more.lines());
        int over = Math.max(0, all.size() - kept);
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
        LogsActions.SPECS.forEach(all::add);
        return all.build();
    }

    @Override
    public Next<Model> perform(String action, Model model) {
        return switch (action) {
            case "logs.filter" -> Next.of(model.with(typing(Optional.of(LogsPrompt.filter(ask.filter())))));
            case "logs.follow" -> follow(model);
            case "logs.times" -> Next.of(model.with(with(look.turnedTimes())));
            case "logs.previous" -> again(ask.turned(), model);
            case "logs.tail" -> again(ask.last(limits(model)), model);
            case "logs.1m" -> again(ask.since(Duration.ofMinutes(1), limits(model)), model);
            case "logs.15m" -> again(ask.since(Duration.ofMinutes(15), limits(model)), model);
            case "logs.1h" -> again(ask.since(Duration.ofHours(1), limits(model)), model);
            case "logs.since" -> Next.of(model.with(typing(Optional.of(LogsPrompt.ofSince()))));
            case "logs.wrap" -> Next.of(model.with(aside(0).with(look.turnedWrap())));
            case "logs.lock" -> Next.of(model.with(with(look.turnedLock())));
            case "logs.copy" ->
                Next.of(
                        model.say(Sign.INFO, "Copied " + Words.count(lines.size(), "line")),
                        new Copy(String.join(
                                "\n", lines.stream().map(LogLine::text).toList())));
            case "logs.fields" -> Next.of(model.with(with(look.turnedFields())));
            case "logs.mark" ->
                Next.of(model.with(added(
                        new BrowseMsg.LogsRead(List.of(), List.of(LogsPicture.mark("marked", model.now())), 0, 0),
                        limits(model).lines())));
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

    /** Shows what of the lines passes at once, then reads again, as others that pass may have been left out before. */
    private Next<Model> filtered(String typed, Model model) {
        Predicate<String> wanted = LogFilter.parse(typed);
        List<LogLine> passing = lines.stream()
                .filter(l -> LogsPicture.isMark(l) || wanted.test(l.text()))
                .toList();
        LogsPage page = new LogsPage(
                number,
                ask.filtered(typed),
                passing.isEmpty() ? Optional.empty() : opened,
                passing,
                LogsView.again(lines, top, passing),
                left,
                look.stopped(false),
                hidden + lines.size() - passing.size(),
                dropped,
                Optional.empty());
        return page.load(model.with(page));
    }

    /** Reads again from another moment on, which decides what is kept at all. */
    private Next<Model> again(LogsAsk other, Model model) {
        LogsPage page = of(number, other, look.stopped(false));
        return page.load(model.with(page));
    }

    private LogsPage typing(Optional<LogsPrompt> input) {
        return new LogsPage(number, ask, opened, lines, top, left, look, hidden, dropped, input);
    }

    private LogsPage at(OptionalLong line) {
        return new LogsPage(number, ask, opened, lines, line, left, look, hidden, dropped, typing);
    }

    private LogsPage aside(int columns) {
        return new LogsPage(number, ask, opened, lines, top, Math.max(0, columns), look, hidden, dropped, typing);
    }

    private long first(Model model) {
        return Math.min(top.orElse(Long.MAX_VALUE), LogsView.last(this, model));
    }

    @Override
    public Optional<Next<Model>> capture(Msg msg, Model model) {
        boolean esc = msg instanceof Key key && key.is(Key.Code.ESC);
        if (typing.isEmpty()) {
            return esc && !ask.filter().isEmpty() ? Optional.of(filtered("", model)) : Optional.empty();
        }
        if (esc) {
            return Optional.of(
                    ask.filter().isEmpty() || typing.get().since()
                            ? Next.of(model.with(typing(Optional.empty())))
                            : filtered("", model));
        }
        if (msg instanceof Key key && key.is(Key.Code.ENTER)) {
            LogsPrompt typed = typing.get();
            return Optional.of(typed.since() ? since(typed, model) : filtered(typed.text(), model));
        }
        return typing.get().on(msg).map(i -> Next.of(model.with(typing(Optional.of(i)))));
    }

    private Next<Model> since(LogsPrompt typed, Model model) {
        if (typed.text().isEmpty()) {
            return Next.of(model.with(typing(Optional.empty())));
        }
        return Ages.parse(typed.text())
                .map(span -> ask.since(span, limits(model)))
                .or(() -> LogTime.parse(typed.text(), model.now()).map(m -> ask.from(m, limits(model))))
                .map(a -> again(a, model))
                .orElseGet(() -> Next.of(model.say(
                        Sign.WARNING,
                        "'" + typed.text() + "' is no moment before now and no span of time: write 15m, "
                                + LogTime.FORMS + ".")));
    }

    @Override
    public Next<Model> key(Key key, Model model) {
        long first = first(model);
        long page = Math.max(1, LogsView.height(this, model) - 1);
        return Next.of(
                switch (key.toString()) {
                    case "up", "k" -> model.with(scrolled(first - 1, model));
                    case "down", "j" -> model.with(scrolled(first + 1, model));
                    case "pgup", "ctrl-b" -> model.with(scrolled(first - page, model));
                    case "pgdn", "ctrl-f", "space" -> model.with(scrolled(first + page, model));
                    case "home", "g" -> model.with(scrolled(0, model));
                    case "end", "G" -> model.with(at(OptionalLong.empty()));
                    case "left", "h" -> model.with(aside(left - SIDEWAYS));
                    case "right", "l" -> model.with(aside(look.wrapped() ? 0 : left + SIDEWAYS));
                    default -> model;
                });
    }

    /** Whoever scrolls up wants to read: what comes then must not push it away. The end is where it follows again. */
    private LogsPage scrolled(long to, Model model) {
        long last = LogsView.last(this, model);
        return at(to >= last ? OptionalLong.empty() : OptionalLong.of(Math.max(0, to)));
    }

    @Override
    public void render(Surface body, Model model) {
        LogsView.render(this, body, model);
    }
}
