package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Published;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Namespaces;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
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
import io.millwright.spi.Release;
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

/** Brings Envoy Gateway into a cluster, with a class for Gateways. */
final class Install implements Runbook {
    private static final Duration SERVED = Duration.ofMinutes(1);
    private static final String NAMESPACE = "envoy-gateway-system";

    private final RunbookInfo info = new RunbookInfo(
            "install",
            "Install Envoy Gateway",
            Intent.INSTALL,
            Danger.REVERSIBLE,
            "Installs Envoy Gateway by its chart with the definitions of the Gateway API, and makes a GatewayClass.",
            Optional.empty(),
            parameters(
                    "newest with a chart", Published.catalogue().of(Names.ENVOY).getFirst()),
            List.of(
                    "The definitions of the Gateway API belong to the whole cluster: a policy that comes with them since 1.5 refuses older"
                            + " ones afterwards.",
                    "Without a provider of load balancers a Gateway never gets an address: choose NodePort.",
                    "cert-manager looks for the Gateway API at its start only: restart it afterwards."),
            List.of("https://gateway.envoyproxy.io/docs/install/install-helm/"));

    private static List<Parameter> parameters(String origin, Release best) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "Envoy Gateway's release.",
                                Published.catalogue().of(Names.ENVOY).stream()
                                        .filter(r -> r.chart().isPresent())
                                        .map(Release::version)
                                        .toArray(String[]::new)),
                        best.version(),
                        origin),
                Ask.required(Ask.with(
                        Ask.name("namespace", "Namespace", "Where Envoy Gateway and its proxies live.", 63),
                        NAMESPACE,
                        "upstream default")),
                Releases.repository("oci://docker.io/envoyproxy"),
                Releases.archive(),
                Releases.release("eg"),
                Ask.document(
                        "definitions",
                        "Definitions",
                        "File with the definitions to apply instead of the chart's: what 'helm template"
                                + " oci://docker.io/envoyproxy/gateway-crds-helm' writes."),
                Ask.with(
                        Ask.number("replicas", "Control plane", "Pods of the control plane; 2 in production.", 1, 5),
                        "1",
                        "upstream default"),
                Ask.with(
                        Ask.number("proxies", "Proxies", "Envoy pods for each Gateway; 2 in production.", 1, 20),
                        "2",
                        "one may be lost"),
                Ask.choice(
                        "exposure",
                        "Exposure",
                        "How a Gateway gets its address; NodePort where nothing gives load balancers one.",
                        "LoadBalancer",
                        "NodePort",
                        "ClusterIP"),
                Ask.required(Ask.with(
                        Ask.name("class", "Class", "Name of the GatewayClass that Gateways refer to.", 63),
                        "eg",
                        "upstream default")));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        Release best = Published.catalogue().best(Names.ENVOY, view.kubernetesMinor());
        boolean supported = best.kubernetes().contains(view.kubernetesMinor());
        return parameters(
                supported ? "newest with a chart for Kubernetes " + view.kubernetesMinor() : "newest with a chart",
                best);
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView view) {
        return Constraints.read(
                "Whether one is installed",
                () -> Envoy.deployments(view).stream()
                        .map(d -> Constraints.blocks(
                                "installed",
                                "Envoy Gateway is installed: " + d.namespace() + "/" + d.name() + " "
                                        + Operators.version(d)
                                                .map(Version::text)
                                                .orElse("of unknown version"),
                                "use that one, or uninstall it first"))
                        .toList());
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        String release = request.input("release");
        boolean local = !request.input("archive").isEmpty();
        String version = local ? "" : request.input("version");
        ChartRef chart = Releases.chart(request, () -> official(version));
        ObjectRef deployment = ObjectRef.of(Kind.DEPLOYMENT, namespace, Names.ENVOY);
        List<Resource> definitions = definitions(request);
        Optional<Version> present = Envoy.bundle(view);
        boolean own = definitions.isEmpty() && (present.isEmpty() || !view.serves(Names.ENVOY_PROXY));
        fits(version, definitions, present, own);
        PlanDraft draft =
                new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), deployment, version));
        if (view.get(ObjectRef.of(Kind.NAMESPACE, "", namespace)).isEmpty()) {
            draft.step(Namespaces.make(namespace));
        }
        if (!definitions.isEmpty()) {
            draft.step(Definitions.apply(definitions, false));
        }
        draft.step(Releases.install(
                        namespace,
                        release,
                        chart,
                        Tree.of(
                                "crds",
                                Tree.of("enabled", own),
                                "deployment",
                                Tree.of("replicas", request.number("replicas"))),
                        "The chart brings the control plane and its rights" + (own ? ", and the definitions." : "."),
                        "the custom resource definitions stay"))
                .step(Step.await(
                        "established",
                        "definitions are served",
                        "Until then no Gateway can be made.",
                        Releases.established(Names.ESSENTIAL_DEFINITIONS),
                        SERVED))
                .step(Step.await(
                        "available",
                        "control plane runs",
                        "Its image is pulled and it makes its certificates.",
                        new Check.Ready(deployment),
                        Duration.ofMinutes(5)))
                .step(gatewayClass(request, namespace))
                .step(Step.await(
                        "accepted",
                        "GatewayClass " + request.input("class") + " accepted",
                        "Envoy Gateway answers for it.",
                        new Check.Condition(
                                ObjectRef.of(Names.GATEWAY_CLASS, "", request.input("class")), "Accepted", "True"),
                        SERVED));
        risks(version, view, draft);
        draft.consequence("installs Envoy Gateway" + (version.isEmpty() ? "" : " " + version) + " in " + namespace)
                .consequence("changes nothing about the traffic of today");
        return draft.plan("Install Envoy Gateway" + (version.isEmpty() ? "" : " " + version) + " on " + view.cluster());
    }

    private List<Resource> definitions(Request request) {
        String text = request.contents().getOrDefault("definitions", "");
        return text.isBlank() ? List.of() : Definitions.read(Yaml.documents(text, request.input("definitions")));
    }

    private static Step gatewayClass(Request request, String namespace) {
        String name = request.input("class");
        Resource proxy = Resource.of(
                Names.ENVOY_PROXY,
                namespace,
                name,
                Map.of(
                        "spec",
                        Tree.of(
                                "provider",
                                Tree.of(
                                        "type",
                                        "Kubernetes",
                                        "kubernetes",
                                        Tree.of(
                                                "envoyDeployment",
                                                Tree.of("replicas", request.number("proxies")),
                                                "envoyService",
                                                Tree.of("type", request.input("exposure")))))));
        Resource gatewayClass = Resource.of(
                Names.GATEWAY_CLASS,
                "",
                name,
                Map.of(
                        "spec",
                        Tree.of(
                                "controllerName",
                                Names.ENVOY_CONTROLLER,
                                "parametersRef",
                                Tree.of(
                                        "group",
                                        Names.ENVOY_PROXY.group(),
                                        "kind",
                                        Names.ENVOY_PROXY.kind(),
                                        "name",
                                        name,
                                        "namespace",
                                        namespace))));
        List<Resource> objects = List.of(proxy, gatewayClass);
        return Step.change(
                "class",
                "GatewayClass " + name + " with EnvoyProxy " + namespace + "/" + name,
                "Gateways of this class are Envoy Gateway's, and get their proxies as said here.",
                new Action.Apply(objects, false),
                new Check.Matches(objects),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    private ChartRef official(String version) {
        return Published.catalogue()
                .find(Names.ENVOY, version)
                .flatMap(Release::chart)
                .orElseThrow(() ->
                        refused("the release catalogue has no chart of version " + version, "Choose one of the list."));
    }

    private void fits(String version, List<Resource> definitions, Optional<Version> present, boolean own) {
        Optional<Version> needed = version.isEmpty() ? Optional.empty() : Envoy.gatewayApi(version);
        if (definitions.isEmpty() && present.isPresent() && needed.isPresent()) {
            if (present.get().olderThan(needed.get())) {
                throw refused(
                        "the cluster has the Gateway API " + present.get() + ", and Envoy Gateway " + version
                                + " needs " + needed.get(),
                        "Upgrade the definitions first (runbook upgrade-definitions), or give them as 'definitions'.");
            }
            if (own && !present.get().equals(needed.get())) {
                throw refused(
                        "the cluster has the Gateway API " + present.get() + ", and the chart would bring "
                                + needed.get() + ", which the cluster's policy refuses",
                        "Give Envoy Gateway's own definitions as 'definitions'.");
            }
        }
    }

    private static void risks(String version, ClusterView view, PlanDraft draft) {
        Optional<Release> release = Published.catalogue().find(Names.ENVOY, version);
        if (release.isEmpty()) {
            draft.risk(
                    "unknown",
                    "The release catalogue doesn't know this version",
                    "Whether it is supported on Kubernetes " + view.kubernetesMinor() + " can't be said.");
            return;
        }
        if (!release.get().kubernetes().contains(view.kubernetesMinor())) {
            draft.risk(
                    "kubernetes",
                    version + " isn't supported on Kubernetes " + view.kubernetesMinor(),
                    "Supported: " + String.join(", ", release.get().kubernetes()) + ".");
        }
        release.get()
                .supportEnds()
                .filter(d -> !d.isAfter(LocalDate.ofInstant(view.now(), ZoneOffset.UTC)))
                .ifPresent(d ->
                        draft.risk("ended", "Support of " + version + " ended on " + d, "No fixes come any more."));
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan 'Install Envoy Gateway'", "Envoy Gateway", why, next));
    }
}
