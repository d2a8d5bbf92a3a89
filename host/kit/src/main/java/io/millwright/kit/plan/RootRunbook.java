package io.millwright.kit.plan;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** A procedure on one instance of the component that its info names: reads the root anew, and knows what stands against changing it. */
public abstract class RootRunbook implements Runbook {
    private final RunbookInfo info;

    protected RootRunbook(RunbookInfo info) {
        this.info = info;
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    /** The kind of the instance's root. */
    protected abstract Kind kind(Instance instance);

    /** What a person calls the component, with its article: {@code a cluster}. */
    protected abstract String noun(String component);

    /** What stands against it, by the root as it is now. */
    protected abstract List<Constraint> against(Resource root, ClusterView view);

    /** Adds the risks that every plan of this tool has; none unless overridden. */
    protected void risks(Resource root, PlanDraft draft) {}

    protected abstract Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft);

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView view) {
        String component = info.target().orElseThrow();
        Optional<Constraint> other = Constraints.unless(target, component, noun(component));
        if (other.isPresent()) {
            return List.of(other.get());
        }
        Instance instance = target.orElseThrow();
        return Constraints.read(
                "what stands against it",
                () -> root(kind(instance), instance, view)
                        .map(r -> against(r, view))
                        .orElseGet(() ->
                                List.of(Constraints.blocks("gone", "it is no longer there", "refresh the fleet"))));
    }

    @Override
    public final Plan plan(Request request, ClusterView view) {
        Instance instance = request.instance();
        Kind kind = kind(instance);
        Resource root = root(kind, instance, view)
                .orElseThrow(() -> refused(instance.id().display(), "it is no longer there", "Refresh the fleet."));
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(
                        instance.id(),
                        root.ref(kind),
                        root.generation(),
                        instance.version().orElse("")));
        risks(root, draft);
        return plan(root, request, view, draft);
    }

    /** The root of an instance as it is now; empty when it is no longer there. */
    public static Optional<Resource> root(Kind kind, Instance instance, ClusterView view) {
        return view.get(
                ObjectRef.of(kind, instance.root().namespace(), instance.root().name()));
    }

    /** That no plan can be made of it. */
    public final ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", on, why, next));
    }
}
