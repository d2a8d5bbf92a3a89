package io.millwright.metrics.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Spans;
import io.millwright.metrics.facts.Versions;
import io.millwright.metrics.named.Questions;
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
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs the whole stack by kube-prometheus-stack. */
final class Install implements Runbook {
    private final RunbookInfo info = new RunbookInfo(
            "install",
            "Install the stack",
            Intent.INSTALL,
            Danger.REVERSIBLE,
            "Installs prometheus-operator with Prometheus, Alertmanager and Grafana by the chart kube-prometheus-stack, and waits until they"
                    + " answer.",
            Optional.empty(),
            parameters(Versions.newest(Names.OPERATOR), "newest"),
            List.of(
                    "Without a receiver the chart sends no alert to anybody.",
                    "Without a volume every restart of a Prometheus loses all its samples.",
                    "Monitors of etcd, scheduler, controller manager and kube-proxy are left out: managed clusters hide them.",
                    "node-exporter needs port 9100 of each node, and a namespace that allows privileged pods.",
                    "The definitions stay when the release is removed: deleting them deletes the monitors and rules of all teams."),
            List.of(
                    "https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack",
                    "https://prometheus.io/docs/prometheus/latest/storage/"));

    private static List<Parameter> parameters(String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Operator",
                                "Which version of the operator; each chart brings its own Prometheus, Alertmanager and Grafana.",
                                Versions.of(Names.OPERATOR).toArray(String[]::new)),
                        best,
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where the stack lives.", 63), Names.NAMESPACE, "usual")),
                Releases.repository(Names.REPOSITORY),
                Releases.archive(),
                Ask.required(Ask.with(
                        Ask.name("release", "Release", "Name of the Helm release; names of objects begin with it.", 26),
                        Names.RELEASE,
                        "usual")),
                Ask.required(Ask.with(
                        Ask.text(
                                "retention",
                                "Retention",
                                "How long samples are kept.",
                                "(?=.)" + Spans.PATTERN,
                                "a time such as 10d, 36h or 1y"),
                        "10d",
                        "upstream default")),
                Ask.with(
                        Ask.quantity(
                                "storage",
                                "Volume",
                                "Size of each Prometheus' volume: seconds kept, times samples a second, times 2 bytes, and a fifth more."),
                        "50Gi",
                        "proposal"),
                Ask.text(
                        "storage-class",
                        "Storage class",
                        "Class of the volumes: block storage; empty for the cluster's default.",
                        "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                        "the name of a storage class"),
                Ask.with(
                        Ask.number("replicas", "Prometheus", "How many of the same Prometheus; 2 in production.", 1, 3),
                        "1",
                        "upstream default"),
                Ask.with(
                        Ask.number("alertmanagers", "Alertmanagers", "How many Alertmanagers; 3 in production.", 1, 5),
                        "1",
                        "upstream default"),
                Ask.text(
                        "cluster-label",
                        "Cluster label",
                        "Label 'cluster' on all that leaves Prometheus; empty for none.",
                        "[A-Za-z0-9][A-Za-z0-9._-]*",
                        "a word of letters, digits, dots, dashes and underscores"),
                Ask.text(
                        "webhook",
                        "Webhook",
                        "Address that alerts are sent to; empty: nobody is told of any alert.",
                        "https?://[^\\s@]+",
                        "an address without a password"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        Release best = Versions.catalogue().best(Names.OPERATOR, view.kubernetesMinor());
        return parameters(best.version(), "newest for Kubernetes " + view.kubernetesMinor());
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView view) {
        return Constraints.read(
                "Whether one is installed",
                () -> Controllers.all(view).stream()
                        .map(o -> Constraints.blocks(
                                "installed",
                                "an operator is installed: " + o.namespace() + "/" + o.name() + " "
                                        + Controllers.version(o).orElse("of unknown version"),
                                "upgrade it instead; two operators fight over the same objects"))
                        .toList());
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        String release = request.input("release");
        boolean local = !request.input("archive").isEmpty();
        String version = local ? "" : request.input("version");
        ChartRef chart = Releases.chart(
                request,
                () -> Versions.catalogue()
                        .find(Names.OPERATOR, version)
                        .flatMap(Release::chart)
                        .orElseThrow(() -> refused(
                                "version " + version + " isn't in the release catalogue", "Choose one of the list.")));
        fits(request, version, view);
        ObjectRef operator = ObjectRef.of(Kind.DEPLOYMENT, namespace, Stack.fullname(release) + "-operator");
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), operator, version));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        draft.step(Releases.install(
                        namespace,
                        release,
                        chart,
                        values(request),
                        "The chart brings the definitions, the operator, Prometheus, Alertmanager, Grafana, rules and dashboards.",
                        "the custom resource definitions and the volumes of Prometheus and Alertmanager stay"))
                .step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then the operator can't work.",
                        Releases.established(Names.DEFINITIONS),
                        Duration.ofMinutes(2)))
                .step(Step.await(
                        "available",
                        "operator runs",
                        "Its image is pulled and it reads the cluster.",
                        Questions.operatorDone(version),
                        Duration.ofMinutes(5)))
                .step(Step.await(
                        "settled",
                        "Prometheus, Alertmanager and Grafana answer",
                        "The operator makes their StatefulSets; images are pulled and volumes made.",
                        Questions.stack(namespace, release),
                        Duration.ofMinutes(15)));
        risks(request, version, view, draft);
        return draft.consequence("installs the operator" + (version.isEmpty() ? "" : " " + version) + ", "
                        + request.input("replicas") + " Prometheus, " + request.input("alertmanagers")
                        + " Alertmanager and Grafana in " + namespace)
                .consequence("selects every monitor and rule of the cluster")
                .plan("Install kube-prometheus-stack" + (version.isEmpty() ? "" : " of operator " + version) + " on "
                        + view.cluster());
    }

    private void fits(Request request, String version, ClusterView view) {
        String wanted = request.input("storage-class");
        if (!wanted.isEmpty()
                && view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", wanted)).isEmpty()) {
            throw refused("there is no storage class " + wanted, "kubectl get storageclass names them.");
        }
        if (!version.isEmpty() && !Definitions.present(view).isEmpty() && !Definitions.are(version, view)) {
            throw refused(
                    "definitions of another version are left in the cluster, and Helm doesn't upgrade definitions",
                    "Apply those of " + version + " first: kubectl apply --server-side --force-conflicts -f "
                            + Definitions.address(version));
        }
    }

    private static Map<String, Object> values(Request request) {
        String storage = request.input("storage");
        String storageClass = request.input("storage-class");
        Map<String, Object> prometheus = Tree.of(
                "replicas",
                request.number("replicas"),
                "retention",
                request.input("retention"),
                "storageSpec",
                Stack.volume(storage, storageClass));
        if (!storage.isEmpty()) {
            // Room for the log of what isn't in blocks yet, and for a compaction. Prometheus' MB are 1024 times 1024
            // bytes.
            long megabytes = Bytes.quantity(storage).orElse(0L) / 1_048_576 * 8 / 10;
            prometheus.put("retentionSize", megabytes + "MB");
        }
        for (String kind : List.of("serviceMonitor", "podMonitor", "probe", "scrapeConfig", "rule")) {
            prometheus.put(kind + "SelectorNilUsesHelmValues", false);
        }
        if (!request.input("cluster-label").isEmpty()) {
            prometheus.put("externalLabels", Tree.of("cluster", request.input("cluster-label")));
        }
        Map<String, Object> alertmanager = Tree.of(
                "alertmanagerSpec",
                Tree.of(
                        "replicas",
                        request.number("alertmanagers"),
                        "storage",
                        Stack.volume(storage.isEmpty() ? "" : "2Gi", storageClass)));
        if (!request.input("webhook").isEmpty()) {
            alertmanager.put("config", Stack.receiver(request.input("webhook")));
        }
        Map<String, Object> persistence = Tree.of(
                "enabled",
                !storage.isEmpty(),
                "size",
                "5Gi",
                "annotations",
                Tree.of("helm.sh/resource-policy", "keep"));
        if (!storageClass.isEmpty()) {
            persistence.put("storageClassName", storageClass);
        }
        Map<String, Object> values = Tree.of(
                "prometheus",
                Tree.of("prometheusSpec", prometheus),
                "alertmanager",
                alertmanager,
                "grafana",
                Tree.of("persistence", persistence, "deploymentStrategy", Tree.of("type", "Recreate")));
        for (String part : List.of("kubeEtcd", "kubeScheduler", "kubeControllerManager", "kubeProxy")) {
            values.put(part, Tree.of("enabled", false));
        }
        return values;
    }

    private static void risks(Request request, String version, ClusterView view, PlanDraft draft) {
        if (request.input("webhook").isEmpty()) {
            draft.risk(
                    "receiver",
                    "Nobody is told of any alert",
                    "Give 'webhook', or set the value alertmanager.config afterwards.");
        }
        if (request.input("storage").isEmpty()) {
            draft.risk(
                    "volume",
                    "Samples, silences and dashboards die with their pods",
                    "Give 'storage' unless this is a trial.");
        }
        List<String> webhooks = view.list(Kind.VALIDATING_WEBHOOK, Selector.ALL).stream()
                .filter(w -> w.items("webhooks").stream()
                        .anyMatch(x -> x.text("name").orElse("").endsWith("." + Names.GROUP)))
                .map(Resource::name)
                .toList();
        if (!webhooks.isEmpty()) {
            draft.risk(
                    "webhook",
                    "A webhook of a removed release is left: " + String.join(", ", webhooks),
                    "It may refuse rules. Delete it when its Service is gone: kubectl delete validatingwebhookconfiguration "
                            + webhooks.getFirst());
        }
        if (!version.isEmpty()
                && Versions.catalogue()
                        .find(Names.OPERATOR, version)
                        .filter(r -> r.kubernetes().contains(view.kubernetesMinor()))
                        .isEmpty()) {
            draft.risk(
                    "kubernetes",
                    "Nobody has tested operator " + version + " with Kubernetes " + view.kubernetesMinor(),
                    "Upstream asks for 1.25 or newer and names none above those it has tested.");
        }
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", "kube-prometheus-stack", why, next));
    }
}
