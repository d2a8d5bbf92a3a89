package io.millwright.app.page;

import io.millwright.app.browse.Filter;
import io.millwright.app.browse.Sheet;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.tui.CancelScope;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a page of objects comes to its rows: what it asks the clusters, and what it makes of their answers. */
final class KindFeed {
    /** The code of a list that its user has stopped, which nothing begins anew by itself. */
    private static final String STOPPED = "stopped";

    /** So many seconds are between two looks at what a filter by age lets through. */
    private static final int FILTERED_EVERY = 5;

    private KindFeed() {}

    /** The clusters that the page is about and that can be asked. */
    static List<Desk.ClusterRow> clusters(KindPage page, Model model) {
        return meant(page, model).filter(c -> c.unusable().isEmpty()).toList();
    }

    /** What stands against asking the others, by their names. */
    static Map<String, Problem> unusable(KindPage page, Model model) {
        Map<String, Problem> all = new TreeMap<>();
        meant(page, model).forEach(c -> c.unusable().ifPresent(why -> all.put(c.name(), why)));
        Optional<String> context = page.ask().context();
        boolean known = model.data().clusters().flatMap(Answer::value).isPresent();
        if (known && context.isPresent() && meant(page, model).findAny().isEmpty()) {
            all.put(
                    context.get(),
                    Problem.user(
                            "list " + page.ask().word(),
                            "context " + context.get(),
                            "there is no context of that name",
                            "':fleet' lists those that there are."));
        }
        return all;
    }

    private static Stream<Desk.ClusterRow> meant(KindPage page, Model model) {
        return model.data().clusterRows().stream()
                .filter(c -> page.ask().context().map(c.name()::equals).orElse(true));
    }

    /** The lists that the page is made of: one of each cluster, or of several kinds one for each of them. */
    static List<KindSource> sources(KindPage page, Model model) {
        List<String> parts = page.ask().isMix() ? page.ask().kinds() : List.of("");
        return clusters(page, model).stream()
                .flatMap(c -> parts.stream().map(part -> new KindSource(c.name(), part)))
                .toList();
    }

    /** Asks all of them. */
    static Next<Model> load(KindPage page, Model model) {
        return Next.of(
                model, sources(page, model).stream().map(s -> opening(page, s)).toArray(Effect[]::new));
    }

    private static Effect opening(KindPage page, KindSource source) {
        KindAsk ask = page.ask();
        String word = source.part().isEmpty() ? ask.kinds().getFirst() : source.part();
        return new Scoped(
                KindPage.scope(page.number()),
                new BrowseEffect.Open(
                        page.number(),
                        source.context(),
                        word,
                        ask.namespace(),
                        ask.labels(),
                        ask.fields(),
                        source.part(),
                        page.look().views()));
    }

    private static Effect watching(KindPage page, KindSource source) {
        return new Scoped(
                KindPage.scope(page.number()), new BrowseEffect.Watch(page.number(), source.context(), source.part()));
    }

    /** Asks those that couldn't be read, and measures the others again. */
    static Next<Model> again(KindPage page, Model model) {
        List<Effect> asked = sources(page, model).stream()
                .filter(s -> !isStopped(page.part(s)))
                .flatMap(s ->
                        page.part(s).failure().isPresent() ? Stream.of(opening(page, s)) : measuring(page, s).stream())
                .toList();
        return model.with(InSight.measuring(page, asked, model));
    }

    private static boolean isStopped(KindPart part) {
        return part.failure()
                .flatMap(Answer::problem)
                .flatMap(Problem::code)
                .filter(STOPPED::equals)
                .isPresent();
    }

    /** Lists that aren't complete end, and what has come of them stays; what is watched already is watched on. Empty where all is complete. */
    static Optional<Next<Model>> interrupted(KindPage page, Model model) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new CancelScope(KindPage.scope(page.number())));
        KindPage stopped = page;
        for (KindSource source : sources(page, model)) {
            KindPart part = page.part(source);
            if (!part.complete()) {
                Problem why = stopped(page.ask(), source.context());
                stopped = stopped.with(source, part.failed(Answer.failed(why, model.now())));
            } else if (part.failure().isEmpty()) {
                effects.add(watching(page, source));
            }
        }
        return stopped == page
                ? Optional.empty()
                : Optional.of(Next.of(model.with(stopped), effects.toArray(Effect[]::new)));
    }

    private static Problem stopped(KindAsk ask, String context) {
        return new Problem(
                Problem.Kind.USER,
                "list all " + ask.word(),
                "cluster " + context,
                "you have stopped it",
                "ctrl-r lists them again.",
                Optional.of(STOPPED));
    }

    static Next<Page> heard(KindPage page, BrowseMsg msg, Model model) {
        return switch (msg) {
            case BrowseMsg.Listed m -> Next.of(listed(page, m, model));
            case BrowseMsg.Opened m -> opened(page, new KindSource(m.context(), m.part()), model);
            case BrowseMsg.MeasuredSome m -> Next.of(page.with(page.inSight().with(m)));
            case BrowseMsg.Measured m -> Next.of(measured(page, m, model));
            case BrowseMsg.Failed m -> Next.of(failed(page, new KindSource(m.context(), m.part()), m.answer()));
            default -> Next.of(page);
        };
    }

    private static KindPage failed(KindPage page, KindSource source, Answer<Served> why) {
        return page.with(source, page.part(source).failed(why));
    }

    private static Next<Page> opened(KindPage before, KindSource source, Model model) {
        KindPage page = before.with(source, before.part(source).completed());
        List<Effect> effects = new ArrayList<>(List.of(watching(page, source)));
        measuring(page, source).ifPresent(effects::add);
        return InSight.measuring(page, effects, model);
    }

    private static KindPage listed(KindPage before, BrowseMsg.Listed msg, Model model) {
        KindSource source = new KindSource(msg.context(), msg.part());
        KindPart part = before.part(source).with(msg);
        KindPage page = before.with(source, part);
        if (drawnAnew(before, source, part)) {
            KindLook look = page.look();
            page = page.with(
                    look.viewed(KindSettings.wanted(page, look.views(), model)).with(part.columns()));
            page = page.with(page.sheet().sorted(page.look().order())).refiltered(model);
        }
        List<Change> changes = dressed(page, KindPart.fitted(msg.news().changes(), part.columns(), page.columns()));
        if (msg.anew()) {
            String kind = msg.part().isEmpty() ? "" : msg.served().kind().resourceName();
            page = page.with(page.sheet().without(msg.context(), kind))
                    .with(page.recent().without(msg.context(), kind));
        }
        if (changes.isEmpty()) {
            return page;
        }
        // What a list brings that replaces rows of before may be days old.
        Recent.Taken taken = part.isCached()
                ? new Recent.Taken(page.recent(), changes)
                : page.recent().taking(changes, page.columns(), model.now());
        return changed(page.with(page.marks().after(changes)).with(taken.recent()), dressed(page, taken.changes()));
    }

    /** Whether the page has no columns yet, or its only list comes with others than before, as one that was cached may. */
    private static boolean drawnAnew(KindPage before, KindSource source, KindPart part) {
        if (before.columns().isEmpty() || part.columns().isEmpty()) {
            return !part.columns().isEmpty();
        }
        return before.parts().keySet().equals(Set.of(source))
                && !part.columns().equals(before.part(source).columns());
    }

    /** What changed a while ago is no news any more, and rows of objects that are gone go. */
    static KindPage ticked(KindPage page, Model model) {
        Recent.Taken taken = page.recent().over(model.now());
        KindPage now = taken.recent().equals(page.recent())
                ? page
                : changed(page.with(taken.recent()), dressed(page, taken.changes()));
        // Each second would be too much work for many rows, and nobody waits for it.
        boolean due = model.now().getEpochSecond() % FILTERED_EVERY == 0;
        return due && Filter.growsOld(page.rows().filter().text()) ? refiltered(now, model) : now;
    }

    /** The same filter at another time; the selected row stays. */
    private static KindPage refiltered(KindPage page, Model model) {
        KindPage after = page.refiltered(model);
        return after.with(page.rows().at(Following.after(page.rows().table(), page.sheet(), after.sheet(), List.of())));
    }

    /** As the rows are in the sheet: one that is gone was measured again since, or measured at all. */
    private static List<Change> dressed(KindPage page, List<Change> changes) {
        return page.usage().dressed(changes, page.columns());
    }

    /** What pods and nodes use stands in columns of its own, as soon as any cluster measures it. */
    private static KindPage measured(KindPage before, BrowseMsg.Measured msg, Model model) {
        Usages usage =
                before.usage().judged(model.prefs().display().thresholds()).with(msg.context(), msg.usage());
        if (usage.now().isEmpty() && before.usage().now().isEmpty()) {
            return before;
        }
        KindPage page = before.with(usage);
        List<Column> more = Usages.columns(page.isOf(Kind.NODE));
        boolean first = !page.columns().containsAll(more);
        if (first) {
            List<Column> columns = new ArrayList<>(page.columns());
            columns.addAll(more);
            page = page.with(page.look().with(columns));
        }
        List<Change> changes = new ArrayList<>();
        for (Row row : page.sheet().everything()) {
            Row dressed = usage.dressed(row, page.columns());
            if (!dressed.cells().equals(row.cells())) {
                changes.add(new Change(Optional.of(row), Optional.of(dressed)));
            }
        }
        page = changed(page, changes);
        if (!first) {
            return page;
        }
        // A filter or an order may have waited for these columns.
        return page.with(page.sheet().sorted(page.look().order())).refiltered(model);
    }

    /** Pods and nodes are measured where a list of them alone is in sight. */
    private static Optional<Effect> measuring(KindPage page, KindSource source) {
        if (page.ask().isMix() || InSight.isMeantFor(page)) {
            return Optional.empty();
        }
        return page.part(source)
                .served()
                .map(Served::kind)
                .filter(k -> k.equals(Kind.POD) || k.equals(Kind.NODE))
                .map(k -> new Scoped(
                        KindPage.scope(page.number()),
                        new BrowseEffect.Measure(
                                page.number(), source.context(), k, page.ask().namespace())));
    }

    private static KindPage changed(KindPage page, List<Change> changes) {
        Sheet after = page.sheet().with(changes);
        Rows rows = page.rows();
        return page.with(after).with(rows.at(Following.after(rows.table(), page.sheet(), after, changes)));
    }
}
