package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Published;
import io.millwright.certificates.named.Questions;
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
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs cert-manager by its chart. */
final class Install implements Runbook {
    static final String REPOSITORY = "oci://quay.io/jetstack/charts";
    private static final String USUAL = "cert-manager";
    private final RunbookInfo info = new RunbookInfo(
            "install",
            "Install cert-manager",
            Intent.INSTALL,
            Danger.REVERSIBLE,
            "Installs cert-manager by its Helm chart with its definitions, and waits until the API server trusts its webhook.",
            Optional.empty(),
            parameters("newest", newest()),
            List.of(
                    "Only one cert-manager may be in a cluster, whatever the namespace: two write the same objects.",
                    "The API server must reach the webhook's pods on port 10250; on private clusters a firewall often stands between.",
                    "A second installation soon after an uninstall waits up to two minutes for the former one's leases.",
                    "Definitions are installed with a mark that keeps them when the release is removed: deleting them deletes every certificate."),
            List.of(
                    "https://cert-manager.io/docs/installation/helm/",
                    "https://cert-manager.io/docs/installation/best-practice/"));

    private static String newest() {
        return Published.RELEASES.of(CertManager.OPERATOR).getFirst().version();
    }

    private static List<Parameter> parameters(String origin, String best) {
        String[] versions = Published.RELEASES.of(CertManager.OPERATOR).stream()
                .map(Release::version)
                .toArray(String[]::new);
        return List.of(
                Ask.with(
                        Ask.choice("version", "Version", "Which version of cert-manager is installed.", versions),
                        best,
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where cert-manager lives.", 63),
                        USUAL,
                        "upstream default")),
                Releases.repository(REPOSITORY),
                Releases.archive(),
                Releases.release(USUAL),
                Ask.with(
                        Ask.number(
                                "controller",
                                "Controllers",
                                "Pods of the controller; one acts, the others stand by.",
                                1,
                                5),
                        "1",
                        "upstream default; 2 in production"),
                Ask.with(
                        Ask.number("webhook", "Webhooks", "Pods of the webhook, which share its work.", 1, 9),
                        "1",
                        "upstream default; 3 in production"),
                Ask.with(
                        Ask.number(
                                "cainjector",
                                "Injectors",
                                "Pods of the injector; one acts, the others stand by.",
                                1,
                                5),
                        "1",
                        "upstream default; 2 in production"),
                Ask.text(
                        "registry",
                        "Image registry",
                        "Registry that images come from, when it isn't quay.io.",
                        "[A-Za-z0-9][A-Za-z0-9.:/_-]*",
                        "a registry's host, such as registry.example.com:5000"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Release best = Published.RELEASES.best(CertManager.OPERATOR, cluster.kubernetesMinor());
        return parameters("newest for Kubernetes " + cluster.kubernetesMinor(), best.version());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether one is installed",
                () -> Installation.all(cluster).stream()
                        .map(i -> Constraints.blocks(
                                "installed",
                                "cert-manager is installed: " + i.namespace() + "/"
                                        + i.controller().name() + " "
                                        + i.version().orElse("of unknown version"),
                                "upgrade it instead; two must not be in one cluster"))
                        .toList());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace");
        String release = request.input("release");
        String version = request.input("archive").isEmpty() ? request.input("version") : "";
        ChartRef chart = Releases.chart(
                request,
                () -> Published.RELEASES
                        .find(CertManager.OPERATOR, request.input("version"))
                        .flatMap(Release::chart)
                        .orElseThrow(() -> new ProblemException(Problem.user(
                                "plan '" + info.title() + "'",
                                cluster.cluster(),
                                "version " + request.input("version") + " isn't in the release catalogue",
                                "Choose one of the list."))));
        ObjectRef controller = ObjectRef.of(Kind.DEPLOYMENT, namespace, release);
        PlanDraft draft = new PlanDraft(
                info, request, PlanDraft.making(CertManager.TOOL, cluster.cluster(), controller, version));
        if (cluster.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        draft.step(Releases.install(
                namespace,
                release,
                chart,
                values(request),
                "The chart brings the definitions, the three programs, their rights and the webhook.",
                "the custom resource definitions stay, and with them every certificate and issuer"));
        running(draft, controller, version);
        if (!version.isEmpty()
                && Published.RELEASES
                        .find(CertManager.OPERATOR, version)
                        .filter(r -> r.kubernetes().contains(cluster.kubernetesMinor()))
                        .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    version + " isn't known to support Kubernetes " + cluster.kubernetesMinor(),
                    "Upstream tests each release with four minors of Kubernetes; others may work.");
        }
        Published.RELEASES
                .find(CertManager.OPERATOR, version)
                .flatMap(Release::supportEnds)
                .filter(end -> end.isBefore(LocalDate.ofInstant(cluster.now(), ZoneOffset.UTC)))
                .ifPresent(end -> draft.risk(
                        "support",
                        version + " has got no fixes since " + end,
                        "Install the newest, unless something here needs this one."));
        draft.consequence("installs cert-manager" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence("issues nothing until there is an issuer");
        return draft.plan(
                "Install cert-manager" + (version.isEmpty() ? "" : " " + version) + " on " + cluster.cluster());
    }

    private static Map<String, Object> values(Request request) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.putAll(Definitions.brought(Releases.archived(request).orElseGet(() -> request.input("version"))));
        values.put("replicaCount", request.number("controller"));
        values.put("webhook", Tree.of("replicaCount", request.number("webhook")));
        values.put("cainjector", Tree.of("replicaCount", request.number("cainjector")));
        if (!request.input("registry").isEmpty()) {
            values.put("imageRegistry", request.input("registry"));
        }
        return values;
    }

    /** Waits until it serves: definitions, programs, and the API server's trust in the webhook. */
    static void running(PlanDraft draft, ObjectRef controller, String version) {
        draft.step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no certificate can be made.",
                        Releases.established(CertManager.KINDS.stream()
                                .map(CertManager::definition)
                                .toList()),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "available",
                        "controller, webhook and injector run",
                        "Their images are pulled and they take up their work.",
                        Questions.programsRun(controller, version),
                        Duration.ofMinutes(5)))
                .step(Step.await(
                        "webhook",
                        "the API server trusts the webhook",
                        "Until the injector has written the webhook's authority, every change is refused.",
                        Questions.webhookTrusted(controller),
                        Duration.ofMinutes(3)))
                .step(Changes.leads(controller));
    }
}
