package io.millwright.tui;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Draws what a test wants and gives it back as text. */
public final class Screens {
    /** Unicode, true colour, dark, still. */
    public static final Capabilities PLAIN =
            new Capabilities(ColorDepth.TRUE, Glyphs.UNICODE, Theme.DARK, false, false);

    public static final Capabilities ASCII = PLAIN.withGlyphs(Glyphs.ASCII).withColor(ColorDepth.NONE);

    private Screens() {}

    public static Frame frame(int width, int height, Capabilities capabilities, Consumer<Surface> view) {
        Frame frame = new Frame(new Size(width, height));
        view.accept(new Surface(frame, capabilities));
        return frame;
    }

    /** The rows without blanks at their ends and without empty rows at the end. */
    public static String text(Frame frame) {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < frame.size().height(); row++) {
            out.append(frame.row(row).stripTrailing()).append('\n');
        }
        return out.toString().stripTrailing();
    }

    public static String draw(int width, int height, Consumer<Surface> view) {
        return text(frame(width, height, PLAIN, view));
    }

    /** Does that with a terminal that draws ambiguous characters over two cells. */
    public static <T> T overTwo(Supplier<T> work) {
        return Ambiguous.overTwo(work::get);
    }
}
