package io.millwright.app.page;

import io.millwright.spi.Problem;
import io.millwright.tui.Copy;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.Size;
import io.millwright.tui.action.ActionRegistry;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Menu;
import io.millwright.tui.widget.Palette;
import io.millwright.tui.widget.TextView;
import io.millwright.tui.widget.Toast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The whole state of the screen.
 *
 * @param now of the last tick or answer
 * @param refreshed when the fleet was last asked for
 * @param pages from the root to the one in sight
 * @param nextRun number of the next run, or of the next page that is told of objects
 * @param prefs what the user has set
 * @param trail the places before and after this one
 * @param side the detail beside lists
 * @param arrived when the page in sight was opened or come back to, which is when it began to read; empty until the next tick tells the time
 */
public record Model(
        Start start,
        Size size,
        Instant now,
        Instant refreshed,
        Data data,
        List<Page> pages,
        Overlay overlay,
        Optional<Toast> toast,
        long nextRun,
        Prefs prefs,
        Trail trail,
        Side side,
        Optional<Instant> arrived) {
    /**
     * How the screen was started.
     *
     * @param readOnly refuse everything that changes a cluster
     * @param sandbox whether the clusters are simulated
     * @param page the page to open with
     * @param linear whether the screen is told line by line, so that nothing may stand beside something else
     * @param as whom it acts as, {@code as ada}; empty where nobody is impersonated
     * @param kubeconfig another one than the environment says; empty for that one
     * @param namespace the one to work with; empty for all
     */
    public record Start(
            boolean readOnly,
            boolean sandbox,
            Optional<String> page,
            boolean linear,
            Instant now,
            Optional<String> as,
            Optional<String> kubeconfig,
            Optional<String> namespace) {
        /** In all namespaces. */
        public Start(
                boolean readOnly,
                boolean sandbox,
                Optional<String> page,
                boolean linear,
                Instant now,
                Optional<String> as,
                Optional<String> kubeconfig) {
            this(readOnly, sandbox, page, linear, now, as, kubeconfig, Optional.empty());
        }

        /** With the usual kubeconfig. */
        public Start(
                boolean readOnly,
                boolean sandbox,
                Optional<String> page,
                boolean linear,
                Instant now,
                Optional<String> as) {
            this(readOnly, sandbox, page, linear, now, as, Optional.empty());
        }

        /** As oneself. */
        public Start(boolean readOnly, boolean sandbox, Optional<String> page, boolean linear, Instant now) {
            this(readOnly, sandbox, page, linear, now, Optional.empty());
        }

        /** On a screen that is seen, as oneself. */
        public Start(boolean readOnly, boolean sandbox, Optional<String> page, Instant now) {
            this(readOnly, sandbox, page, false, now);
        }
    }

    /** What lies over the page. */
    sealed interface Overlay {
        record None() implements Overlay {}

        /** A question; what is done when it is agreed to. */
        record Asking(Dialog dialog, Effect agreed) implements Overlay {}

        record Choose(Palette palette) implements Overlay {}

        record Offered(Menu menu) implements Overlay {}

        /** A field is picked, to be copied. */
        record Picking(Palette fields) implements Overlay {}

        /** What is told to somebody who is new here, at that step. */
        record Touring(int step) implements Overlay {}
    }

    public Model {
        pages = List.copyOf(pages);
    }

    Page page() {
        return pages.getLast();
    }

    /** Rows between header and footer. */
    int bodyHeight() {
        return Math.max(1, size.height() - 3);
    }

    Model withSize(Size to) {
        return new Model(start, to, now, refreshed, data, pages, overlay, toast, nextRun, prefs, trail, side, arrived);
    }

    Model withNow(Instant time) {
        Instant later = time.isAfter(now) ? time : now;
        return new Model(
                start,
                size,
                later,
                refreshed,
                data,
                pages,
                overlay,
                toast.map(t -> t.seen(later)).filter(t -> !t.isOver(later)),
                nextRun,
                prefs,
                trail,
                side,
                arrived.or(() -> Optional.of(later)));
    }

    Model withRefreshed(Instant time) {
        return new Model(start, size, now, time, data, pages, overlay, toast, nextRun, prefs, trail, side, arrived);
    }

    Model withData(Data more) {
        return new Model(
                start, size, now, refreshed, more, pages, overlay, toast, nextRun, prefs, trail, side, arrived);
    }

    Model withOverlay(Overlay other) {
        return new Model(start, size, now, refreshed, data, pages, other, toast, nextRun, prefs, trail, side, arrived);
    }

    Model withPages(List<Page> others) {
        return new Model(
                start,
                size,
                now,
                refreshed,
                data,
                others,
                new Overlay.None(),
                toast,
                nextRun,
                prefs,
                trail,
                side,
                Optional.empty());
    }

    /** How long the page in sight has been reading, for what hasn't come yet. */
    Duration reading() {
        return arrived.map(a -> Duration.between(a, now)).orElse(Duration.ZERO);
    }

    /** The same pages, which know more. */
    Model knowing(List<Page> others) {
        return new Model(
                start, size, now, refreshed, data, others, overlay, toast, nextRun, prefs, trail, side, arrived);
    }

    /** The page in sight in another state. */
    Model with(Page page) {
        List<Page> changed = new ArrayList<>(pages);
        changed.set(changed.size() - 1, page);
        return new Model(
                start, size, now, refreshed, data, changed, overlay, toast, nextRun, prefs, trail, side, arrived);
    }

    /** With that page in sight, and what it wants to be done. */
    Next<Model> with(Next<Page> page) {
        return new Next<>(with(page.state()), page.effects());
    }

    /** Opens a page over this one. */
    Next<Model> open(Page page, Effect... effects) {
        List<Page> more = new ArrayList<>(pages);
        more.add(page);
        return page.load(withPages(more)).and(effects);
    }

    /** Opens a page that is told of objects: it gets the number by which it listens. */
    Next<Model> openListening(LongFunction<Page> page) {
        return withNextRun(nextRun + 1).open(page.apply(nextRun));
    }

    /** Goes to pages that were left, as they were left; what they show is read again. */
    Next<Model> returnTo(List<Page> left, Trail other) {
        long number = nextRun;
        List<Page> again = new ArrayList<>();
        for (Page page : left) {
            again.add(page.listens().isPresent() ? page.renumbered(number++) : page);
        }
        Model there = withNextRun(number).withTrail(other).withPages(again);
        return there.page().load(there);
    }

    /** Opens a page instead of this one. */
    Next<Model> instead(Page page) {
        List<Page> changed = new ArrayList<>(pages.subList(0, pages.size() - 1));
        changed.add(page);
        return page.load(withPages(changed));
    }

    /** Leaves the page; the root stays. */
    Next<Model> back() {
        if (pages.size() == 1) {
            return Next.of(this);
        }
        Model left = withPages(pages.subList(0, pages.size() - 1));
        return left.page().load(left);
    }

    Model say(Sign sign, String text) {
        return new Model(
                start,
                size,
                now,
                refreshed,
                data,
                pages,
                overlay,
                Optional.of(Toast.of(sign, text)),
                nextRun,
                prefs,
                trail,
                side,
                arrived);
    }

    /** What was said has been read: a key was pressed after it. */
    Model quiet() {
        return new Model(
                start,
                size,
                now,
                refreshed,
                data,
                pages,
                overlay,
                Optional.empty(),
                nextRun,
                prefs,
                trail,
                side,
                arrived);
    }

    /** All of a text that is shown goes to the clipboard. */
    Next<Model> copied(TextView text) {
        return Next.of(say(Sign.INFO, "Copied " + Words.count(text.lines().size(), "line")), new Copy(text.whole()));
    }

    /** Where a text was saved, or why not. */
    Model saved(BrowseMsg.Saved saved) {
        return saved.answer()
                .value()
                .map(file -> say(Sign.OK, "Saved to " + file))
                .orElseGet(() -> saved.answer().problem().map(this::say).orElse(this));
    }

    Model say(Problem problem) {
        return say(Sign.CRITICAL, problem.summary() + ". " + problem.next());
    }

    Model withNextRun(long number) {
        return new Model(start, size, now, refreshed, data, pages, overlay, toast, number, prefs, trail, side, arrived);
    }

    Model withPrefs(Prefs others) {
        return new Model(
                start, size, now, refreshed, data, pages, overlay, toast, nextRun, others, trail, side, arrived);
    }

    Model withTrail(Trail other) {
        return new Model(
                start, size, now, refreshed, data, pages, overlay, toast, nextRun, prefs, other, side, arrived);
    }

    Model withSide(Side other) {
        return new Model(
                start, size, now, refreshed, data, pages, overlay, toast, nextRun, prefs, trail, other, arrived);
    }

    /** What can be done on the page in sight, under the user's keys. */
    ActionRegistry<Model> actions() {
        return page().actions().withKeyMap(prefs.bindings().keys());
    }

    /** What can be done everywhere, under the user's keys. */
    ActionRegistry<Model> everywhere() {
        return Act.EVERYWHERE.withKeyMap(prefs.bindings().keys());
    }

    /** The context that the page in sight, or its selected row, is about; empty where that is no single one. */
    Optional<String> context() {
        return single(page().context(this));
    }

    /** That context, or else the only one that there is. */
    Optional<String> single(Optional<String> asked) {
        List<Desk.ClusterRow> rows = data.clusterRows();
        return asked.isPresent() || rows.size() != 1
                ? asked
                : Optional.of(rows.getFirst().name());
    }

    /** Why nothing may be changed in that cluster; empty when it may. */
    Optional<String> readOnly(String context) {
        if (start.readOnly) {
            return Optional.of("--read-only was given");
        }
        return data.clusterRows().stream()
                .filter(c -> c.name().equals(context))
                .findFirst()
                .flatMap(Desk.ClusterRow::readOnly);
    }

    long running() {
        return data.live().values().stream().filter(LiveRun::isRunning).count();
    }
}
