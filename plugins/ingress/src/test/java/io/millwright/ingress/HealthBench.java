package io.millwright.ingress;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** A cluster on which the checks are content, to bring what each looks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HealthBench {
    static final String NGINX = "ingress-nginx/ingress-nginx-controller";
    static final String CONTROL = "envoy-gateway-system/envoy-gateway";
    static final String EDGE = "web/edge";
    static final String DNS = "external-dns/external-dns";
    static final ObjectRef CONTROLLER = ObjectRef.of(Kind.DEPLOYMENT, "ingress-nginx", "ingress-nginx-controller");
    static final ObjectRef SHOP = ObjectRef.of(Names.INGRESS, "web", "shop");
    static final ObjectRef GATEWAY = ObjectRef.of(Names.GATEWAY, "web", "edge");
    static final ObjectRef ROUTE = ObjectRef.of(Names.HTTP_ROUTE, "web", "site");
    static final ObjectRef WEBHOOK = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "ingress-nginx-admission");
    static final ObjectRef DNS_DEPLOYMENT = ObjectRef.of(Kind.DEPLOYMENT, "external-dns", "external-dns");

    private Optional<Town> nginx = Optional.empty();
    private Optional<Town> gateways = Optional.empty();

    @AfterAll
    void goDown() {
        nginx.ifPresent(Town::close);
        gateways.ifPresent(Town::close);
    }

    /** The scenario with ingress-nginx, what it has wrong mended, and external-dns: each test brings its own. */
    final FakeCluster nginx() {
        if (nginx.isEmpty()) {
            Town town = new Town(new IngressTool(), "findings");
            nginx = Optional.of(town);
            grow(town, t -> {
                t.until(x ->
                        x.instance(NGINX).summary().getOrDefault("ready", "").equals("2/2"));
                t.release("0.21.0");
                List.of("orders", "wiki", "lost").forEach(i -> t.delete(ObjectRef.of(Names.INGRESS, "web", i)));
            });
        }
        return IngressContractTest.copy(nginx.orElseThrow());
    }

    /** The scenario with a Gateway. */
    final FakeCluster gateways() {
        if (gateways.isEmpty()) {
            Town town = new Town(new IngressTool(), "healthy");
            gateways = Optional.of(town);
            grow(
                    town,
                    t -> t.until(x -> x.instance(EDGE)
                            .summary()
                            .getOrDefault("routes", "")
                            .equals("2")));
        }
        return IngressContractTest.copy(gateways.orElseThrow());
    }

    private interface Growth {
        void of(Town town) throws InterruptedException;
    }

    private static void grow(Town town, Growth growth) {
        try {
            growth.of(town);
            town.running().advance(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the town didn't grow up", e);
        }
    }

    static Instance instance(FakeCluster cluster, String path) {
        return new IngressTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst()
                        .orElseThrow();
    }

    static List<Finding> all(FakeCluster cluster, String path) {
        Instance instance = instance(cluster, path);
        return new IngressTool()
                .healthChecks().stream()
                        .filter(c -> c.info().components().contains(instance.component()))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }

    /** {@code reload.failed CRITICAL}: what the checks say beyond the tool's name. */
    static List<String> says(FakeCluster cluster, String path) {
        return all(cluster, path).stream()
                .map(f -> f.id().replaceFirst("^ingress\\.", "") + " " + f.severity())
                .toList();
    }

    static List<Resource> pods(FakeCluster cluster, String label, String value) {
        return cluster.list(Kind.POD, Selector.labelled("", label, value));
    }

    static ObjectRef ref(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    static Resource image(Resource deployment, String image) {
        Resource container =
                deployment.items("spec", "template", "spec", "containers").getFirst();
        return deployment.with(
                List.of(container.with(image, "image").content()), "spec", "template", "spec", "containers");
    }

    static Resource condition(Resource object, String type, String status, String reason) {
        List<Object> all = new ArrayList<>();
        object.items("status", "conditions").stream()
                .filter(c -> !c.text("type").filter(type::equals).isPresent())
                .forEach(c -> all.add(c.content()));
        all.add(Json.map(
                "type",
                type,
                "status",
                status,
                "reason",
                reason,
                "message",
                "so it is",
                "lastTransitionTime",
                "2026-01-01T00:00:00Z"));
        return object.with(all, "status", "conditions");
    }

    /** Of one check alone: others may throw, as the host turns that into a finding. */
    static List<String> says(FakeCluster cluster, String path, String check) {
        Instance instance = instance(cluster, path);
        return new IngressTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().equals("ingress." + check))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .map(f -> f.id().replaceFirst("^ingress\\.", "") + " " + f.severity())
                        .toList();
    }

    static Problem denied() {
        return new Problem(
                Problem.Kind.CLUSTER, "read", "cluster", "forbidden", "Ask for the right.", Optional.of("403"));
    }
}
