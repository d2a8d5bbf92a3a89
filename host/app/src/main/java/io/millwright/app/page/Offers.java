package io.millwright.app.page;

import io.millwright.tui.Key;
import io.millwright.tui.action.ActionRegistry.Offer;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.KeyBar;
import io.millwright.tui.widget.Menu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be done in the present state, under the user's keys: on the page in sight first, then everywhere, then what is the user's own. */
final class Offers {
    private static final int HEARD = 4;

    private Offers() {}

    static Optional<Offer> forKey(Key key, Model model) {
        return model.actions()
                .forKey(key, model)
                .or(() -> model.everywhere().forKey(key, model))
                .or(() -> Own.actions(model).forKey(key, model));
    }

    static Optional<Offer> byId(String id, Model model) {
        return all(model).stream().filter(o -> o.spec().id().equals(id)).findFirst();
    }

    /** All of them; what a page does in its own way is not there twice. */
    static List<Offer> all(Model model) {
        List<Offer> all = new ArrayList<>(model.actions().offers(model));
        model.everywhere().offers(model).stream()
                .filter(o -> all.stream()
                        .noneMatch(a -> a.spec().id().equals(o.spec().id())))
                .forEach(all::add);
        all.addAll(Own.actions(model).offers(model));
        return List.copyOf(all);
    }

    /** All that the page in sight offers, and the user's own; what works everywhere is in the help. */
    static Menu menu(Model model) {
        List<String> crumbs = model.page().crumbs(model);
        List<Offer> all = new ArrayList<>(model.actions().offers(model));
        all.addAll(Own.actions(model).offers(model));
        return Menu.of("what can be done: " + crumbs.getLast(), all);
    }

    static KeyBar footer(Model model) {
        List<Offer> offers = new ArrayList<>(model.actions().offers(model));
        if (Pending.isElsewhere(model)) {
            offers.addFirst(always(Pending.GO.id(), model));
        }
        // The way back keeps its place beside the first action, however narrow the terminal is.
        if (model.pages().size() > 1) {
            offers.add(Math.min(2, offers.size()), always(Act.BACK.id(), model));
        }
        List<Offer> last = new ArrayList<>();
        if (!offers.isEmpty()) {
            last.add(always(Act.MENU.id(), model));
        }
        last.add(always(Act.PALETTE.id(), model));
        last.add(always(Act.HELP.id(), model));
        // It is read out whenever a page is opened: what comes first, and the menu has the rest.
        return KeyBar.of(model.start().linear() ? offers.stream().limit(HEARD).toList() : offers, last);
    }

    private static Offer always(String id, Model model) {
        return new Offer(model.everywhere().byId(id).orElseThrow(), Availability.enabled());
    }
}
