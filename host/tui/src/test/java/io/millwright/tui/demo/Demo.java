package io.millwright.tui.demo;

import io.millwright.tui.App;
import io.millwright.tui.Capabilities;
import io.millwright.tui.HandTty;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Pace;
import io.millwright.tui.Paste;
import io.millwright.tui.Program;
import io.millwright.tui.Quit;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Suspend;
import io.millwright.tui.Ticker;
import io.millwright.tui.TtyReturned;
import io.millwright.tui.terminal.TtyPort;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.Column;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Empty;
import io.millwright.tui.widget.HeaderLine;
import io.millwright.tui.widget.KeyBar;
import io.millwright.tui.widget.Line;
import io.millwright.tui.widget.Table;
import io.millwright.tui.widget.TableState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A small program on the real terminal: what the pty tests start, and what one tries by hand. */
public final class Demo implements App<Demo.State> {
    record State(TableState table, String last, Optional<Dialog> dialog) {}

    private record Row(String name, Sign sign, String version, String age) {}

    private static final List<Row> ROWS = IntStream.range(0, 500)
            .mapToObj(i -> new Row(
                    i % 7 == 3 ? "データベース-" + i : i % 11 == 5 ? "wild\u001b[31m👩‍👩‍👧-" + i : "orders-" + i,
                    Sign.values()[i % Sign.values().length],
                    "17." + i % 9,
                    i + " s"))
            .toList();

    private static final Table<Row> TABLE = new Table<>(
            List.of(
                    Column.sign(row -> new Cell(row.sign.glyph(io.millwright.tui.Glyphs.UNICODE), row.sign.style())),
                    Column.text("NAME", 12, 40, 0, row -> Cell.of(row.name)),
                    Column.text("STATE", 8, 14, 1, row -> new Cell(row.sign.word(), row.sign.style())),
                    Column.text("VERSION", 6, 10, 3, row -> Cell.muted(row.version)),
                    Column.number("AGE", 8, 2, row -> Cell.of(row.age))),
            Row::name);

    private Demo() {}

    /** Starts it; an argument {@code crash} makes {@code !} throw. */
    public static void main(String[] arguments) throws Exception {
        TtyPort port = TtyPort.system(
                Capabilities.detect(System.getenv()), Path.of(System.getProperty("java.io.tmpdir"), "tui-demo"));
        Program<State> program = new Program<>(new Demo(), (_, _, _) -> {}, port, Ticker.system(), Pace.DEFAULT);
        System.exit(program.run());
    }

    @Override
    public Next<State> init() {
        return Next.of(new State(TableState.START, "", Optional.empty()));
    }

    @Override
    public Next<State> update(State state, Msg msg) {
        if (state.dialog.isPresent()) {
            Dialog dialog = state.dialog.get().on(msg);
            boolean open = dialog.outcome() == Dialog.Outcome.OPEN;
            return Next.of(new State(
                    state.table,
                    open ? state.last : "dialog " + dialog.outcome(),
                    open ? Optional.of(dialog) : Optional.empty()));
        }
        return switch (msg) {
            case Key key -> onKey(state, key);
            case Paste paste -> Next.of(new State(state.table, "pasted " + paste.text(), state.dialog));
            case TtyReturned returned ->
                Next.of(new State(state.table, "child=" + returned.exitStatus(), state.dialog));
            default -> Next.of(state);
        };
    }

    private static Next<State> onKey(State state, Key key) {
        State noted = new State(state.table, "key " + key, state.dialog);
        return switch (key.toString()) {
            case "q" -> Next.of(noted, new Quit());
            case "ctrl-z" -> Next.of(noted, new Suspend());
            case "e" -> Next.of(noted, new HandTty("sh", "-c", "read line; test \"$line\" = child"));
            case "!" -> throw new IllegalStateException("the demo was told to crash");
            case "d" ->
                Next.of(new State(
                        state.table,
                        "",
                        Optional.of(Dialog.typePhrase(
                                Sign.WARNING,
                                "Delete orders",
                                List.of(Line.of("It is gone then.")),
                                "delete",
                                "orders"))));
            default ->
                Next.of(new State(
                        TABLE.onKey(state.table, ROWS, key, 20).orElse(state.table), "key " + key, state.dialog));
        };
    }

    @Override
    public void view(State state, Surface surface) {
        new HeaderLine("millwright", List.of("demo", "rows"), List.of(Cell.of("500 rows"), Cell.of("read-write")))
                .render(surface, 0);
        TABLE.render(surface.rows(1, surface.height() - 4), state.table, ROWS, true, new Empty.NothingThere("rows"));
        surface.rule(surface.height() - 3);
        surface.put(1, surface.height() - 2, state.last, Style.TEXT);
        new KeyBar(
                        List.of(
                                new KeyBar.Hint("d", "dialog", true, "dialog"),
                                new KeyBar.Hint("x", "nothing", false, "nothing")),
                        List.of(new KeyBar.Hint("q", "quit", true, "quit")))
                .render(surface, surface.height() - 1);
        state.dialog.ifPresent(dialog -> dialog.render(surface));
    }
}
