package io.millwright.app.page;

import io.millwright.app.cli.PastRun;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The run that one is waited for by, or waits for: its key is the first of the footer until one is there. */
final class Pending {
    static final ActionSpec GO = ActionSpec.reading(
            "run.pending",
            "&",
            "go to the run",
            "Shows the run that asks something or goes on; where there is none, those that wait for a decision.",
            "millwright operations");

    private Pending() {}

    /** One that asks comes before one that only goes on. */
    static Optional<LiveRun> run(Model model) {
        return model.data().live().values().stream()
                .filter(LiveRun::isRunning)
                .min(Comparator.comparing((LiveRun r) -> r.question().isEmpty())
                        .thenComparing(LiveRun::started, Comparator.reverseOrder()));
    }

    private static boolean undecided(Model model) {
        return model.data().runs().flatMap(Answer::value).orElse(List.of()).stream()
                .anyMatch(PastRun::undecided);
    }

    static Availability availability(Model model) {
        return Availability.when(run(model).isPresent() || undecided(model), "no run goes on or waits for a decision");
    }

    /** Whether there is one, and it isn't what one sees. */
    static boolean isElsewhere(Model model) {
        // No pattern switch: the first picture has a footer, and the first use of one makes classes.
        Page page = model.page();
        if (page instanceof RunPage || page instanceof OperationPage) {
            return false;
        }
        return run(model).isPresent() || !(page instanceof OperationsPage) && undecided(model);
    }

    static Next<Model> open(Model model) {
        return run(model)
                .map(r -> model.page() instanceof RunPage ? Next.of(model) : model.open(RunPage.of(r.number())))
                .orElseGet(() ->
                        model.page() instanceof OperationsPage ? Next.of(model) : model.open(OperationsPage.START));
    }
}
