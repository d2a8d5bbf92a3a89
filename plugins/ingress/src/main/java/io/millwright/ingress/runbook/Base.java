package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the runbooks on something that is there have in common: they read the root anew and refuse another component. */
abstract class Base implements Runbook {
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
        String component = info.target().orElse("");
        Optional<Constraint> other = Constraints.unless(target, component, noun(component));
        if (other.isPresent()) {
            return List.of(other.get());
        }
        List<Constraint> all = new ArrayList<>();
        target.map(Instance::management)
                .filter(m -> m.by() == Management.By.GITOPS && respectsGitOps())
                .ifPresent(m -> all.add(Constraints.blocks(
                        "gitops",
                        m.reference() + " keeps it and would take this back",
                        "make the change where " + m.reference() + " takes it from")));
        all.addAll(Constraints.read(
                "What stands against it",
                () -> root(target.orElseThrow(), view)
                        .map(r -> against(r, view))
                        .orElseGet(() ->
                                List.of(Constraints.blocks("gone", "it is no longer there", "refresh the fleet")))));
        return all;
    }

    /** After whatever has started pods of ingress-nginx. */
    static Step admitting(Nginx nginx) {
        return Step.await(
                "webhook",
                "its webhook answers",
                "Every change of an Ingress passes it, and its Service leads to new pods a moment after they are ready.",
                Questions.admitting(nginx),
                Duration.ofMinutes(2));
    }

    /** Whether a change of it would be taken back by GitOps. */
    boolean respectsGitOps() {
        return true;
    }

    /** What stands against it, beyond its component. */
    List<Constraint> against(Resource root, ClusterView view) {
        return List.of();
    }

    @Override
    public final Plan plan(Request request, ClusterView view) {
        Instance instance = request.instance();
        Resource root = root(instance, view)
                .orElseThrow(() -> refused(instance.id().path(), "it is no longer there", "Refresh the fleet."));
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(
                        instance.id(),
                        root.ref(kind(instance)),
                        root.generation(),
                        instance.version().orElse("")));
        return plan(root, request, view, draft);
    }

    abstract Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft);

    private static Kind kind(Instance instance) {
        return switch (instance.root().kind()) {
            case "DaemonSet" -> Kind.DAEMON_SET;
            case "Gateway" -> Names.GATEWAY;
            default -> Kind.DEPLOYMENT;
        };
    }

    private static Optional<Resource> root(Instance instance, ClusterView view) {
        return view.get(ObjectRef.of(
                kind(instance), instance.root().namespace(), instance.root().name()));
    }

    private static String noun(String component) {
        return switch (component) {
            case Names.NGINX -> "an ingress-nginx controller";
            case Names.ENVOY -> "an Envoy Gateway";
            case Names.GATEWAY_COMPONENT -> "a Gateway";
            default -> "an " + component;
        };
    }

    final ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", on, why, next));
    }

    /** That Helm must have installed it. */
    static List<Constraint> byHelm(Resource workload) {
        return Installer.release(workload).isPresent()
                ? List.of()
                : List.of(Constraints.blocks(
                        "no-release",
                        "no Helm release holds it: it was installed by a manifest",
                        "change it the way it was installed"));
    }
}
