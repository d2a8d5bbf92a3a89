package io.millwright.tui.widget;

import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry.Offer;
import java.util.List;

/** The footer: the keys that matter for this row now, in the order of importance; what doesn't fit is left out. */
public record KeyBar(List<Hint> hints) {
    /** One key and what it does; a disabled one is struck out and keeps its place. */
    public record Hint(String key, String label, boolean enabled) {}

    public KeyBar {
        hints = List.copyOf(hints);
    }

    /** Hints for actions that have a key. */
    public static KeyBar of(List<Offer> offers) {
        return new KeyBar(offers.stream()
                .filter(offer -> !offer.spec().keys().isEmpty())
                .map(offer -> new Hint(
                        offer.spec().keyName(),
                        offer.spec().label(),
                        offer.availability().isEnabled()))
                .toList());
    }

    /** Draws on the given row. The last hint, by custom {@code ? help}, keeps its place before others do. */
    public void render(Surface surface, int row) {
        if (hints.isEmpty()) {
            return;
        }
        Hint last = hints.getLast();
        int reserved = width(last);
        int col = 1;
        for (Hint hint : hints.subList(0, hints.size() - 1)) {
            if (col + width(hint) + 3 + reserved > surface.width()) {
                break;
            }
            col = put(surface, col, row, hint) + 3;
        }
        put(surface, col, row, last);
    }

    private static int put(Surface surface, int col, int row, Hint hint) {
        Style key = hint.enabled ? Style.KEY.asBold() : Style.MUTED.asStrike();
        Style label = hint.enabled ? Style.TEXT : Style.MUTED.asStrike();
        int after = surface.put(col, row, hint.key, key);
        return surface.put(after + 1, row, hint.label, label);
    }

    private static int width(Hint hint) {
        return Text.width(hint.key) + 1 + Text.width(hint.label);
    }
}
