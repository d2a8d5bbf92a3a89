package io.millwright.app.page;

import io.millwright.app.settings.SavedView;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import java.util.List;
import java.util.Optional;

/** What {@code :view} does: {@code :view NAME}, {@code :view save NAME}, {@code :view delete NAME}. */
final class Views {
    private Views() {}

    static Next<Model> command(String words, Model model) {
        List<String> parts = List.of(words.strip().split(" +"));
        if (parts.size() == 2 && parts.getFirst().equals("save")) {
            return save(parts.getLast(), model);
        }
        if (parts.size() == 2 && parts.getFirst().equals("delete")) {
            return delete(parts.getLast(), model);
        }
        return parts.size() == 1 && !parts.getFirst().isEmpty()
                ? open(parts.getFirst(), model)
                : Next.of(
                        model.say(
                                Sign.INFO,
                                "':view NAME' opens a view, ':view save NAME' keeps this one, ':view delete NAME' forgets it."));
    }

    private static Next<Model> save(String name, Model model) {
        return model.page() instanceof KindPage page
                ? Next.of(
                        model.say(Sign.INFO, "Saved: ':view " + name + "' opens it again."),
                        new DeskEffect.KeepView(name, Optional.of(saved(page))))
                : Next.of(model.say(Sign.INFO, "Only a list of objects can be saved as a view, such as ':pods'."));
    }

    private static SavedView saved(KindPage page) {
        KindLook look = page.look();
        return new SavedView(
                page.ask().filtered(page.rows().filter().text()).line(),
                look.order().title(),
                look.order().descending(),
                look.faults(),
                look.wide());
    }

    private static Next<Model> delete(String name, Model model) {
        return model.prefs().views().containsKey(name)
                ? Next.of(
                        model.say(Sign.INFO, "The view " + name + " is forgotten."),
                        new DeskEffect.KeepView(name, Optional.empty()))
                : unknown(name, model);
    }

    private static Next<Model> open(String name, Model model) {
        return Optional.ofNullable(model.prefs().views().get(name))
                .map(v -> KindPage.open(
                        Mixes.resolved(KindAsk.parse(v.line()), model), Optional.of(v), Places.root(model)))
                .orElseGet(() -> unknown(name, model));
    }

    private static Next<Model> unknown(String name, Model model) {
        String known = String.join(", ", model.prefs().views().keySet());
        return Next.of(model.say(
                Sign.INFO,
                "There is no view " + name
                        + (known.isEmpty() ? "; none is saved yet." : "; there are " + known + ".")));
    }

    /** A view in a few words, for the palette. */
    static String words(SavedView view) {
        return view.line()
                + (view.sort().isEmpty() ? "" : " by " + view.sort())
                + (view.faults() ? ", faults only" : "");
    }
}
