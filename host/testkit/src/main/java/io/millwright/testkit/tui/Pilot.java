package io.millwright.testkit.tui;

import io.millwright.tui.App;
import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Key;
import io.millwright.tui.Mouse;
import io.millwright.tui.Msg;
import io.millwright.tui.Pace;
import io.millwright.tui.Paste;
import io.millwright.tui.Program;
import io.millwright.tui.Resized;
import io.millwright.tui.Size;
import io.millwright.tui.Text;
import io.millwright.tui.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program and plays its user. Each call returns when nothing is under way any more: all messages are handled, all
 * effects have ended and the screen is painted. An exception in the program fails the call, with the screen in its text.
 *
 * <p>Time stands still unless {@link #advance} moves it. Close it at the end of the test.
 */
public final class Pilot<S> implements AutoCloseable {
    /** What tests show unless they say otherwise: true colour, unicode, dark, no animation. */
    public static final Capabilities CAPABILITIES =
            new Capabilities(ColorDepth.TRUE, Glyphs.UNICODE, Theme.DARK, false, false);

    private static final Duration SLICE = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final VirtualTerminal terminal;
    private final ManualTicker ticker;
    private final Program<S> program;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    private Pilot(
            App<S> app, EffectRunner runner, Size size, Capabilities capabilities, ManualTicker ticker, Pace pace) {
        this.terminal = new VirtualTerminal(size, capabilities);
        this.ticker = ticker;
        this.program = new Program<>(app, runner, terminal, ticker, pace);
        this.thread = Thread.ofPlatform().name("program").daemon().unstarted(() -> {
            try {
                exit.complete(program.run());
            } catch (Throwable failure) {
                exit.completeExceptionally(failure);
            }
        });
    }

    /** Starts a program on an 80 x 24 screen. */
    public static <S> Pilot<S> start(App<S> app, EffectRunner runner) {
        return start(app, runner, new Size(80, 24), CAPABILITIES);
    }

    public static <S> Pilot<S> start(App<S> app, EffectRunner runner, Size size, Capabilities capabilities) {
        return start(app, runner, size, capabilities, new ManualTicker());
    }

    /** With a clock that the test's effect runner shares. */
    public static <S> Pilot<S> start(
            App<S> app, EffectRunner runner, Size size, Capabilities capabilities, ManualTicker ticker) {
        Pilot<S> pilot = new Pilot<>(app, runner, size, capabilities, ticker, Pace.UNPACED);
        pilot.thread.start();
        return pilot.settle();
    }

    /**
     * The same without waiting for anything: where something stays under way, only {@link #await} and {@link #post} may follow.
     *
     * @param effects how many run at a time
     */
    public static <S> Pilot<S> begin(App<S> app, EffectRunner runner, Size size, int effects) {
        Pace pace = new Pace(Pace.UNPACED.frame(), effects);
        Pilot<S> pilot = new Pilot<>(app, runner, size, CAPABILITIES, new ManualTicker(), pace);
        pilot.thread.start();
        return pilot;
    }

    /** Presses keys by name, {@code ctrl-r} or {@code down}, one after the other. */
    public Pilot<S> press(String... keys) {
        for (String key : keys) {
            send(Key.parse(key));
        }
        return this;
    }

    /** Types each character of a text. */
    public Pilot<S> type(String text) {
        text.codePoints().forEach(codePoint -> send(Key.of(codePoint)));
        return this;
    }

    public Pilot<S> paste(String text) {
        return send(new Paste(text));
    }

    /** Clicks the first cell of a text that is on the screen. */
    public Pilot<S> click(String text) {
        for (int row = 0; row < grid().size().height(); row++) {
            int at = grid().row(row).indexOf(text);
            if (at >= 0) {
                return send(
                        new Mouse(Mouse.Act.PRESS, Text.width(grid().row(row).substring(0, at)), row));
            }
        }
        throw failure("'" + text + "' is not on the screen", Optional.empty());
    }

    /** Turns the wheel, down by positive and up by negative numbers. */
    public Pilot<S> wheel(int notches) {
        for (int i = 0; i < Math.abs(notches); i++) {
            send(new Mouse(notches < 0 ? Mouse.Act.WHEEL_UP : Mouse.Act.WHEEL_DOWN, 1, 1));
        }
        return this;
    }

    public Pilot<S> resize(int width, int height) {
        terminal.resize(new Size(width, height));
        return send(new Resized(terminal.size()));
    }

    /** Sends any message. */
    public Pilot<S> send(Msg msg) {
        program.send(msg);
        return settle();
    }

    /** Sends a message and doesn't wait, to see the screen in between; {@link #screen} is then whatever was painted last. */
    public Pilot<S> post(Msg msg) {
        program.send(msg);
        return this;
    }

    /** Moves the program's clock. */
    public Pilot<S> advance(Duration by) {
        ticker.advance(by);
        return settle();
    }

    /** Waits until nothing is under way; for what the test itself caused behind the program's back. */
    public Pilot<S> settle() {
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            boolean idle = program.idle().awaitIdle(SLICE);
            while (!idle && !exit.isDone()) {
                if (System.nanoTime() > end) {
                    throw failure("something is still under way after " + LIMIT.toSeconds() + " s", Optional.empty());
                }
                idle = program.idle().awaitIdle(SLICE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", Optional.of(interrupted));
        }
        if (exit.isCompletedExceptionally()) {
            throw failure("the program failed: " + exit.exceptionNow(), Optional.of(exit.exceptionNow()));
        }
        return this;
    }

    /** Waits until the text is on the screen, whatever else is under way: for an effect that waits for the user. */
    public Pilot<S> await(String text) {
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!screen().contains(text)) {
                if (System.nanoTime() > end || exit.isDone()) {
                    throw failure("'" + text + "' didn't come", Optional.empty());
                }
                boolean idle = program.idle().awaitIdle(SLICE);
                if (idle && !screen().contains(text)) {
                    throw failure("nothing is under way and '" + text + "' is not on the screen", Optional.empty());
                }
            }
            return this;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", Optional.of(interrupted));
        }
    }

    public CellGrid grid() {
        return terminal.screen();
    }

    /** The screen as text, without the blanks at the line ends. */
    public String screen() {
        return grid().text();
    }

    /** The screen as text, with its styles and the cursor. */
    public String styledScreen() {
        return grid().styledText();
    }

    public VirtualTerminal terminal() {
        return terminal;
    }

    /** Fails with the whole screen when the text isn't on it. */
    public Pilot<S> expect(String text) {
        if (!screen().contains(text)) {
            throw failure("'" + text + "' is not on the screen", Optional.empty());
        }
        return this;
    }

    /** Fails with the whole screen when the text is on it. */
    public Pilot<S> expectNot(String text) {
        if (screen().contains(text)) {
            throw failure("'" + text + "' is on the screen", Optional.empty());
        }
        return this;
    }

    /** Fails when the styled screen differs from the file; {@code -Dgolden.update=true} writes it. */
    public Pilot<S> assertGolden(Path file) {
        Golden.check(file, styledScreen());
        return this;
    }

    /** The exit status of a program that has quit; waits for it. */
    public int exitStatus() {
        try {
            return exit.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", Optional.of(interrupted));
        } catch (ExecutionException | TimeoutException failure) {
            throw failure("the program didn't quit: " + failure, Optional.of(failure));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private AssertionError failure(String what, Optional<Throwable> cause) {
        AssertionError error = new AssertionError(what + "\n" + screen());
        cause.ifPresent(error::initCause);
        return error;
    }
}
