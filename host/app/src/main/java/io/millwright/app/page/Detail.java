package io.millwright.app.page;

import io.millwright.tui.widget.Line;
import java.util.List;
import java.util.function.IntFunction;

/** What is told beside a list about its selected row. */
sealed interface Detail {
    /** Unlike that of any other row: while it stays, so does the place in the text. */
    String key();

    /** One line above the text. */
    String title();

    /**
     * What is known without asking anybody.
     *
     * @param text the lines for a width
     */
    record Told(String key, String title, IntFunction<List<Line>> text) implements Detail {}

    /**
     * An object, which has to be read.
     *
     * @param state differs when the object has changed since
     * @param neighbours the objects of the rows beside it, which may be read while there is nothing else to do
     */
    record OfObject(ObjectAsk ask, Object state, List<ObjectAsk> neighbours) implements Detail {
        public OfObject {
            neighbours = List.copyOf(neighbours);
        }

        @Override
        public String key() {
            // Put together by hand: a record's own text makes classes at its first use, and the first rows would wait
            // for that.
            return String.join("\n", ask.context(), ask.word(), ask.namespace(), ask.name());
        }

        @Override
        public String title() {
            return ask.path();
        }
    }
}
