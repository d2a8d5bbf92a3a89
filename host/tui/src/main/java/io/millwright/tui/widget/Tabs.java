package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.util.List;
import java.util.Optional;

/** A row of tabs; titles may carry a count. */
public record Tabs(List<String> titles, int selected) {
    public Tabs {
        titles = List.copyOf(titles);
        selected = titles.isEmpty() ? 0 : Math.clamp(selected, 0, titles.size() - 1);
    }

    public static Tabs of(String... titles) {
        return new Tabs(List.of(titles), 0);
    }

    /** The same tab selected, with other titles. */
    public Tabs withTitles(List<String> others) {
        return new Tabs(others, selected);
    }

    /** Tab and shift-tab go round, and so do the sideways arrows. Empty for other keys. */
    public Optional<Tabs> onKey(Key key) {
        int count = Math.max(1, titles.size());
        return switch (key.toString()) {
            case "tab", "right" -> Optional.of(new Tabs(titles, (selected + 1) % count));
            case "shift-tab", "left" -> Optional.of(new Tabs(titles, (selected + count - 1) % count));
            default -> Optional.empty();
        };
    }

    /** Draws on one row. Without colours the selected tab is bold, underlined and in brackets. */
    public void render(Surface surface, int row) {
        int col = 1;
        for (int i = 0; i < titles.size(); i++) {
            boolean here = i == selected;
            int start = col;
            col = surface.put(col, row, here ? "[" : " ", Style.ACCENT);
            col = surface.put(
                    col, row, titles.get(i), here ? Style.ACCENT.asBold().asUnderline() : Style.MUTED);
            col = surface.put(col, row, here ? "]" : " ", Style.ACCENT) + 1;
            surface.spot(new Rect(start, row, col - start, 1), new Pointed.Tab(i));
        }
    }
}
