package io.millwright.tui.widget;

import java.util.BitSet;

/** Which characters of a {@link Table}'s cells stand out, because they are what was looked for. Asked for the rows in sight only. */
@FunctionalInterface
public interface Emphasis<R> {
    /**
     * The characters that stand out, as indexes into the text; an empty set for none.
     *
     * @param text what the column shows of the row, uncut
     */
    BitSet of(R row, Column<R> column, String text);
}
