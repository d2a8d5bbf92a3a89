package io.millwright.app.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What the screen remembers of its user from one start to the next.
 *
 * @param recent what was chosen in the palette, the last one first
 * @param detail how much room the detail beside lists has, in a word; empty for what suits the screen
 */
public record Habits(List<String> recent, String detail) {
    /** Of somebody new. */
    public static final Habits NONE = new Habits(List.of(), "");

    /** What was used longer ago is found by its letters. */
    private static final int KEPT = 20;

    public Habits {
        recent = List.copyOf(recent);
    }

    /** With what was chosen now. */
    public Habits using(String chosen) {
        List<String> others = new ArrayList<>();
        others.add(chosen);
        recent.stream().filter(r -> !r.equals(chosen)).limit(KEPT - 1).forEach(others::add);
        return new Habits(others, detail);
    }

    /** With another amount of room for the detail. */
    public Habits withDetail(String word) {
        return new Habits(recent, word);
    }
}
