package io.millwright.tui.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.Position;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/** Shows frames through Lanterna's screen, which sends only what differs. One thread. */
final class Canvas implements Picture {
    private final OutputStream out;
    private final Capabilities capabilities;
    private Inks inks;
    private final boolean clearingPaints;
    private Optional<TerminalScreen> screen = Optional.empty();
    private Frame shown = new Frame(new Size(0, 0));

    /** @param clearingPaints whether the terminal fills a cleared screen with the background colour that is set */
    Canvas(OutputStream out, Capabilities capabilities, boolean clearingPaints) {
        this.out = out;
        this.capabilities = capabilities;
        this.inks = new Inks(capabilities);
        this.clearingPaints = clearingPaints;
    }

    /**
     * Makes Lanterna's colours on another thread, which takes a tenth of the time to the first picture: each of the sixteen is formatted as
     * text, in the user's language. Returns at once.
     */
    static void prepare() {
        Thread.ofPlatform().daemon().name("colours").start(() -> Objects.requireNonNull(TextColor.ANSI.DEFAULT));
    }

    @Override
    public void forget() {
        screen = Optional.empty();
    }

    @Override
    public void draw(Frame frame) throws IOException {
        Size size = frame.size();
        if (size.width() == 0 || size.height() == 0) {
            return;
        }
        Capabilities wanted = capabilities.showing(frame.theme());
        if (!inks.areOf(wanted.theme())) {
            inks = new Inks(wanted);
            forget(); // another background, too
        }
        boolean fresh = screen.isEmpty() || !shown.size().equals(size);
        TerminalScreen target = fresh ? start(size) : screen.orElseThrow();
        boolean cleared = fresh && clearingIsBlank();
        for (int row = 0; row < size.height(); row++) {
            for (int col = 0; col < size.width(); col++) {
                String text = frame.text(col, row);
                Style style = frame.style(col, row);
                boolean changed = fresh
                        ? !(cleared && style == Style.TEXT && text.equals(" ")) // most of a first picture
                        : !text.equals(shown.text(col, row)) || !style.equals(shown.style(col, row));
                if (changed && !isLanternasOwn(target, text, col, row)) {
                    target.setCharacter(col, row, inks.cell(text, style));
                }
            }
        }
        Optional<Position> cursor = frame.cursor();
        // Lanterna's "hidden" is a position that is null.
        target.setCursorPosition(
                cursor.map(at -> new TerminalPosition(at.col(), at.row())).orElse(null));
        target.refresh(Screen.RefreshType.DELTA);
        shown = frame;
    }

    /** Lanterna fills the second half of what it knows to be wide, and takes any text put there for an overwritten half. */
    private static boolean isLanternasOwn(TerminalScreen target, String text, int col, int row) {
        return text.equals(Frame.CONTINUATION)
                && col > 0
                && target.getBackCharacter(col - 1, row).isDoubleWidth();
    }

    /** Whether a cleared screen looks as blank text does. */
    private boolean clearingIsBlank() {
        return clearingPaints || !inks.hasColours();
    }

    private TerminalScreen start(Size size) throws IOException {
        TerminalSize cells = new TerminalSize(size.width(), size.height());
        AnsiTerminal terminal = new AnsiTerminal(out, cells, inks.hasColours(), inks.background());
        TextCharacter blank = clearingIsBlank()
                ? inks.cell(" ", Style.TEXT)
                : TextCharacter.DEFAULT_CHARACTER.withCharacter('\u00a0');
        TerminalScreen started = new TerminalScreen(terminal, blank);
        started.startScreen();
        screen = Optional.of(started);
        return started;
    }
}
