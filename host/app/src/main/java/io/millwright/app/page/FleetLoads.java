package io.millwright.app.page;

import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.browse.Thresholds;
import io.millwright.app.browse.Usage;
import io.millwright.tui.Effect;
import io.millwright.tui.Next;
import io.millwright.tui.Style;
import io.millwright.tui.widget.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The load of each cluster of the fleet: measured after its tools are found, while the fleet is in sight, and rarely. */
final class FleetLoads {
    /** Metrics are a minute old themselves. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** Where nothing is measured, or it may not be read. */
    private static final Duration NOT_TO_BE_HAD = Duration.ofMinutes(10);

    /** What a node's metrics are in bytes is taken every second of that many nodes at most. */
    private static final int NODES_A_SECOND = 4;

    private FleetLoads() {}

    /** Asks for those that are due. */
    static Next<Model> ask(Model model) {
        return ask(model, model.data().clusterRows());
    }

    /** Asks for that cluster, if it is due. */
    static Next<Model> ask(Model model, String context) {
        return ask(
                model,
                model.data().clusterRows().stream()
                        .filter(c -> c.name().equals(context))
                        .toList());
    }

    private static Next<Model> ask(Model model, List<Desk.ClusterRow> clusters) {
        List<Effect> effects = new ArrayList<>();
        Data data = model.data();
        for (Desk.ClusterRow cluster : clusters) {
            if (cluster.unusable().isEmpty() && isFound(cluster.name(), model) && isDue(cluster.name(), model)) {
                data = data.askingLoad(cluster.name(), model.now());
                effects.add(new DeskEffect.MeasureCluster(cluster.name()));
            }
        }
        return effects.isEmpty() ? Next.of(model) : Next.of(model.withData(data), effects.toArray(Effect[]::new));
    }

    /** What is looked for first is found first. */
    private static boolean isFound(String context, Model model) {
        List<Desk.ToolRow> tools = model.data().toolRows();
        return !tools.isEmpty()
                && tools.stream()
                        .allMatch(t -> model.data().found(context, t.id()).isPresent());
    }

    private static boolean isDue(String context, Model model) {
        return model.data()
                .load(context)
                .map(a -> !a.at().plus(lasting(a)).isAfter(model.now()))
                .orElse(true);
    }

    private static Duration lasting(Answer<Optional<ClusterLoad>> answer) {
        return answer.value()
                .flatMap(load -> load)
                .map(load -> Duration.ofSeconds(Math.max(LEAST.toSeconds(), load.nodes() / NODES_A_SECOND)))
                .orElse(NOT_TO_BE_HAD);
    }

    private static Optional<ClusterLoad> known(String context, Model model) {
        return model.data()
                .load(context)
                .filter(a -> a.problem().isEmpty())
                .flatMap(Answer::value)
                .flatMap(load -> load);
    }

    /** {@code cpu 31% · memory 62%}, and what of it is much. */
    static Optional<Cell> fact(String context, Model model) {
        return known(context, model).map(load -> {
            String words = load.load(limits(model));
            String text = "cpu " + Usage.percent(load.cpuPart()) + " · memory " + Usage.percent(load.memoryPart());
            return new Cell(words.isEmpty() ? text : text + " " + words, style(words));
        });
    }

    /** The same in few cells. */
    static Optional<Cell> brief(String context, Model model) {
        return known(context, model).map(load -> {
            String words = load.load(limits(model));
            String sign = words.isEmpty() ? "" : words.substring(0, 2);
            return new Cell(
                    sign + "cpu " + Usage.percent(load.cpuPart()) + " mem " + Usage.percent(load.memoryPart()),
                    style(words));
        });
    }

    private static Thresholds limits(Model model) {
        return model.prefs().display().thresholds();
    }

    private static Style style(String words) {
        return words.isEmpty() ? Style.MUTED : Thresholds.isVeryHigh(words) ? Style.CRITICAL : Style.WARNING;
    }
}
