package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
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

/** What stands around every page: the header, and above the footer what was said last or goes on elsewhere. */
final class Margins {
    private Margins() {}

    static HeaderLine header(Model model) {
        return new HeaderLine("millwright", model.page().crumbs(model), facts(model));
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
        model.data().live().values().stream()
                .filter(LiveRun::isRunning)
                .findFirst()
                .ifPresent(run -> {
                    int col = surface.put(1, row, Sign.CHANGING) + 1;
                    surface.put(
                            col,
                            row,
                            "running: " + run.prepared().plan().title() + "  "
                                    + Words.clock(Duration.between(run.started(), model.now())) + "  (:operations)",
                            Style.CHANGING);
                });
    }

    private static List<Cell> facts(Model model) {
        List<Cell> facts = new ArrayList<>(model.page().facts(model));
        long waiting = model.data().runs().flatMap(Answer::value).orElse(List.of()).stream()
                .filter(PastRun::undecided)
                .count();
        if (waiting > 0) {
            facts.add(new Cell(Words.count((int) waiting, "run") + " to decide", Style.WARNING));
        }
        String mode = model.start().readOnly() ? "read-only" : "read-write";
        facts.add(new Cell(
                model.start().sandbox() ? "sandbox" + (model.start().readOnly() ? ", read-only" : "") : mode,
                model.start().readOnly() ? Style.WARNING : Style.MUTED));
        return facts;
    }
}
