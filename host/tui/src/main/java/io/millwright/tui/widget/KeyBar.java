package io.millwright.tui.widget;

import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry.Offer;
import java.util.List;

/**
 * The footer: the keys that matter for this row now, in the order of importance; what doesn't fit is left out.
 *
 * @param always hints that keep their place at the end, however narrow the terminal is
 */
public record KeyBar(List<Hint> hints, List<Hint> always) {
    private static final int GAP = 3;

    /**
     * One key and what it does; a disabled one is struck out and keeps its place.
     *
     * @param action what a click on it does
     */
    public record Hint(String key, String label, boolean enabled, String action) {}

    public KeyBar {
        hints = List.copyOf(hints);
        always = List.copyOf(always);
    }

    /** Hints for actions that have a key. */
    public static KeyBar of(List<Offer> offers, List<Offer> always) {
        return new KeyBar(hints(offers), hints(always));
    }

    private static List<Hint> hints(List<Offer> offers) {
        return offers.stream()
                .filter(offer -> !offer.spec().keys().isEmpty())
                .map(offer -> new Hint(
                        offer.spec().keyName(),
                        offer.spec().label(),
                        offer.availability().isEnabled(),
                        offer.spec().id()))
                .toList();
    }

    /** Draws on the given row. */
    public void render(Surface surface, int row) {
        int reserved = always.stream().mapToInt(hint -> GAP + width(hint)).sum();
        int col = 1;
        for (Hint hint : hints) {
            if (col + width(hint) + reserved > surface.width()) {
                break;
            }
            col = put(surface, col, row, hint) + GAP;
        }
        for (Hint hint : always) {
            col = put(surface, col, row, hint) + GAP;
        }
    }

    private static int put(Surface surface, int col, int row, Hint hint) {
        Style key = hint.enabled ? Style.KEY.asBold() : Style.MUTED.asStrike();
        Style label = hint.enabled ? Style.TEXT : Style.MUTED.asStrike();
        int after = surface.put(col, row, hint.key, key);
        int end = surface.put(after + 1, row, hint.label, label);
        surface.spot(new Rect(col, row, end - col, 1), new Pointed.Action(hint.action));
        return end;
    }

    private static int width(Hint hint) {
        return Text.width(hint.key) + 1 + Text.width(hint.label);
    }
}
