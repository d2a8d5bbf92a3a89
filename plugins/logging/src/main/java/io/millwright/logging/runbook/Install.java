package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.logging.named.Questions;
import io.millwright.spi.ChartRef;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs ECK's operator by its chart. */
final class Install implements Runbook {
    private final Versions versions;
    private final RunbookInfo info;

    Install(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "install",
                "Install the operator",
                Intent.INSTALL,
                Danger.REVERSIBLE,
                "Installs ECK, the operator of Elasticsearch and Kibana, by its Helm chart, and waits until its definitions are served and it runs.",
                Optional.empty(),
                parameters(versions.newest(Names.OPERATOR), "newest"),
                List.of(
                        "Only one operator may manage a namespace.",
                        "The chart doesn't stop on a Kubernetes that ECK doesn't support: the plan says so instead.",
                        "The API server must reach port 9443 of the operator, or every change waits 30 s for the webhook.",
                        "The definitions stay when the operator is removed: deleting them deletes every cluster."),
                List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s"));
    }

    private List<Parameter> parameters(String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "Which version of ECK is installed.",
                                versions.of(Names.OPERATOR).toArray(String[]::new)),
                        best,
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where the operator lives.", 63),
                        Names.OPERATOR_NAMESPACE,
                        "upstream default")),
                Releases.repository("https://helm.elastic.co"),
                Releases.archive(),
                Releases.release(Names.OPERATOR_NAME),
                Ask.required(Ask.with(
                        Ask.quantity(
                                "memory",
                                "Memory",
                                "The operator's memory limit; 2Gi where it keeps hundreds of objects."),
                        "1Gi",
                        "upstream default")));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Release best = versions.catalogue().best(Names.OPERATOR, cluster.kubernetesMinor());
        return parameters(best.version(), "newest for Kubernetes " + cluster.kubernetesMinor());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether one is installed",
                () -> Eck.operators(cluster).stream()
                        .map(o -> Constraints.blocks(
                                "installed",
                                "an operator is installed: " + o.namespace() + "/" + o.name() + " "
                                        + Eck.version(o).orElse("of unknown version"),
                                "upgrade it instead; two operators must not manage the same namespace"))
                        .toList());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace");
        ChartRef chart = Releases.chart(
                request,
                () -> versions.catalogue()
                        .find(Names.OPERATOR, request.input("version"))
                        .flatMap(Release::chart)
                        .orElseThrow(() -> new ProblemException(Problem.user(
                                "plan '" + info.title() + "'",
                                "ECK",
                                "version " + request.input("version") + " isn't in the release catalogue",
                                "Choose one of the list."))));
        String version = request.input("archive").isEmpty() ? request.input("version") : "";
        ObjectRef workload = ObjectRef.of(Kind.STATEFUL_SET, namespace, Names.OPERATOR_NAME);
        PlanDraft draft =
                new PlanDraft(info, request, PlanDraft.making(Names.TOOL, cluster.cluster(), workload, version));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        Map<String, Object> values =
                Tree.of("resources", Tree.of("limits", Tree.of("cpu", "1", "memory", request.input("memory"))));
        draft.step(Releases.install(
                        namespace,
                        request.input("release"),
                        chart,
                        values,
                        "The chart brings the definitions, the operator, its rights and its webhook.",
                        "the custom resource definitions stay"))
                .step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no cluster can be made.",
                        Releases.established(Names.DEFINITIONS),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "available",
                        "operator runs",
                        "Its image is pulled, it becomes leader and makes the certificate of its webhook.",
                        Questions.operatorDone(""),
                        Duration.ofMinutes(5)));
        if (!version.isEmpty()
                && versions.catalogue()
                        .find(Names.OPERATOR, version)
                        .filter(r -> r.kubernetes().contains(cluster.kubernetesMinor()))
                        .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    "ECK " + version + " doesn't name Kubernetes " + cluster.kubernetesMinor(),
                    "Upstream hasn't tested them together. Choose a version of ECK that names it, if there is one.");
        }
        return draft.consequence(
                        "installs the operator" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence("it manages all namespaces")
                .consequence("changes no cluster")
                .plan("Install ECK" + (version.isEmpty() ? "" : " " + version) + " on " + cluster.cluster());
    }
}
