package io.millwright.tui.widget;

import io.millwright.tui.Msg;

/** A click on something that a widget has drawn. */
public sealed interface Pointed extends Msg {
    /**
     * On a row of a list.
     *
     * @param key of the row
     * @param index where it is in the list
     * @param again whether it was selected already, so that the click is to open it
     */
    record Row(String key, int index, boolean again) implements Pointed {}

    /** On the title of a column. */
    record Title(String column) implements Pointed {}

    /** On a tab. */
    record Tab(int index) implements Pointed {}

    /** On a field of a form. */
    record FieldOf(int index) implements Pointed {}

    /** On an action in the footer. */
    record Action(String id) implements Pointed {}
}
