package io.millwright.engine.plan;

import io.millwright.engine.check.Refs;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Action;
import io.millwright.spi.Constraint;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Others that are at the objects of a plan and know nothing of its lock: a deletion, another Helm, an autoscaler, a GitOps controller. Each is a
 * named constraint, for whatever tool; what only a tool can tell, its runbooks say themselves.
 */
public final class ForeignActivity {
    private static final Kind AUTOSCALER =
            Kind.of("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers");
    private static final Map<String, String> GITOPS = Map.of(
            "argocd.argoproj.io/tracking-id", "Argo CD",
            "argocd.argoproj.io/instance", "Argo CD",
            "kustomize.toolkit.fluxcd.io/name", "Flux",
            "helm.toolkit.fluxcd.io/name", "Flux");

    private final Plan plan;
    private final ClusterConnection cluster;
    private final List<Constraint> found = new ArrayList<>();

    private ForeignActivity(Plan plan, ClusterConnection cluster) {
        this.plan = plan;
        this.cluster = cluster;
    }

    /** What stands against the plan now. */
    public static List<Constraint> of(Plan plan, ClusterConnection cluster) {
        ForeignActivity activity = new ForeignActivity(plan, cluster);
        activity.deletions();
        List<Action> actions = actions(plan);
        actions.forEach(activity::helm);
        activity.autoscalers(actions);
        return List.copyOf(activity.found);
    }

    private static List<Action> actions(Plan plan) {
        return Steps.all(plan.steps()).map(Step::action).toList();
    }

    private void add(Constraint.Kind kind, String id, String reason, String lift) {
        found.add(new Constraint(id, reason, lift, kind));
    }

    private Optional<Resource> read(ObjectRef ref, String id) {
        try {
            return cluster.view().get(ref.anyIncarnation());
        } catch (ProblemException e) {
            add(
                    Constraint.Kind.CANNOT_TELL,
                    id,
                    ref.display() + " can't be read: " + e.problem().why() + ".",
                    e.problem().next());
            return Optional.empty();
        }
    }

    private void deletions() {
        if (plan.intent() == Intent.UNINSTALL || plan.intent() == Intent.REPAIR) {
            return;
        }
        List<ObjectRef> looked = new ArrayList<>(List.of(plan.target().root()));
        String namespace = plan.target().instance().namespace();
        if (!namespace.isEmpty()) {
            looked.add(ObjectRef.of(Kind.NAMESPACE, "", namespace));
        }
        for (ObjectRef ref : looked) {
            read(ref, "being-deleted")
                    .flatMap(o -> o.text("metadata", "deletionTimestamp"))
                    .ifPresent(since -> add(
                            Constraint.Kind.BLOCKS,
                            "being-deleted",
                            ref.display() + " is being deleted since " + since + ".",
                            "Wait until it is gone, or find out what keeps it."));
        }
    }

    /** A release that is pending belongs to a Helm that works on it, or that died on the way. */
    private void helm(Action action) {
        if (plan.intent() == Intent.REPAIR || !(action instanceof Action.Helm h)) {
            return;
        }
        try {
            cluster.helm()
                    .release(h.namespace(), h.release())
                    .filter(r -> r.status().startsWith("pending-"))
                    .ifPresent(r -> add(
                            Constraint.Kind.BLOCKS,
                            "helm-pending",
                            "Helm release " + r.namespace() + "/" + r.name() + " is " + r.status() + " in revision "
                                    + r.revision() + ".",
                            "Wait until the other Helm is done; if it died, take the release back to a deployed"
                                    + " revision first: 'millwright helm rollback " + r.name() + " -n "
                                    + r.namespace() + "'."));
        } catch (ProblemException e) {
            add(
                    Constraint.Kind.CANNOT_TELL,
                    "helm-pending",
                    "Helm release " + h.namespace() + "/" + h.release() + " can't be read: "
                            + e.problem().why() + ".",
                    e.problem().next());
        }
    }

    private void autoscalers(List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Scale scale) {
                autoscalers(scale.object());
            }
        }
    }

    private void autoscalers(ObjectRef scaled) {
        try {
            cluster.view().list(AUTOSCALER, Selector.in(scaled.namespace())).stream()
                    .filter(a -> a.text("spec", "scaleTargetRef", "kind")
                                    .equals(Optional.of(scaled.kind().kind()))
                            && a.text("spec", "scaleTargetRef", "name").equals(Optional.of(scaled.name())))
                    .forEach(a -> add(
                            Constraint.Kind.BLOCKS,
                            "autoscaler",
                            "The autoscaler " + a.namespace() + "/" + a.name() + " sets the replicas of "
                                    + scaled.display() + " itself.",
                            "Change the autoscaler's bounds instead, or delete it first."));
        } catch (ProblemException e) {
            add(
                    Constraint.Kind.CANNOT_TELL,
                    "autoscaler",
                    "Whether an autoscaler sets the replicas of " + scaled.display() + " can't be read: "
                            + e.problem().why() + ".",
                    e.problem().next());
        }
    }

    /**
     * Who may take the plan's changes back later. It stands against nothing: whether such a controller heals itself stands in its own
     * objects, which may lie in another cluster, and its label stays when it is suspended.
     */
    public static List<String> remarks(Plan plan, ClusterConnection cluster) {
        Set<ObjectRef> changed = new LinkedHashSet<>();
        actions(plan).forEach(action -> {
            switch (action) {
                case Action.Apply a -> a.objects().forEach(o -> changed.add(Refs.of(o, a.objects())));
                case Action.Patch a -> changed.add(a.object());
                case Action.Scale a -> changed.add(a.object());
                default -> {}
            }
        });
        return changed.stream().flatMap(ref -> remark(ref, cluster).stream()).toList();
    }

    private static Optional<String> remark(ObjectRef ref, ClusterConnection cluster) {
        try {
            return cluster.view()
                    .get(ref.anyIncarnation())
                    .flatMap(ForeignActivity::owner)
                    .map(owner -> owner + " manages " + ref.display()
                            + " and may take the change back: make it in its repository, or suspend its synchronisation"
                            + " first.");
        } catch (ProblemException e) {
            return Optional.of("Who manages " + ref.display() + " can't be read: "
                    + e.problem().why() + ".");
        }
    }

    private static Optional<String> owner(Resource object) {
        return Stream.of("labels", "annotations")
                .flatMap(where -> object.textMap("metadata", where).keySet().stream())
                .filter(GITOPS::containsKey)
                .map(GITOPS::get)
                .findFirst();
    }
}
