package io.millwright.tui.widget;

import io.millwright.tui.Glyphs;
import io.millwright.tui.Text;
import java.util.function.Function;

/**
 * A column of a {@link Table}.
 *
 * @param minimum width in cells below which the column isn't shown
 * @param maximum width that it never exceeds
 * @param priority 0 is always shown; of the others the highest number is dropped first when space is short
 * @param right whether it is aligned to the right, as numbers are
 * @param cut what is left of what is too long
 * @param cell must be cheap: called for the rows in sight on each paint
 */
public record Column<R>(
        String title, int minimum, int maximum, int priority, boolean right, Cut cut, Function<R, Cell> cell) {
    /** What is left of a text that is too long. Without lambdas, whose classes the first picture would have to wait for. */
    public enum Cut {
        /** As much of its start as of its end. */
        MIDDLE(0) {
            @Override
            Text.Cut of(String text, int cells, Glyphs glyphs) {
                return Text.cutMiddle(text, cells, glyphs);
            }
        },
        /** Its start: words. */
        END(0) {
            @Override
            Text.Cut of(String text, int cells, Glyphs glyphs) {
                return Text.cutEnd(text, cells, glyphs);
            }
        },
        /** Much of its start and the last characters: names of objects, which are what one looks for. */
        NAME(12) {
            @Override
            Text.Cut of(String text, int cells, Glyphs glyphs) {
                return Text.cutName(text, cells, glyphs);
            }
        },
        /** Its start: states, which are why one looks. */
        STATE(12) {
            @Override
            Text.Cut of(String text, int cells, Glyphs glyphs) {
                return Text.cutEnd(text, cells, glyphs);
            }
        };

        private final int keeps;

        Cut(int keeps) {
            this.keeps = keeps;
        }

        /** By so many cells such a column may be wider than others before it has to give room. */
        public int keeps() {
            return keeps;
        }

        /** The text or, where it is wider than that, its parts. */
        abstract Text.Cut of(String text, int cells, Glyphs glyphs);
    }

    /** Cut in the middle when it is too long. */
    public Column(String title, int minimum, int maximum, int priority, boolean right, Function<R, Cell> cell) {
        this(title, minimum, maximum, priority, right, Cut.MIDDLE, cell);
    }

    /** Text, cut in the middle when it is too long. */
    public static <R> Column<R> text(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, cell);
    }

    /** Words that are read from their beginning, cut at the end when they are too many. */
    public static <R> Column<R> sentence(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, Cut.END, cell);
    }

    /** Names of objects. */
    public static <R> Column<R> name(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, Cut.NAME, cell);
    }

    /** States in one or a few words. */
    public static <R> Column<R> state(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, Cut.STATE, cell);
    }

    /** The same under that title and with those cells. */
    public Column<R> drawn(Function<R, Cell> other) {
        return new Column<>(title, minimum, maximum, priority, right, cut, other);
    }

    /** A number or an age, aligned to the right. */
    public static <R> Column<R> number(String title, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, Math.min(3, maximum), maximum, priority, true, cell);
    }

    /** A sign, one cell wide, without a title. */
    public static <R> Column<R> sign(Function<R, Cell> cell) {
        return new Column<>("", 1, 1, 0, false, cell);
    }
}
