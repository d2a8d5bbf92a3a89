package io.millwright.metrics.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.discovery.Discovery;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A procedure on one instance: reads its root anew, and knows what stands against changing it. */
abstract class Base implements Runbook {
    static final Duration SHORT = Duration.ofSeconds(30);
    private final RunbookInfo info;

    Base(RunbookInfo info) {
        this.info = info;
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView view) {
        String component = info.target().orElseThrow();
        Optional<Constraint> other = Constraints.unless(target, component, noun(component));
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read(
                "What stands against it",
                () -> root(target.orElseThrow(), view)
                        .map(r -> against(r, view))
                        .orElseGet(() ->
                                List.of(Constraints.blocks("gone", "it is no longer there", "refresh the fleet"))));
    }

    abstract List<Constraint> against(Resource root, ClusterView view);

    @Override
    public final Plan plan(Request request, ClusterView view) {
        Instance instance = request.instance();
        Resource root = root(instance, view)
                .orElseThrow(() -> refused(instance.id().display(), "it is no longer there", "Refresh the fleet."));
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(
                        instance.id(),
                        root.ref(Discovery.kind(instance)),
                        root.generation(),
                        instance.version().orElse("")));
        return plan(root, request, view, draft);
    }

    abstract Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft);

    /** The root of an instance as it is now. */
    static Optional<Resource> root(Instance instance, ClusterView view) {
        return view.get(ObjectRef.of(
                Discovery.kind(instance),
                instance.root().namespace(),
                instance.root().name()));
    }

    private static String noun(String component) {
        return switch (component) {
            case Names.OPERATOR -> "an operator";
            case Names.PROMETHEUS -> "a Prometheus";
            default -> "an Alertmanager";
        };
    }

    final ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", on, why, next));
    }
}
