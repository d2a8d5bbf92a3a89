package io.millwright.postgres.runbook;

import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Catalogue.OperatorRelease;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the operator, by its chart or by a release's manifest. */
final class InstallOperator implements Runbook {
    private static final Duration DEFINITIONS = Duration.ofMinutes(2);
    private static final Duration ROLLOUT = Duration.ofMinutes(5);
    private final Catalogue catalogue;
    private final RunbookInfo info;

    InstallOperator(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.info = new RunbookInfo(
                "install-operator",
                "Install the operator",
                Intent.INSTALL,
                Danger.REVERSIBLE,
                "Installs CloudNativePG by its Helm chart or its release manifest, and waits until it runs and its webhooks can answer.",
                Optional.empty(),
                parameters(
                        "newest with a chart",
                        catalogue.operators().stream()
                                .filter(r -> r.chart().isPresent())
                                .findFirst()
                                .orElseThrow()),
                List.of(
                        "The API server must reach TCP 9443 of the operator's pod; private clusters may need a firewall rule.",
                        "Only one operator may watch a namespace.",
                        "The custom resource definitions stay when the operator is removed: deleting them deletes every database."),
                List.of("https://cloudnative-pg.io/docs/current/installation_upgrade"));
    }

    private List<Parameter> parameters(String origin, OperatorRelease best) {
        String[] versions = catalogue.operators().stream()
                .filter(r -> r.chart().isPresent())
                .map(r -> r.version().text())
                .toArray(String[]::new);
        return List.of(
                Ask.choice("source", "Source", "By the Helm chart, or by a release's manifest.", "chart", "manifest"),
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "Which version the chart installs; a manifest says its own.",
                                versions),
                        best.version().text(),
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where the operator lives; a manifest says its own.", 63),
                        "cnpg-system",
                        "upstream default")),
                Releases.repository(catalogue.chartRepository()),
                Releases.archive(),
                Releases.release("cnpg"),
                Ask.document("manifest", "Manifest", "File or address of a release's manifest, cnpg-VERSION.yaml."),
                Ask.yesNo(
                        "cluster-wide",
                        "All namespaces",
                        "Whether it watches all namespaces, or only its own; for the chart.",
                        true));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        OperatorRelease best = catalogue.bestChart(cluster.kubernetesMinor());
        boolean supported = best.kubernetes().contains(cluster.kubernetesMinor());
        return parameters(
                supported ? "newest with a chart for Kubernetes " + cluster.kubernetesMinor() : "newest with a chart",
                best);
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        try {
            return CnpgOperators.deployments(cluster).stream()
                    .map(d -> new Constraint(
                            "installed",
                            "an operator is installed: " + d.namespace() + "/" + d.name() + " "
                                    + Operators.version(d).map(Version::text).orElse("of unknown version"),
                            "two operators work against each other; remove that one first",
                            Constraint.Kind.BLOCKS))
                    .toList();
        } catch (ProblemException e) {
            return List.of(new Constraint(
                    "unreadable",
                    "whether one is installed can't be told: " + e.problem().why(),
                    e.problem().next(),
                    Constraint.Kind.CANNOT_TELL));
        }
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        return request.input("source").equals("manifest") ? byManifest(request, cluster) : byChart(request, cluster);
    }

    private Plan byChart(Request request, ClusterView cluster) {
        String namespace = request.input("namespace").isEmpty() ? "cnpg-system" : request.input("namespace");
        String release = request.input("release").isEmpty() ? "cnpg" : request.input("release");
        boolean local = !request.input("archive").isEmpty();
        ChartRef chart = Releases.chart(request, () -> chart(request));
        String version = local ? "" : request.input("version");
        ObjectRef deployment = ObjectRef.of(Kind.DEPLOYMENT, namespace, fullName(release));
        PlanDraft draft =
                new PlanDraft(info, request, PlanDraft.making(Cnpg.TOOL, cluster.cluster(), deployment, version));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        Map<String, Object> values = request.input("cluster-wide").equals("false")
                ? Tree.of("config", Tree.of("clusterWide", false))
                : Map.of();
        draft.step(Releases.install(
                namespace,
                release,
                chart,
                values,
                "The chart brings the definitions, the operator and its rights.",
                "the custom resource definitions stay"));
        running(Cnpg.ESSENTIAL_DEFINITIONS, deployment, draft);
        fits(version, cluster, draft);
        draft.consequence("installs the operator" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence("changes no database");
        return draft.plan(
                "Install CloudNativePG" + (version.isEmpty() ? "" : " " + version) + " on " + cluster.cluster());
    }

    private ChartRef chart(Request request) {
        OperatorRelease release = catalogue
                .operator(Version.of(request.input("version")))
                .orElseThrow(() -> refused(
                        "version " + request.input("version") + " isn't in the release catalogue",
                        "Choose one of the list."));
        String chart = release.chart()
                .orElseThrow(() -> refused(
                        "upstream has made no chart of " + release.version(),
                        "Choose another version, or install by the manifest."));
        return new ChartRef(catalogue.chartRepository(), catalogue.chartName(), chart);
    }

    /** As the chart's template names the Deployment. */
    static String fullName(String release) {
        String name = release.contains(Cnpg.OPERATOR_NAME) ? release : release + "-" + Cnpg.OPERATOR_NAME;
        return name.length() > 63 ? name.substring(0, 63) : name;
    }

    private Plan byManifest(Request request, ClusterView cluster) {
        Manifest manifest = Manifest.read(request.contents().getOrDefault("manifest", ""));
        ObjectRef deployment = ObjectRef.of(
                Kind.DEPLOYMENT,
                manifest.operator().namespace(),
                manifest.operator().name());
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(Cnpg.TOOL, cluster.cluster(), deployment, manifest.version()));
        manifest.namespaces().stream()
                .filter(n ->
                        cluster.get(ObjectRef.of(Kind.NAMESPACE, "", n.name())).isEmpty())
                .forEach(n -> draft.step(Namespaces.make(n.name())));
        List<String> names = manifest.definitions().stream().map(Resource::name).toList();
        draft.step(definitions(manifest, names)).step(others(manifest, deployment));
        running(names, deployment, draft);
        fits(manifest.version(), cluster, draft);
        draft.consequence("applies " + (names.size() + manifest.others().size()) + " objects, " + names.size()
                        + " of them definitions")
                .consequence("installs the operator " + manifest.version() + " in " + deployment.namespace())
                .consequence("changes no database");
        return draft.plan(
                "Install CloudNativePG " + manifest.version() + " on " + cluster.cluster() + " by its manifest");
    }

    private static Step definitions(Manifest manifest, List<String> names) {
        return Step.change(
                        "definitions",
                        "apply " + names.size() + " custom resource definitions",
                        "The operator stops at its start when they aren't there.",
                        new Action.Apply(manifest.definitions(), false),
                        Releases.established(names),
                        new Undo.None("definitions are kept: deleting them deletes every database"),
                        DEFINITIONS)
                // Older definitions may be left from before: only applying them again makes them this release's.
                .probe(new Check.Never("definitions of another release look the same from outside"));
    }

    private static Step others(Manifest manifest, ObjectRef deployment) {
        return Step.change(
                        "operator",
                        "apply the operator, its rights and its webhooks ("
                                + manifest.others().size() + " objects)",
                        "Everything else of the release.",
                        new Action.Apply(manifest.others(), false),
                        new Check.Exists(deployment),
                        Undo.EXACT,
                        Duration.ofMinutes(1))
                .probe(new Check.Never("rights of another release look the same from outside"));
    }

    private static void running(List<String> definitions, ObjectRef deployment, PlanDraft draft) {
        draft.step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no cluster can be made.",
                        Releases.established(definitions),
                        DEFINITIONS))
                .step(Step.await(
                        "available",
                        "operator runs",
                        "Its image is pulled and it becomes leader.",
                        new Check.Ready(deployment),
                        ROLLOUT))
                .step(Steps.webhooksAnswer(DEFINITIONS));
    }

    private void fits(String version, ClusterView view, PlanDraft draft) {
        String minor = view.kubernetesMinor();
        Optional<OperatorRelease> release = version.isEmpty()
                ? Optional.empty()
                : catalogue
                        .operator(Version.of(version))
                        .or(() -> catalogue.latestOf(Version.of(version).branch()));
        if (release.isEmpty()) {
            draft.risk(
                    "unknown",
                    "The release catalogue doesn't know this version",
                    "Whether it is supported on Kubernetes " + minor + " can't be said.");
            return;
        }
        if (!release.get().kubernetes().contains(minor)) {
            draft.risk(
                    "kubernetes",
                    version + (release.get().tested().contains(minor) ? " is only tested" : " isn't supported")
                            + " on Kubernetes " + minor,
                    "Supported: " + String.join(", ", release.get().kubernetes()) + ".");
        }
        if (!release.get().supportEnds().isAfter(LocalDate.ofInstant(view.now(), ZoneOffset.UTC))) {
            draft.risk(
                    "ended",
                    "Support of " + release.get().branch() + " ended on "
                            + release.get().supportEnds(),
                    "No fixes come any more.");
        }
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan 'Install the operator'", "CloudNativePG", why, next));
    }
}
