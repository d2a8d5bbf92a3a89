package io.millwright.tui.widget;

import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Rect;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.action.ActionRegistry.Offer;
import java.util.List;
import java.util.Optional;

/** All that can be done with something, each with its key, in a fixed order; what can't be done now says why. */
public record Menu(String title, List<Offer> offers, int selected) {
    public Menu {
        offers = List.copyOf(offers);
        selected = offers.isEmpty() ? 0 : Math.clamp(selected, 0, offers.size() - 1);
    }

    public static Menu of(String title, List<Offer> offers) {
        return new Menu(title, offers, 0);
    }

    /** The entry that Enter takes, disabled or not. */
    public Optional<Offer> chosen() {
        return offers.isEmpty() ? Optional.empty() : Optional.of(offers.get(selected));
    }

    /** The entry that a message takes: by its key, by Enter or by a click. */
    public Optional<Offer> taken(Msg msg) {
        if (msg instanceof Pointed.Row row) {
            return offers.stream().filter(o -> o.spec().id().equals(row.key())).findFirst();
        }
        if (!(msg instanceof Key key)) {
            return Optional.empty();
        }
        return key.is(Key.Code.ENTER)
                ? chosen()
                : offers.stream().filter(o -> o.spec().keys().contains(key)).findFirst();
    }

    /** Moves; empty for what is no movement. */
    public Optional<Menu> on(Msg msg) {
        if (!(msg instanceof Key key)) {
            return Optional.empty();
        }
        return switch (key.toString()) {
            case "up", "k", "ctrl-p" -> Optional.of(new Menu(title, offers, selected - 1));
            case "down", "j", "ctrl-n" -> Optional.of(new Menu(title, offers, selected + 1));
            case "home" -> Optional.of(new Menu(title, offers, 0));
            case "end" -> Optional.of(new Menu(title, offers, offers.size() - 1));
            default -> Optional.empty();
        };
    }

    /** Draws it over the lower part of the surface, with the help of the selected entry below. */
    public void render(Surface surface) {
        int rows = Math.clamp(offers.size(), 1, Math.max(1, surface.height() - 7));
        int height = rows + 5;
        Surface area = surface.rows(Math.max(0, surface.height() - height), height);
        area.clear();
        area.over(title);
        area.rule(0);
        area.put(1, 1, title, Style.TITLE);
        int keyWidth = offers.stream()
                .mapToInt(o -> Text.width(o.spec().keyName()))
                .max()
                .orElse(1);
        int first = Math.max(0, selected - rows + 1);
        for (int row = 0; row < rows && first + row < offers.size(); row++) {
            entry(area, row + 2, offers.get(first + row), keyWidth);
            area.spot(
                    new Rect(0, row + 2, area.width(), 1),
                    new Pointed.Row(offers.get(first + row).spec().id(), first + row, true));
            if (first + row == selected) {
                Table.highlight(area, row + 2, true);
            }
        }
        if (offers.size() > rows) {
            area.putRight(
                    area.width() - 1, 1, (first + 1) + "-" + (first + rows) + " of " + offers.size(), Style.MUTED);
        }
        area.rule(rows + 2);
        chosen().ifPresent(o -> {
            List<String> lines = Text.wrap(o.spec().help(), area.width() - 2);
            for (int i = 0; i < Math.min(2, lines.size()); i++) {
                area.put(1, rows + 3 + i, lines.get(i), Style.TEXT);
            }
        });
    }

    private static void entry(Surface area, int row, Offer offer, int keyWidth) {
        boolean enabled = offer.availability().isEnabled();
        area.put(1, row, offer.spec().keyName(), enabled ? Style.KEY : Style.MUTED);
        int col = keyWidth + 3;
        int after = area.put(col, row, offer.spec().label(), enabled ? Style.TEXT : Style.MUTED.asStrike());
        if (enabled) {
            if (!offer.spec().danger().equals("reads")) {
                area.putRight(area.width() - 1, row, offer.spec().danger(), Style.WARNING);
            }
            return;
        }
        String reason = "can't: " + offer.availability().reason();
        int start = Math.max(after + 2, col + 22);
        area.put(
                start,
                row,
                Text.truncateEnd(reason, Math.max(0, area.width() - start - 1), area.glyphs()),
                Style.MUTED);
    }
}
