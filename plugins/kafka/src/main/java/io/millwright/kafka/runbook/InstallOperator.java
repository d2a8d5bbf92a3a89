package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
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
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the operator by its chart. */
final class InstallOperator implements Runbook {
    static final List<String> ESSENTIAL =
            Strimzi.KINDS.stream().map(Strimzi::definition).toList();
    private static final String USUAL_NAMESPACE = "strimzi";

    private final Versions versions;
    private final RunbookInfo info;

    InstallOperator(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "install-operator",
                "Install the operator",
                Intent.INSTALL,
                Danger.REVERSIBLE,
                "Installs Strimzi by its Helm chart, waits until its definitions are served and the operator runs.",
                Optional.empty(),
                parameters("newest", versions.newestOperator().version()),
                List.of(
                        "Only one operator may watch a namespace.",
                        "Helm installs the custom resource definitions once and never upgrades them: definitions that are left"
                                + " from an older version stay as they are, unless the new ones are given as a file.",
                        "The custom resource definitions stay when the operator is removed: deleting them deletes every cluster.",
                        "With 384 MiB, upstream's default, the operator has been seen to run out of memory."),
                List.of("https://strimzi.io/docs/operators/latest/deploying"));
    }

    private List<Parameter> parameters(String origin, String best) {
        String[] all = versions.operators().stream().map(Release::version).toArray(String[]::new);
        return List.of(
                Ask.with(Ask.choice("version", "Version", "Which version of Strimzi is installed.", all), best, origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where the operator lives.", 63),
                        USUAL_NAMESPACE,
                        "proposal")),
                Releases.repository("oci://quay.io/strimzi-helm"),
                Releases.archive(),
                Releases.release(Strimzi.OPERATOR_NAME),
                Ask.text(
                        "watch",
                        "Namespaces",
                        "Which namespaces it watches, separated by commas; empty for all.",
                        "[a-z0-9]([-a-z0-9]*[a-z0-9])?(,[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
                        "names of namespaces separated by commas"),
                Ask.required(Ask.with(
                        Ask.quantity("memory", "Memory", "Memory of the operator's pod."),
                        "512Mi",
                        "above upstream's 384Mi, which has been too little")),
                Ask.text(
                        "registry",
                        "Image registry",
                        "Registry that images come from, when it isn't quay.io.",
                        "[A-Za-z0-9][A-Za-z0-9.:/_-]*",
                        "a registry's host, such as registry.example.com:5000"),
                Ask.document(
                        "definitions",
                        "Definitions",
                        "File or address of the release's definitions, strimzi-crds-VERSION.yaml: needed where older ones are left."));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Release best = versions.catalogue().best(Strimzi.OPERATOR, cluster.kubernetesMinor());
        return parameters("newest for Kubernetes " + cluster.kubernetesMinor(), best.version());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read("whether one is installed", () -> {
            List<Constraint> found = new ArrayList<>();
            StrimziOperators.deployments(cluster)
                    .forEach(d -> found.add(Constraints.blocks(
                            "installed",
                            "an operator is installed: " + d.namespace() + "/" + d.name() + " "
                                    + StrimziOperators.version(d).orElse("of unknown version"),
                            "upgrade it instead; two operators must not watch the same namespace")));
            found.addAll(Definitions.storedOld(cluster));
            return found;
        });
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace").isEmpty() ? USUAL_NAMESPACE : request.input("namespace");
        String release = request.input("release").isEmpty() ? Strimzi.OPERATOR_NAME : request.input("release");
        ChartRef chart = Releases.chart(request, () -> chart(request.input("version")));
        String version = request.input("archive").isEmpty() ? request.input("version") : "";
        ObjectRef deployment = ObjectRef.of(Kind.DEPLOYMENT, namespace, Strimzi.OPERATOR_NAME);
        PlanDraft draft =
                new PlanDraft(info, request, PlanDraft.making(Strimzi.TOOL, cluster.cluster(), deployment, version));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        List<String> watched = watched(request);
        watched.stream()
                .filter(n -> !n.equals(namespace)
                        && cluster.get(ObjectRef.of(Kind.NAMESPACE, "", n)).isEmpty())
                .forEach(n -> {
                    throw refused("namespace " + n + " isn't there", "Make it first, or leave it out.");
                });
        Optional<Step> definitions = Definitions.apply(request);
        definitions.ifPresent(draft::step);
        if (definitions.isEmpty() && Definitions.present(cluster)) {
            draft.risk(
                    "definitions-left",
                    "Definitions of an earlier installation are there",
                    "Helm doesn't change them. If they are older than the operator, give strimzi-crds-VERSION.yaml as well.");
        }
        draft.step(Releases.install(
                namespace,
                release,
                chart,
                values(request, watched),
                "The chart brings the definitions, the operator and its rights.",
                "the custom resource definitions stay"));
        running(deployment, draft);
        if (!version.isEmpty()
                && versions.catalogue()
                        .find(Strimzi.OPERATOR, version)
                        .filter(r -> r.kubernetes().contains(cluster.kubernetesMinor()))
                        .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    version + " isn't known to support Kubernetes " + cluster.kubernetesMinor(),
                    "Upstream asks for 1.30 or newer; newer ones than the catalogue knows may work.");
        }
        draft.consequence("installs the operator" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence(
                        watched.isEmpty() ? "it watches all namespaces" : "it watches " + String.join(", ", watched))
                .consequence("changes no cluster");
        return draft.plan("Install Strimzi" + (version.isEmpty() ? "" : " " + version) + " on " + cluster.cluster());
    }

    private static List<String> watched(Request request) {
        return request.input("watch").isEmpty()
                ? List.of()
                : List.of(request.input("watch").split(","));
    }

    private static Map<String, Object> values(Request request, List<String> watched) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (watched.isEmpty()) {
            values.put("watchAnyNamespace", true);
        } else {
            values.put("watchNamespaces", watched);
        }
        if (!request.input("memory").isEmpty()) {
            values.put(
                    "resources",
                    Tree.of(
                            "requests",
                            Tree.of("memory", request.input("memory"), "cpu", "200m"),
                            "limits",
                            Tree.of("memory", request.input("memory"), "cpu", "1000m")));
        }
        if (!request.input("registry").isEmpty()) {
            values.put("defaultImageRegistry", request.input("registry"));
        }
        return values;
    }

    private ChartRef chart(String version) {
        return versions.catalogue()
                .find(Strimzi.OPERATOR, version)
                .flatMap(Release::chart)
                .orElseThrow(() ->
                        refused("version " + version + " isn't in the release catalogue", "Choose one of the list."));
    }

    static void running(ObjectRef deployment, PlanDraft draft) {
        draft.step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no cluster can be made.",
                        Releases.established(ESSENTIAL),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "available",
                        "operator runs",
                        "Its image is pulled and it becomes leader.",
                        new Check.Ready(deployment),
                        Duration.ofMinutes(5)));
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan 'Install the operator'", "Strimzi", why, next));
    }
}
