package io.millwright.postgres.runbook;

import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Catalogue.PluginRelease;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A procedure on the Barman Cloud plugin, which lives beside the operator and is chosen through it. */
abstract class PluginRunbook implements Runbook {
    private final RunbookInfo info;
    final Catalogue catalogue;

    PluginRunbook(RunbookInfo info, Catalogue catalogue) {
        this.info = info;
        this.catalogue = catalogue;
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    /** The versions with a chart, newest first. */
    static List<PluginRelease> charted(Catalogue catalogue) {
        return catalogue.plugins().stream().filter(r -> r.chart().isPresent()).toList();
    }

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Cnpg.OPERATOR, "an operator");
        return other.isPresent()
                ? List.of(other.get())
                : Constraints.read(
                        "the plugin", () -> constraints(target.orElseThrow(), BarmanPlugin.of(cluster), cluster));
    }

    /** What stands against it, by the plugin as it is now. */
    abstract List<Constraint> constraints(Instance operator, Optional<BarmanPlugin> plugin, ClusterView view);

    static Constraint missing() {
        return new Constraint(
                "not-installed",
                "the Barman Cloud plugin isn't installed",
                "install it: runbook install-plugin",
                Constraint.Kind.NOT_APPLICABLE);
    }

    PlanDraft draft(Request request, String version) {
        Instance operator = request.instance();
        return new PlanDraft(
                info,
                request,
                new Plan.Target(
                        operator.id(),
                        ObjectRef.of(
                                Kind.DEPLOYMENT,
                                operator.root().namespace(),
                                operator.root().name()),
                        operator.root().generation(),
                        version));
    }

    /** The clusters that back up by it. */
    static List<PgCluster> users(ClusterView view) {
        return view.list(Cnpg.CLUSTER, Selector.ALL).stream()
                .map(PgCluster::new)
                .filter(c -> c.barmanPlugin().isPresent())
                .toList();
    }

    /** Its program runs, and operator and plugin know each other's certificates. */
    static void running(ObjectRef deployment, PlanDraft draft) {
        draft.step(Step.await(
                        "certificates",
                        "its certificates are made",
                        "Operator and plugin talk by them only; cert-manager makes them.",
                        new Check.All(BarmanPlugin.SECRETS.stream()
                                .<Check>map(s -> new Check.Exists(ObjectRef.of(Kind.SECRET, deployment.namespace(), s)))
                                .toList()),
                        Duration.ofMinutes(5)))
                .step(Step.await(
                        "available",
                        "the plugin runs",
                        "Its image is pulled, and it has its certificates.",
                        new Check.Ready(deployment),
                        Duration.ofMinutes(5)));
    }

    /** As the chart's template names the Deployment. */
    static String fullName(String release) {
        String name = release.contains(BarmanPlugin.SIDECAR) ? release : release + "-" + BarmanPlugin.SIDECAR;
        return name.length() > 63 ? name.substring(0, 63) : name;
    }

    PluginRelease release(Instance operator, String version) {
        return catalogue.plugins().stream()
                .filter(r -> r.version().equals(Version.of(version)))
                .findFirst()
                .orElseThrow(() -> refused(
                        operator, version + " isn't in the release catalogue", "Choose a version of the list."));
    }

    ProblemException refused(Instance operator, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", operator.id().display(), why, next));
    }
}
