package io.millwright.app.page;

import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.SelectedPods;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.tui.Next;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.Optional;
import java.util.Set;

/** Where an object leads: the pods that it selects, their logs, its owner, its values. All of it can be told once the object is read. */
final class Onward {
    static final ActionSpec LOGS = ActionSpec.reading(
                    "object.logs",
                    "l",
                    "logs",
                    "Follows the logs of the pod, or of all pods that this selects.",
                    "millwright logs POD")
            .needing("get pods/log");
    static final ActionSpec PODS = ActionSpec.reading(
            "object.pods", "p", "its pods", "Lists the pods that this selects.", "millwright get pods -l SELECTOR");
    static final ActionSpec OWNER =
            ActionSpec.reading("object.owner", "J", "owner", "Opens the object that this one belongs to.", "");
    static final ActionSpec REVEAL = ActionSpec.reading(
            "object.reveal",
            "X",
            "values",
            "Opens the keys of this Secret, whose values can be shown for 30 seconds.",
            "");
    private static final Set<String> ALL = Set.of(LOGS.id(), PODS.id(), OWNER.id(), REVEAL.id());

    /** The kinds whose objects are there for the pods that they select. */
    private static final Set<String> SELECTING = Set.of(
            "deployments.apps",
            "statefulsets.apps",
            "daemonsets.apps",
            "replicasets.apps",
            "jobs.batch",
            "services",
            "replicationcontrollers");

    private Onward() {}

    /** Whether objects of that kind have pods that they select. */
    static boolean selects(Kind kind) {
        return SELECTING.contains(kind.resourceName());
    }

    /** Whether that action leads to another page. */
    static boolean leads(String action) {
        return ALL.contains(action);
    }

    /** Whether this one leads there; why not, otherwise. */
    static Availability possible(String action, Optional<Inspection> seen) {
        return switch (action) {
            case "object.logs" ->
                Availability.when(isPod(seen) || labels(seen).isPresent(), "this has no pods of its own");
            case "object.pods" -> Availability.when(labels(seen).isPresent(), "this selects no pods");
            case "object.owner" ->
                Availability.when(seen.flatMap(Inspection::owner).isPresent(), "nothing owns this");
            default ->
                Availability.when(
                        seen.filter(s -> s.served().kind().equals(Kind.SECRET)).isPresent(),
                        "only Secrets have values to show");
        };
    }

    /** Opens where it leads. */
    static Next<Model> open(String action, ObjectAsk ask, Inspection seen, boolean yaml, Model model) {
        String labels = labels(Optional.of(seen)).orElse("");
        return switch (action) {
            case "object.logs" ->
                LogsPage.open(
                        isPod(Optional.of(seen))
                                ? LogsAsk.pod(ask.context(), ask.namespace(), ask.name())
                                : LogsAsk.labelled(ask.context(), ask.namespace(), labels, ask.name()),
                        model);
            case "object.pods" -> KindPage.open(KindAsk.podsOf(ask, labels), model);
            case "object.owner" ->
                seen.owner()
                        .map(o -> ObjectPage.open(
                                new ObjectAsk(ask.context(), o.word(), ask.namespace(), o.name()), yaml, model))
                        .orElse(Next.of(model));
            default -> SecretPage.open(seen, model);
        };
    }

    private static boolean isPod(Optional<Inspection> seen) {
        return seen.filter(s -> s.object().kind().equals("Pod")).isPresent();
    }

    private static Optional<String> labels(Optional<Inspection> seen) {
        return seen.map(Inspection::object).flatMap(SelectedPods::selector).map(LabelSelector::text);
    }
}
