package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Catalogue.OperatorRelease;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves the operator one supported step on, the way it was installed, and waits until every cluster is the new one's. */
final class UpgradeOperator implements Runbook {
    private final Catalogue catalogue;
    private final RunbookInfo info;

    UpgradeOperator(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.info = new RunbookInfo(
                "upgrade-operator",
                "Upgrade the operator",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades CloudNativePG by one supported step, by its chart or its manifest, and waits until every cluster has followed.",
                Optional.of(Cnpg.OPERATOR),
                parameters(Optional.empty()),
                List.of(
                        "Every instance of every cluster restarts, the primaries last, unless in-place updates are switched on.",
                        "One minor at a time; there is no supported way back.",
                        "A broken image or a full node stops the restarts in the middle; the rest goes on serving.",
                        "With 1.31 the operator's own Barman is gone: move such clusters to the plugin first."),
                List.of("https://cloudnative-pg.io/docs/current/installation_upgrade#upgrades"));
    }

    private List<Parameter> parameters(Optional<String> proposal) {
        Parameter version = Ask.choice(
                "version",
                "Version",
                "Which version is to run; a manifest says its own.",
                catalogue.operators().stream().map(r -> r.version().text()).toArray(String[]::new));
        return List.of(
                proposal.map(p -> Ask.with(version, p, "newest that one step leads to"))
                        .orElse(version),
                Releases.repository(catalogue.chartRepository()),
                Releases.archive(),
                Ask.document(
                        "manifest",
                        "Manifest",
                        "File or address of the release's manifest, cnpg-VERSION.yaml: for an operator that no chart installed."));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        boolean helm =
                target.filter(t -> t.management().by() == Management.By.HELM).isPresent();
        return parameters(target.flatMap(Instance::version)
                .flatMap(v -> next(Version.of(v), helm))
                .map(r -> r.version().text()));
    }

    private Optional<OperatorRelease> next(Version from, boolean helm) {
        return catalogue.operators().stream()
                .filter(r -> from.olderThan(r.version()) && leads(from, r))
                .filter(r -> !helm || r.chart().isPresent())
                .findFirst();
    }

    /** Whether upstream supports that step. An unknown way is none. */
    private static boolean leads(Version from, OperatorRelease to) {
        return to.upgradesFrom().contains(from.text()) || to.upgradesFrom().contains(from.branch());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Cnpg.OPERATOR, "an operator");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read("the clusters", () -> {
            List<Constraint> found = new ArrayList<>();
            switch (target.orElseThrow().management().by()) {
                case OLM, GITOPS ->
                    found.add(Constraints.blocks(
                            "owner",
                            target.orElseThrow().management().reference() + " installs it",
                            "upgrade it there"));
                case HELM, MANIFEST, MILLWRIGHT, UNKNOWN -> {}
            }
            found.addAll(Steps.unsettled(clusters(cluster)));
            return found;
        });
    }

    private static List<PgCluster> clusters(ClusterView view) {
        return view.list(Cnpg.CLUSTER, Selector.ALL).stream()
                .map(PgCluster::new)
                .toList();
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        boolean helm = Installer.of(deployment).by() == Management.By.HELM;
        String from = Operators.version(deployment).map(Version::text).orElse("");
        Optional<Manifest> manifest = helm
                ? Optional.empty()
                : Optional.of(Manifest.read(request.contents().getOrDefault("manifest", "")));
        String to = manifest.map(Manifest::version).orElse(request.input("version"));
        List<PgCluster> clusters = clusters(cluster);
        OperatorRelease release = possible(instance, from, to, helm, clusters);
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), from));
        clusters.stream()
                .filter(c -> !c.hibernated())
                .forEach(c -> draft.step(Step.require(
                        "settled-" + c.namespace() + "." + c.name(),
                        "cluster " + c.namespace() + "/" + c.name() + " healthy",
                        "Its instances are about to restart.",
                        Questions.settled(c))));
        if (manifest.isPresent()) {
            apply(manifest.get(), from, to, draft);
        } else {
            draft.step(chart(deployment, request, instance, release, from, to));
        }
        await(ref, to, clusters, draft);
        told(deployment, cluster, clusters, release, draft);
        return draft.plan("Upgrade CloudNativePG " + from + " → " + to + " on " + cluster.cluster());
    }

    private OperatorRelease possible(
            Instance instance, String from, String to, boolean helm, List<PgCluster> clusters) {
        if (from.isEmpty()) {
            throw refused(instance, "its version can't be told", "Look at its image.");
        }
        Version old = Version.of(from);
        OperatorRelease release = catalogue
                .operator(Version.of(to))
                .orElseThrow(() -> refused(
                        instance, to + " isn't in the release catalogue", "Choose a version of the catalogue."));
        if (to.equals(from)) {
            throw refused(instance, "it runs " + to + " already", "Choose a newer version.");
        }
        if (release.version().olderThan(old)) {
            throw refused(instance, to + " is older than " + from, "Upstream supports no way back.");
        }
        if (!leads(old, release)) {
            throw refused(
                    instance,
                    "no single step leads from " + from + " to " + to,
                    next(old, helm)
                            .map(n -> "Upgrade to " + n.version() + " first.")
                            .orElse("Follow upstream's pages from " + old.branch() + " on, one minor at a time."));
        }
        if (!release.version().olderThan(Cnpg.WITHOUT_IN_TREE)) {
            clusters.stream().filter(PgCluster::inTreeBarman).findFirst().ifPresent(c -> {
                throw refused(
                        instance,
                        c.namespace() + "/" + c.name() + " backs up by the operator's own Barman, which " + to
                                + " lacks",
                        "Move it first: runbook move-to-plugin.");
            });
        }
        return release;
    }

    private Step chart(
            Resource deployment, Request request, Instance instance, OperatorRelease release, String from, String to) {
        ChartRef chart = Releases.chart(
                request,
                () -> release.chart()
                        .map(c -> new ChartRef(catalogue.chartRepository(), catalogue.chartName(), c))
                        .orElseThrow(() -> refused(
                                instance, "upstream has made no chart of " + to, "Choose a version with a chart.")));
        ObjectRef held = Installer.release(deployment).orElseThrow();
        return Releases.upgrade(
                held.namespace(),
                held.name(),
                chart,
                Map.of(),
                "The chart brings definitions, rights and operator of " + to + "; the release's values are kept.",
                new Undo.None("upstream supports no way back from " + to + " to " + from));
    }

    private static void apply(Manifest manifest, String from, String to, PlanDraft draft) {
        List<String> names = manifest.definitions().stream().map(Resource::name).toList();
        Undo none = new Undo.None("upstream supports no way back from " + to + " to " + from);
        draft.step(Step.change(
                                "definitions",
                                "apply " + names.size() + " custom resource definitions of " + to,
                                "The operator needs those of its own version; no object is touched.",
                                new Action.Apply(manifest.definitions(), true),
                                Releases.established(names),
                                none,
                                Duration.ofMinutes(2))
                        .probe(new Check.Never("definitions of another release look the same from outside")))
                .step(Step.change(
                                "operator",
                                "apply the operator " + to + ", its rights and its webhooks ("
                                        + manifest.others().size() + " objects)",
                                "Everything else of the release.",
                                new Action.Apply(manifest.others(), true),
                                new Check.Exists(manifest.operator().ref(Kind.DEPLOYMENT)),
                                none,
                                Duration.ofMinutes(2))
                        .probe(new Check.Never("rights of another release look the same from outside")));
    }

    private static void await(ObjectRef ref, String to, List<PgCluster> clusters, PlanDraft draft) {
        draft.step(Step.await(
                        "available",
                        "operator runs in the new version",
                        "Its image is pulled and it becomes leader.",
                        new Check.Ready(ref),
                        Duration.ofMinutes(10)))
                .step(Steps.webhooksAnswer(Duration.ofMinutes(2)));
        for (PgCluster c : clusters) {
            boolean stays = c.hibernated()
                    || c.reconciliationDisabled()
                    || c.object()
                            .annotation("cnpg.io/reconcilePodSpec")
                            .filter("disabled"::equals)
                            .isPresent();
            if (!stays) {
                draft.step(Step.await(
                        "follows-" + c.namespace() + "." + c.name(),
                        "cluster " + c.namespace() + "/" + c.name() + " has followed",
                        "Its pods have the new instance manager, it is healthy, and its standbys stream.",
                        Check.all(Questions.follows(c, to), Steps.settledAndStreaming(c)),
                        Duration.ofMinutes(15 + 10 * c.wanted())));
            }
        }
    }

    private void told(
            Resource deployment, ClusterView view, List<PgCluster> clusters, OperatorRelease release, PlanDraft draft) {
        long instances = clusters.stream().mapToLong(PgCluster::wanted).sum();
        boolean inPlace = view.list(Kind.CONFIG_MAP, Selector.in(deployment.namespace())).stream()
                .anyMatch(m -> m.text("data", "ENABLE_INSTANCE_MANAGER_INPLACE_UPDATES")
                        .filter("true"::equals)
                        .isPresent());
        draft.consequence(
                        inPlace
                                ? "exchanges the instance manager in " + instances + " running pods of "
                                        + clusters.size()
                                        + " clusters; restarts only what the new version changes in pods"
                                : "restarts " + instances + " instances of " + clusters.size()
                                        + " clusters, the primary of each last")
                .consequence("the definitions are renewed; no data is touched")
                .consequence("there is no way back");
        boolean delayed = !ConfigureOperator.present(deployment.namespace(), view)
                .getOrDefault(ConfigureOperator.CLUSTERS_DELAY, "0")
                .equals("0");
        if (clusters.size() > 1 && !inPlace && !delayed) {
            draft.risk(
                    "at-once",
                    "All clusters restart at once",
                    "Spread them first, or do without restarts: runbook configure-operator.");
        }
        if (!release.kubernetes().contains(view.kubernetesMinor())) {
            draft.risk(
                    "kubernetes",
                    release.version()
                            + (release.tested().contains(view.kubernetesMinor())
                                    ? " is only tested"
                                    : " isn't supported")
                            + " on Kubernetes " + view.kubernetesMinor(),
                    "Supported: " + String.join(", ", release.kubernetes()) + ".");
        }
        clusters.stream()
                .filter(c -> c.object()
                        .text("spec", "primaryUpdateStrategy")
                        .filter("supervised"::equals)
                        .isPresent())
                .forEach(
                        c -> draft.risk(
                                "supervised-" + c.namespace() + "-" + c.name(),
                                c.namespace() + "/" + c.name() + " waits for a switchover",
                                "Its operator restarts the primary only after somebody has switched over: kubectl cnpg promote."));
        if (clusters.stream().anyMatch(c -> c.barmanPlugin().isPresent())) {
            draft.risk(
                    "plugin",
                    "The Barman Cloud plugin has versions of its own",
                    "Upgrade it after the operator (runbook upgrade-plugin); its new sidecar restarts the instances once more.");
        }
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
