package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
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
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the External Secrets Operator by its chart. */
final class InstallEso implements Runbook {
    private final Versions versions;
    private final RunbookInfo info;

    InstallEso(Versions versions) {
        this.versions = versions;
        this.info = new RunbookInfo(
                "install-external-secrets",
                "Install External Secrets",
                Intent.INSTALL,
                Danger.REVERSIBLE,
                "Installs the External Secrets Operator by its Helm chart, with definitions that outlive the release, and waits until controller and webhook run.",
                Optional.empty(),
                parameters(versions.newest(Names.ESO), "newest"),
                List.of(
                        "By the chart's own values an uninstall deletes every ExternalSecret and every Secret they own: this plan marks the definitions to be kept.",
                        "Only the newest minor is supported; upgrade one minor at a time.",
                        "The API server must reach port 10250 of the webhook, or changes are refused."),
                List.of("https://external-secrets.io/latest/introduction/getting-started/"));
    }

    private List<Parameter> parameters(String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "Which version is installed.",
                                versions.of(Names.ESO).toArray(String[]::new)),
                        best,
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where the operator lives.", 63),
                        Names.ESO,
                        "upstream default")),
                Releases.repository("https://charts.external-secrets.io"),
                Releases.archive(),
                Releases.release(Names.ESO),
                Ask.with(
                        Ask.number(
                                "replicas",
                                "Replicas",
                                "Pods of controller and webhook; two survive the loss of a node.",
                                1,
                                3),
                        "2",
                        "proposal"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Release best = versions.catalogue().best(Names.ESO, cluster.kubernetesMinor());
        return parameters(best.version(), "newest for Kubernetes " + cluster.kubernetesMinor());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether one is installed",
                () -> Eso.controllers(cluster).stream()
                        .map(o -> Constraints.blocks(
                                "installed",
                                "it is installed: " + o.namespace() + "/" + o.name(),
                                "upgrade it instead: runbook upgrade-external-secrets"))
                        .toList());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace");
        String release = request.input("release");
        ChartRef chart = Releases.chart(
                request,
                () -> ChartSource.of(Names.ESO, request.input("version"), versions)
                        .orElseThrow(() -> new ProblemException(Problem.user(
                                "plan '" + info.title() + "'",
                                "External Secrets",
                                "version " + request.input("version") + " isn't in the release catalogue",
                                "Choose one of the list."))));
        String version = request.input("archive").isEmpty() ? request.input("version") : "";
        String name = release.contains(Names.ESO) ? release : release + "-" + Names.ESO;
        ObjectRef root = ObjectRef.of(Kind.DEPLOYMENT, namespace, name);
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, cluster.cluster(), root, version));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        long replicas = request.number("replicas");
        Map<String, Object> values = new LinkedHashMap<>(EsoRunbook.kept());
        values.put("installCRDs", true);
        values.put("replicaCount", replicas);
        values.put("leaderElect", replicas > 1);
        values.put("webhook", Tree.of("replicaCount", replicas));
        draft.step(Releases.install(
                        namespace,
                        release,
                        chart,
                        values,
                        "The chart brings the definitions, the controller, its webhook and their rights.",
                        "the definitions stay"))
                .step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no store can be made.",
                        Releases.established(Names.CORE_DEFINITIONS),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "available",
                        "controller and webhook run",
                        "Their images are pulled, and the webhook has its certificate.",
                        Questions.controllers(namespace, version),
                        Duration.ofMinutes(10)));
        if (!version.isEmpty()
                && versions.catalogue()
                        .find(Names.ESO, version)
                        .filter(r -> r.kubernetes().contains(cluster.kubernetesMinor()))
                        .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    "External Secrets " + version + " doesn't name Kubernetes " + cluster.kubernetesMinor(),
                    "Upstream hasn't tested them together.");
        }
        return draft.consequence("installs the operator for all namespaces in " + namespace)
                .consequence("brings no secret anywhere yet: a store comes next")
                .plan("Install External Secrets" + (version.isEmpty() ? "" : " " + version) + " on "
                        + cluster.cluster());
    }
}
