package io.millwright.ingress;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.ToolContract;
import io.millwright.testkit.sandbox.Town;
import io.millwright.testkit.sandbox.Town.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The plugin keeps the contract, on clusters that the simulator has brought up: both scenarios, sick in every way, and an empty one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngressContractTest extends ToolContract {
    private static final String NGINX = "ingress-nginx/ingress-nginx-controller";
    private static final String CONTROL = "envoy-gateway-system/envoy-gateway";
    private FakeCluster healthy = new FakeCluster();
    private FakeCluster findings = new FakeCluster();
    private final FakeCluster empty = new FakeCluster("empty").kubernetes("1.36");
    private final List<FakeCluster> sick = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        try (Town town = new Town(new IngressTool(), "healthy")) {
            town.until(t ->
                    t.instance("web/edge").summary().getOrDefault("routes", "").equals("2"));
            town.running().advance(Duration.ofMinutes(3));
            healthy = copy(town);
            town.fault("no-address", true);
            town.running().advance(Duration.ofMinutes(3));
            sick.add(copy(town));
            town.fault("envoy-down", true);
            town.fault("proxy-down", true);
            town.running().advance(Duration.ofMinutes(1));
            sick.add(copy(town));
        }
        try (Town town = new Town(new IngressTool(), "findings")) {
            town.until(
                    t -> t.instance(NGINX).summary().getOrDefault("ready", "").equals("2/2"));
            town.release("1.9.1");
            town.release("0.21.0");
            town.create(
                    Names.GATEWAY_CLASS,
                    Resource.of(
                            Names.GATEWAY_CLASS,
                            "",
                            "eg",
                            Map.of("spec", Map.of("controllerName", Names.ENVOY_CONTROLLER))));
            town.running().advance(Duration.ofMinutes(3));
            findings = copy(town);
            for (String fault : List.of("reload-failing", "webhook-stale", "dns-failing")) {
                town.fault(fault, true);
            }
            town.running().advance(Duration.ofMinutes(16));
            sick.add(copy(town));
            town.fault("controller-down", true);
            town.running().advance(Duration.ofMinutes(1));
            sick.add(copy(town));
        }
    }

    static FakeCluster copy(Town town) {
        List<Page> pages = new ArrayList<>();
        for (Resource pod : town.view().list(Kind.POD, Selector.ALL)) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            pages.add(new Page(ref, "http", Names.NGINX_PORT, "/metrics"));
            pages.add(new Page(ref, "http", Names.DNS_PORT, "/metrics"));
            pages.add(new Page(ref, "http", Names.PROXY_PORT, "/ready"));
        }
        return town.copy(pages);
    }

    @Override
    protected Tool tool() {
        return new IngressTool();
    }

    @Override
    protected List<FakeCluster> clusters() {
        List<FakeCluster> all = new ArrayList<>(sick);
        all.addAll(List.of(healthy, findings, empty));
        return all;
    }

    private static Optional<Instance> instance(FakeCluster cluster, String path) {
        return new IngressTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst();
    }

    private static Resource byHelm(Resource workload, String release) {
        return workload.with(release, "metadata", "annotations", "meta.helm.sh/release-name")
                .with(workload.namespace(), "metadata", "annotations", "meta.helm.sh/release-namespace");
    }

    @Override
    protected List<Sample> requests() {
        FakeCluster helm = findings.change(
                        ObjectRef.of(Kind.DEPLOYMENT, "ingress-nginx", "ingress-nginx-controller"),
                        d -> byHelm(d, "ingress-nginx"))
                .change(ObjectRef.of(Kind.DEPLOYMENT, "envoy-gateway-system", "envoy-gateway"), d -> byHelm(d, "eg"));
        Optional<Instance> nginx = instance(helm, NGINX);
        Optional<Instance> control = instance(helm, CONTROL);
        Optional<Instance> edge = instance(healthy, "web/edge");
        FakeCluster older = older();
        return List.of(
                sample(empty, "install", Optional.empty(), Map.of()),
                sample(
                        empty,
                        "install",
                        Optional.empty(),
                        Map.of("definitions", "d.yaml"),
                        Map.of("definitions", definitions())),
                sample(
                        healthy,
                        "create-gateway",
                        Optional.empty(),
                        Map.of("name", "new", "namespace", "web", "host", "*.example.com", "secret", "site-tls")),
                sample(helm, "migrate-to-gateway", nginx, Map.of("from", "web")),
                sample(helm, "set-option", nginx, Map.of("option", "hsts", "value", "false")),
                sample(helm, "scale", nginx, Map.of("replicas", "4")),
                sample(helm, "restart", nginx, Map.of()),
                sample(helm, "upgrade", nginx, Map.of("version", "1.15.1")),
                sample(healthy, "scale-proxies", edge, Map.of("proxies", "3")),
                sample(twoCertificates(), "set-certificate", edge, Map.of("secret", "site-tls-new")),
                sample(healthy, "back-up", Optional.empty(), Map.of("namespace", "web")),
                sample(backedUp(), "restore", Optional.empty(), Map.of("namespace", "web")),
                sample(
                        helm,
                        "upgrade-definitions",
                        control,
                        Map.of("definitions", "d.yaml", "take-over", "true"),
                        Map.of("definitions", definitions())),
                sample(
                        older,
                        "upgrade-envoy-gateway",
                        instance(older, CONTROL),
                        Map.of("version", "1.9.1", "archive", "gateway-helm-v1.9.1.tgz")),
                sample(helm, "uninstall", control, Map.of()),
                sample(unused(), "uninstall-ingress-nginx", instance(unused(), NGINX), Map.of()));
    }

    private FakeCluster twoCertificates() {
        Resource secret =
                healthy.get(ObjectRef.of(Kind.SECRET, "web", "site-tls")).orElseThrow();
        return healthy.put(secret.with("site-tls-new", "metadata", "name").without("metadata", "uid"), Kind.SECRET);
    }

    private FakeCluster backedUp() {
        return new FakeCluster("eu-1")
                .kubernetes("1.36")
                .serve(Names.GATEWAY_CLASS)
                .put(Resource.of(Names.GATEWAY_CLASS, "", "eg", Map.of()), Names.GATEWAY_CLASS)
                .put(Resource.of(
                                Kind.CONFIG_MAP,
                                "web",
                                "ingress-backup-a",
                                Map.of(
                                        "data",
                                        Map.of(
                                                "Gateway.edge",
                                                Json.text(Resource.of(
                                                                Names.GATEWAY,
                                                                "web",
                                                                "edge",
                                                                Map.of("spec", Map.of("gatewayClassName", "eg")))
                                                        .content()))))
                        .with(Map.of("millwright.io/backup-of", "ingress"), "metadata", "labels"));
    }

    /** Envoy Gateway of a former minor, with the definitions of the next. */
    private static FakeCluster older() {
        FakeCluster cluster = new FakeCluster("eu-1").kubernetes("1.35");
        for (Resource r : new IngressTool().simulator().orElseThrow().release("1.9.1")) {
            if (r.kind().equals("CustomResourceDefinition")) {
                cluster.put(r, Kind.CUSTOM_RESOURCE_DEFINITION);
            }
        }
        for (Resource r : new IngressTool().simulator().orElseThrow().release("1.8.3")) {
            if (r.kind().equals("Deployment")) {
                cluster.put(byHelm(r, "eg"), Kind.DEPLOYMENT);
            }
        }
        return cluster;
    }

    private static FakeCluster unused() {
        FakeCluster cluster = new FakeCluster("eu-1").kubernetes("1.36");
        new IngressTool()
                .simulator().orElseThrow().release("1.15.1").stream()
                        .filter(r -> r.kind().equals("Deployment"))
                        .forEach(d -> cluster.put(byHelm(d, "ingress-nginx"), Kind.DEPLOYMENT));
        return cluster;
    }

    private static String definitions() {
        return new IngressTool()
                .simulator().orElseThrow().release("1.9.1").stream()
                        .filter(r -> r.kind().equals("CustomResourceDefinition"))
                        .map(Resource::content)
                        .map(Json::text)
                        .collect(Collectors.joining("\n---\n"));
    }
}
