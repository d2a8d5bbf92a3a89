package io.millwright.tui.widget;

import java.util.function.Function;

/**
 * A column of a {@link Table}.
 *
 * @param minimum width in cells below which the column isn't shown
 * @param maximum width that it never exceeds
 * @param priority 0 is always shown; of the others the highest number is dropped first when space is short
 * @param right whether it is aligned to the right, as numbers are
 * @param sentence whether it is cut at its end when it is too long, not in the middle as names are
 * @param cell must be cheap: called for the rows in sight on each paint
 */
public record Column<R>(
        String title, int minimum, int maximum, int priority, boolean right, boolean sentence, Function<R, Cell> cell) {
    /** Cut in the middle when it is too long. */
    public Column(String title, int minimum, int maximum, int priority, boolean right, Function<R, Cell> cell) {
        this(title, minimum, maximum, priority, right, false, cell);
    }

    /** Text, cut in the middle when it is too long. */
    public static <R> Column<R> text(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, cell);
    }

    /** Words that are read from their beginning, cut at the end when they are too many. */
    public static <R> Column<R> sentence(String title, int minimum, int maximum, int priority, Function<R, Cell> cell) {
        return new Column<>(title, minimum, maximum, priority, false, true, cell);
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
