package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.app.settings.ContextLook;
import io.millwright.app.settings.Display;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import io.millwright.tui.Text;
import io.millwright.tui.widget.Cell;
import io.millwright.tui.widget.HeaderLine;
import io.millwright.tui.widget.Toast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands around every page: the header, and above the footer what was said last or goes on elsewhere. */
final class Margins {
    private Margins() {}

    /** Draws the header, in the colours of the cluster that is looked at, which the whole picture then has. */
    static void header(Model model, Surface surface) {
        model.prefs().screen().theme(model.context()).ifPresent(surface::theme);
        Optional<String> context = model.page().context(model);
        Style accent = context.flatMap(model.prefs().screen()::look)
                .map(l -> Style.of(l.accent()).asBold().asReverse())
                .orElse(Style.ACCENT.asBold());
        new HeaderLine("millwright", accent, crumbs(context, model), facts(context, model)).render(surface, 0);
    }

    /** Who listens has nothing to look around in, and is always told the way. */
    private static List<String> crumbs(Optional<String> context, Model model) {
        if (model.prefs().display().breadcrumbs() || model.start().linear()) {
            return model.page().crumbs(model);
        }
        List<Desk.ClusterRow> all = model.data().clusterRows();
        return List.of(
                context.orElseGet(() -> all.size() == 1 ? all.getFirst().name() : Words.count(all.size(), "cluster")));
    }

    /** With the way to the page in sight in the header, or without. */
    static Model turned(Model model) {
        Display display = model.prefs().display();
        boolean said = !display.breadcrumbs();
        return model.withPrefs(model.prefs().withDisplay(display.withBreadcrumbs(said)))
                .say(
                        Sign.INFO,
                        said ? "The first line says the way to this page." : "The first line says only the cluster.");
    }

    static void note(Model model, Surface surface) {
        model.toast().ifPresentOrElse(t -> toast(t, surface), () -> operation(model, surface, surface.height() - 2));
    }

    /** Above the footer; a long one takes as many rows as it needs, since what stands against something must be read whole. */
    private static void toast(Toast toast, Surface surface) {
        List<String> lines = Text.wrap(toast.text(), surface.width() - 14);
        int count = Math.min(4, lines.size());
        int top = surface.height() - 1 - count;
        surface.rows(top, count).clear();
        if (count <= 1) {
            toast.render(surface, top);
            return;
        }
        surface.put(1, top, toast.sign());
        for (int i = 0; i < count; i++) {
            surface.put(3, top + i, lines.get(i), toast.sign().style());
        }
    }

    /** A run that goes on while its page isn't in sight. */
    private static void operation(Model model, Surface surface, int row) {
        if (model.page() instanceof RunPage) {
            return;
        }
        Optional<LiveRun> running = Pending.run(model);
        // Not on the first picture, which has better things to do.
        if (running.isEmpty()
                && model.page() instanceof FleetPage
                && model.data().tools().isPresent()) {
            surface.put(1, row, Tour.tip(model), Style.MUTED);
        }
        running.ifPresent(run -> {
            int col = surface.put(1, row, Sign.CHANGING) + 1;
            surface.put(
                    col,
                    row,
                    (run.question().isPresent() ? "asks you something: " : "running: ")
                            + run.prepared().plan().title() + "  "
                            + Words.clock(Duration.between(run.started(), model.now())),
                    run.question().isPresent() ? Style.WARNING : Style.CHANGING);
        });
    }

    private static List<Cell> facts(Optional<String> context, Model model) {
        List<Cell> facts = new ArrayList<>(model.page().facts(model));
        long waiting = model.data().runs().flatMap(Answer::value).orElse(List.of()).stream()
                .filter(PastRun::undecided)
                .count();
        if (waiting > 0) {
            facts.add(new Cell(Words.count((int) waiting, "run") + " to decide", Style.WARNING));
        }
        model.start().as().ifPresent(as -> facts.add(new Cell(as, Style.WARNING)));
        boolean readOnly =
                context.flatMap(model::readOnly).isPresent() || model.start().readOnly();
        String mode = readOnly ? "read-only" : "read-write";
        if (model.start().sandbox()) {
            mode = readOnly ? "sandbox, read-only" : "sandbox";
        }
        Optional<ContextLook> look = look(context, model);
        String label = look.map(l -> l.label() + (context.isPresent() ? "" : " among them") + " · ")
                .orElse("");
        facts.add(new Cell(
                label + mode,
                look.map(l -> Style.of(l.accent()).asBold()).orElse(readOnly ? Style.WARNING : Style.MUTED)));
        return facts;
    }

    /** Of the cluster that is in question; where that is no single one, of the first that has any. */
    private static Optional<ContextLook> look(Optional<String> context, Model model) {
        return context.isPresent()
                ? context.flatMap(model.prefs().screen()::look)
                : model.data().clusterRows().stream()
                        .flatMap(c -> model.prefs().screen().look(c.name()).stream())
                        .findFirst();
    }
}
