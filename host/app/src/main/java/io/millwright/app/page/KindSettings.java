package io.millwright.app.page;

import io.millwright.app.settings.KindView;
import io.millwright.app.settings.KindViews;
import io.millwright.engine.browse.Served;
import io.millwright.tui.Next;
import java.util.Optional;

/**
 * How a page of objects follows what is set of its kind, which may have been read or written since it was opened. What is drawn follows at
 * once; columns that have to be computed from the objects need another list.
 */
final class KindSettings {
    private KindSettings() {}

    /** What is wanted of the page's kind, once a cluster has told which that is; rows of several kinds are drawn alike, whatever is set for each. */
    static KindView wanted(KindPage page, KindViews views, Model model) {
        Optional<Served> served = page.ask().isMix() || views.all().isEmpty() ? Optional.empty() : page.served();
        return served.flatMap(s -> views.of(
                        s,
                        page.ask()
                                .namespace()
                                .or(() -> model.start().namespace())
                                .orElse("")))
                .orElse(KindView.USUAL);
    }

    /** What is set for lists of what that asks for. */
    static KindViews views(KindAsk ask, Model model) {
        return model.prefs().screen().views(model.single(ask.context()));
    }

    /** With the columns and the order that the settings want by now. */
    static KindPage following(KindPage before, Model model) {
        // Before anything was asked of clusters it wasn't known yet whether there is one alone.
        KindPage page =
                before.parts().isEmpty() ? before.with(before.look().among(views(before.ask(), model))) : before;
        return page.look()
                .following(wanted(page, views(page.ask(), model), model))
                .map(look -> page.with(look).with(page.sheet().sorted(look.order())))
                .orElse(page);
    }

    /** The list anew, where the settings want columns of it that weren't asked for; empty where they don't. */
    static Optional<Next<Model>> reopened(KindPage page, Model model) {
        if (!isBehind(page, model)) {
            return Optional.empty();
        }
        long number = model.nextRun();
        KindPage anew = KindPage.of(number, page.ask())
                .with(page.look().anew(views(page.ask(), model)))
                .with(page.rows());
        return Optional.of(KindFeed.load(anew, model.withNextRun(number + 1).with(anew)));
    }

    private static boolean isBehind(KindPage page, Model model) {
        KindViews asked = page.look().views();
        KindViews now = views(page.ask(), model);
        if (page.ask().isMix() || asked.all().isEmpty() && now.all().isEmpty()) {
            return false;
        }
        return page.served().isEmpty()
                ? asked.all().isEmpty() && now.mayBeFor(page.ask().word())
                : !wanted(page, asked, model)
                        .computed()
                        .equals(wanted(page, now, model).computed());
    }
}
