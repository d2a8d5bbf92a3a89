package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
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

/** A procedure on one installation: reads it anew, and knows what stands against it. */
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
    public final Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        Installation installation = read(instance, cluster)
                .orElseThrow(() -> refused(instance, "no controller is there", "Install cert-manager first."));
        Plan.Target target = new Plan.Target(
                instance.id(),
                installation.controller().ref(Kind.DEPLOYMENT),
                installation.controller().generation(),
                installation.version().orElse(""));
        return plan(installation, request, cluster, new PlanDraft(info, request, target));
    }

    abstract Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft);

    /** What stands against it, by the installation as it is now. */
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return List.of();
    }

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, CertManager.OPERATOR, "an installed cert-manager");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read(
                "the installation",
                () -> read(target.orElseThrow(), cluster)
                        .map(i -> constraints(i, cluster))
                        .orElseGet(() -> List.of(Constraints.blocks(
                                "no-controller", "no controller is there", "install cert-manager first"))));
    }

    private static Optional<Installation> read(Instance instance, ClusterView view) {
        Resource root = instance.root();
        return root.kind().equals("Deployment")
                ? view.get(ObjectRef.of(Kind.DEPLOYMENT, root.namespace(), root.name()))
                        .map(Installation::new)
                : Optional.empty();
    }

    /** That values of the chart can't be changed, as Helm didn't install it. */
    static List<Constraint> needsRelease(Installation installation) {
        return installation.release().isPresent()
                ? List.of()
                : List.of(Constraints.blocks(
                        "no-release",
                        "it isn't a Helm release: "
                                + Installer.of(installation.controller()).by(),
                        "change it where it comes from: OLM, the GitOps repository, or the manifest"));
    }

    /** That a second installation works against this one. */
    static List<Constraint> alone(ClusterView view) {
        List<Installation> all = Installation.all(view);
        return all.size() < 2
                ? List.of()
                : List.of(Constraints.blocks(
                        "two",
                        all.size() + " controllers are installed",
                        "remove all but one: they write the same objects"));
    }

    final ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }

    final ProblemException refused(Request request, String why, String next) {
        return refused(request.instance(), why, next);
    }
}
