package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each check on a cluster where it is content, and on the same one with what it looks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HealthTest {
    private static final String NGINX = "ingress-nginx/ingress-nginx-controller";
    private static final String CONTROL = "envoy-gateway-system/envoy-gateway";
    private static final String EDGE = "web/edge";
    private static final String DNS = "external-dns/external-dns";
    private static final ObjectRef CONTROLLER =
            ObjectRef.of(Kind.DEPLOYMENT, "ingress-nginx", "ingress-nginx-controller");
    private static final ObjectRef SHOP = ObjectRef.of(Names.INGRESS, "web", "shop");
    private static final ObjectRef GATEWAY = ObjectRef.of(Names.GATEWAY, "web", "edge");
    private static final ObjectRef ROUTE = ObjectRef.of(Names.HTTP_ROUTE, "web", "site");
    private static final ObjectRef WEBHOOK = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "ingress-nginx-admission");
    private static final ObjectRef DNS_DEPLOYMENT = ObjectRef.of(Kind.DEPLOYMENT, "external-dns", "external-dns");

    private final List<Town> towns = new ArrayList<>();

    @BeforeAll
    void bringUp() throws InterruptedException {
        Town nginx = new Town(new IngressTool(), "findings");
        towns.add(nginx);
        nginx.until(t -> t.instance(NGINX).summary().getOrDefault("ready", "").equals("2/2"));
        nginx.release("0.21.0");
        // What the scenario has wrong is mended: each test brings its own.
        List.of("orders", "wiki", "lost").forEach(i -> nginx.delete(ObjectRef.of(Names.INGRESS, "web", i)));
        nginx.running().advance(Duration.ofMinutes(5));
        Town gateways = new Town(new IngressTool(), "healthy");
        towns.add(gateways);
        gateways.until(
                t -> t.instance(EDGE).summary().getOrDefault("routes", "").equals("2"));
        gateways.running().advance(Duration.ofMinutes(5));
    }

    @AfterAll
    void goDown() {
        towns.forEach(Town::close);
    }

    private FakeCluster nginx() {
        return IngressContractTest.copy(towns.getFirst());
    }

    private FakeCluster gateways() {
        return IngressContractTest.copy(towns.getLast());
    }

    private static Instance instance(FakeCluster cluster, String path) {
        return new IngressTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals(path))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<Finding> all(FakeCluster cluster, String path) {
        Instance instance = instance(cluster, path);
        return new IngressTool()
                .healthChecks().stream()
                        .filter(c -> c.info().components().contains(instance.component()))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }

    /** {@code reload.failed CRITICAL}: what the checks say beyond the tool's name. */
    private static List<String> says(FakeCluster cluster, String path) {
        return all(cluster, path).stream()
                .map(f -> f.id().replaceFirst("^ingress\\.", "") + " " + f.severity())
                .toList();
    }

    private static List<Resource> pods(FakeCluster cluster, String label, String value) {
        return cluster.list(Kind.POD, Selector.labelled("", label, value));
    }

    private static ObjectRef ref(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    @Test
    void whatIsGoodIsSilent() {
        assertThat(says(nginx(), NGINX))
                .containsExactlyInAnyOrder(
                        "nginx.certificates.expiry.web.shop-tls WARNING",
                        "nginx.retired WARNING",
                        "nginx.kubernetes WARNING");
        assertThat(says(nginx(), DNS)).isEmpty();
        assertThat(says(gateways(), CONTROL)).isEmpty();
        assertThat(says(gateways(), EDGE)).isEmpty();
    }

    @Test
    void aControllerThatIsDownOrReducedIsTold() {
        assertThat(says(nginx().change(CONTROLLER, d -> d.without("status", "availableReplicas")), NGINX))
                .contains("nginx.running CRITICAL");
        assertThat(says(nginx().change(CONTROLLER, d -> d.with(1L, "status", "availableReplicas")), NGINX))
                .contains("nginx.running.reduced DEGRADED");
        FakeCluster restless = nginx();
        Map<String, Object> status = Json.map(
                "name",
                "controller",
                "restartCount",
                5L,
                "lastState",
                Json.map("terminated", Json.map("finishedAt", Json.time(restless.now()), "reason", "OOMKilled")));
        restless.change(
                ref(pods(restless, Names.NAME_LABEL, Names.NGINX).getFirst()),
                p -> p.with(List.of(status), "status", "containerStatuses"));
        assertThat(says(restless, NGINX)).contains("nginx.running.restarts WARNING");
    }

    @Test
    void holesOfItsVersionAreCritical() {
        FakeCluster old = nginx().change(CONTROLLER, d -> image(d, "registry.k8s.io/ingress-nginx/controller:v1.11.4"));
        assertThat(says(old, NGINX)).contains("nginx.retired.holes CRITICAL");
        assertThat(all(old, NGINX)).anySatisfy(f -> assertThat(f.title()).contains("CVE-2025-1974"));
        assertThat(says(
                        nginx().change(
                                        CONTROLLER,
                                        d -> image(d, "registry.k8s.io/ingress-nginx/controller@sha256:0")
                                                .without("metadata", "labels", "app.kubernetes.io/version")),
                        NGINX))
                .contains("nginx.retired.unknown UNKNOWN");
        assertThat(says(
                        nginx().change(CONTROLLER, d -> image(d, "registry.k8s.io/ingress-nginx/controller:v1.14.4")),
                        NGINX))
                .contains("nginx.retired WARNING");
    }

    private static Resource image(Resource deployment, String image) {
        Resource container =
                deployment.items("spec", "template", "spec", "containers").getFirst();
        return deployment.with(
                List.of(container.with(image, "image").content()), "spec", "template", "spec", "containers");
    }

    private static Resource args(Resource deployment, UnaryOperator<List<String>> change) {
        Resource container =
                deployment.items("spec", "template", "spec", "containers").getFirst();
        List<String> args = change.apply(new ArrayList<>(container.texts("args")));
        return deployment.with(
                List.of(container.with(args, "args").content()), "spec", "template", "spec", "containers");
    }

    @Test
    void onePodOneNodeOrNoBudgetIsNoRedundancy() {
        assertThat(says(nginx().change(CONTROLLER, d -> d.with(1L, "spec", "replicas")), NGINX))
                .contains("nginx.redundancy.single WARNING");
        assertThat(says(
                        nginx().remove(ObjectRef.of(
                                Kind.POD_DISRUPTION_BUDGET, "ingress-nginx", "ingress-nginx-controller")),
                        NGINX))
                .contains("nginx.redundancy.budget WARNING");
        FakeCluster together = nginx();
        pods(together, Names.NAME_LABEL, Names.NGINX)
                .forEach(p -> together.change(ref(p), x -> x.with("one", "spec", "nodeName")));
        assertThat(says(together, NGINX)).contains("nginx.redundancy.one-node WARNING");
    }

    @Test
    void aConfigurationThatNginxRefusesOrNobodyTellsOfIsToldOfEachPod() {
        FakeCluster failed = nginx();
        ObjectRef pod = ref(pods(failed, Names.NAME_LABEL, Names.NGINX).getFirst());
        failed.page(
                pod,
                Names.NGINX_PORT,
                "/metrics",
                new HttpReply(200, "nginx_ingress_controller_config_last_reload_successful{a=\"b\"} 0\n"));
        assertThat(says(failed, NGINX)).contains("nginx.reload.failed CRITICAL");
        failed.page(pod, Names.NGINX_PORT, "/metrics", new HttpReply(404, ""));
        assertThat(says(failed, NGINX)).contains("nginx.reload.unknown UNKNOWN");
        failed.page(pod, Names.NGINX_PORT, "/metrics", new HttpReply(200, """
                        nginx_ingress_controller_config_last_reload_successful{a="b"} 1
                        nginx_ingress_controller_config_hash{a="b"} 7
                        """));
        assertThat(says(failed, NGINX)).contains("nginx.reload.skew WARNING");
    }

    @Test
    void aWebhookThatCantAnswerIsCritical() {
        assertThat(says(nginx().change(WEBHOOK, w -> bundle(w, Json.base64("another"))), NGINX))
                .contains("nginx.webhook.authority CRITICAL");
        assertThat(says(nginx().change(WEBHOOK, w -> bundle(w, "")), NGINX)).contains("nginx.webhook.untold CRITICAL");
        FakeCluster unanswered = nginx();
        unanswered
                .list(
                        Names.ENDPOINT_SLICE,
                        Selector.labelled("ingress-nginx", Names.SERVICE_NAME, "ingress-nginx-controller-admission"))
                .forEach(s -> unanswered.remove(s.ref(Names.ENDPOINT_SLICE).anyIncarnation()));
        assertThat(says(unanswered, NGINX)).contains("nginx.webhook.unanswered CRITICAL");
        FakeCluster two = nginx();
        two.put(
                two.get(WEBHOOK)
                        .orElseThrow()
                        .with("second", "metadata", "name")
                        .without("metadata", "uid"),
                Kind.VALIDATING_WEBHOOK);
        assertThat(says(two, NGINX)).contains("nginx.webhook.several WARNING");
    }

    private static Resource bundle(Resource webhook, String bundle) {
        return webhook.with(
                List.of(webhook.items("webhooks")
                        .getFirst()
                        .with(bundle, "clientConfig", "caBundle")
                        .content()),
                "webhooks");
    }

    @Test
    void ingressesWithoutAnAddressAreTold() {
        FakeCluster none = nginx().change(SHOP, i -> i.without("status"));
        assertThat(says(none, NGINX)).contains("nginx.address.none CRITICAL");
        none.put(
                ingress("fine", "fine.example.com", "shop")
                        .with(
                                none.get(SHOP)
                                        .orElseThrow()
                                        .at("metadata", "creationTimestamp")
                                        .orElseThrow(),
                                "metadata",
                                "creationTimestamp")
                        .with(List.of(Map.of("ip", "10.0.0.1")), "status", "loadBalancer", "ingress"),
                Names.INGRESS);
        assertThat(says(none, NGINX)).contains("nginx.address.some WARNING");
    }

    private static Resource ingress(String name, String host, String service) {
        return Resource.of(
                Names.INGRESS,
                "web",
                name,
                Map.of(
                        "spec",
                        Json.map(
                                "ingressClassName",
                                "nginx",
                                "rules",
                                List.of(Json.map(
                                        "host",
                                        host,
                                        "http",
                                        Json.map(
                                                "paths",
                                                List.of(Json.map(
                                                        "path",
                                                        "/",
                                                        "pathType",
                                                        "Prefix",
                                                        "backend",
                                                        Json.map(
                                                                "service",
                                                                Json.map(
                                                                        "name",
                                                                        service,
                                                                        "port",
                                                                        Json.map("number", 80L)))))))))));
    }

    @Test
    void classesThatNobodyServesAreTold() {
        assertThat(says(nginx().change(SHOP, i -> i.with("other", "spec", "ingressClassName")), NGINX))
                .contains("nginx.class.missing.web.shop CRITICAL");
        assertThat(says(nginx().change(SHOP, i -> i.without("spec", "ingressClassName")), NGINX))
                .contains("nginx.class.none WARNING");
        FakeCluster two = nginx().change(
                        ObjectRef.of(Names.INGRESS_CLASS, "", "nginx"),
                        c -> c.with("true", "metadata", "annotations", Names.DEFAULT_CLASS));
        two.put(
                Resource.of(
                                Names.INGRESS_CLASS,
                                "",
                                "traefik",
                                Map.of("spec", Map.of("controller", "traefik.io/ingress-controller")))
                        .with("true", "metadata", "annotations", Names.DEFAULT_CLASS),
                Names.INGRESS_CLASS);
        assertThat(says(two, NGINX)).contains("nginx.class.defaults CRITICAL");
    }

    @Test
    void backendsThatAreMissingOrEmptyAreTold() {
        assertThat(says(nginx().put(ingress("orders", "o.example.com", "gone"), Names.INGRESS), NGINX))
                .contains("nginx.backends.missing.web.orders.gone CRITICAL");
        assertThat(says(
                        nginx().change(
                                        ObjectRef.of(Kind.SERVICE, "web", "shop"),
                                        s -> s.with(List.of(Map.of("port", 81L)), "spec", "ports")),
                        NGINX))
                .contains("nginx.backends.missing.web.shop.shop CRITICAL");
        FakeCluster empty = nginx();
        empty.list(Names.ENDPOINT_SLICE, Selector.labelled("web", Names.SERVICE_NAME, "shop"))
                .forEach(s -> empty.remove(s.ref(Names.ENDPOINT_SLICE).anyIncarnation()));
        assertThat(says(empty, NGINX)).contains("nginx.backends.empty.web.shop.shop WARNING");
    }

    @Test
    void certificatesThatCantBeServedOrEndSoonAreTold() {
        ObjectRef secret = ObjectRef.of(Kind.SECRET, "web", "shop-tls");
        assertThat(says(nginx().remove(secret), NGINX)).contains("nginx.certificates.defect.web.shop-tls CRITICAL");
        assertThat(says(nginx().change(secret, s -> s.with("Opaque", "type")), NGINX))
                .contains("nginx.certificates.defect.web.shop-tls CRITICAL");
        assertThat(says(nginx().change(secret, s -> s.with(Json.base64("no PEM"), "data", "tls.crt")), NGINX))
                .contains("nginx.certificates.defect.web.shop-tls CRITICAL");
        assertThat(all(
                        nginx().change(
                                        SHOP,
                                        i -> i.with(
                                                List.of(Map.of(
                                                        "hosts",
                                                        List.of("other.example.com"),
                                                        "secretName",
                                                        "shop-tls")),
                                                "spec",
                                                "tls")),
                        NGINX))
                .anySatisfy(f -> assertThat(f.title()).contains("isn't for other.example.com"));
        FakeCluster late = nginx();
        assertThat(says(late.at(late.now().plus(Duration.ofDays(7))), NGINX))
                .contains("nginx.certificates.expiry.web.shop-tls CRITICAL");
        assertThat(all(late.at(late.now().plus(Duration.ofDays(7))), NGINX))
                .anySatisfy(f -> assertThat(f.title()).contains("expired"));
        assertThat(says(nginx().forbid(Kind.SECRET, denied()), NGINX, "nginx.certificates"))
                .containsExactly("nginx.certificates.unreadable.web.shop-tls UNKNOWN");
    }

    /** Of one check alone: others may throw, as the host turns that into a finding. */
    private static List<String> says(FakeCluster cluster, String path, String check) {
        Instance instance = instance(cluster, path);
        return new IngressTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().equals("ingress." + check))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .map(f -> f.id().replaceFirst("^ingress\\.", "") + " " + f.severity())
                        .toList();
    }

    private static Problem denied() {
        return new Problem(
                Problem.Kind.CLUSTER, "read", "cluster", "forbidden", "Ask for the right.", Optional.of("403"));
    }

    @Test
    void aPathThatIsClaimedTwiceIsToldUnlessOneIsACanary() {
        FakeCluster two = nginx().put(ingress("shop-two", "shop.example.com", "shop"), Names.INGRESS);
        assertThat(says(two, NGINX)).contains("nginx.conflict.web.shop-two WARNING");
        two.change(
                ObjectRef.of(Names.INGRESS, "web", "shop-two"),
                i -> i.with("true", "metadata", "annotations", Names.NGINX_PREFIX + "canary"));
        assertThat(says(two, NGINX)).noneMatch(s -> s.startsWith("nginx.conflict"));
    }

    @Test
    void snippetsAreTold() {
        assertThat(says(
                        nginx().change(
                                        SHOP,
                                        i -> i.with(
                                                "x;",
                                                "metadata",
                                                "annotations",
                                                Names.NGINX_PREFIX + "server-snippet")),
                        NGINX))
                .contains("nginx.snippets.used WARNING");
        assertThat(says(
                        nginx().change(
                                        ObjectRef.of(Kind.CONFIG_MAP, "ingress-nginx", "ingress-nginx-controller"),
                                        c -> c.with("true", "data", "allow-snippet-annotations")),
                        NGINX))
                .contains("nginx.snippets.allowed WARNING");
    }

    @Test
    void anUntestedKubernetesIsTold() {
        assertThat(says(nginx().kubernetes("1.33"), NGINX)).noneMatch(s -> s.startsWith("nginx.kubernetes"));
        assertThat(says(nginx().kubernetes("1.36"), NGINX)).contains("nginx.kubernetes WARNING");
    }

    @Test
    void theControlPlaneIsLookedAt() {
        ObjectRef control = ObjectRef.of(Kind.DEPLOYMENT, "envoy-gateway-system", "envoy-gateway");
        assertThat(says(gateways().change(control, d -> d.without("status", "availableReplicas")), CONTROL))
                .contains("envoy.running CRITICAL");
        assertThat(says(gateways().change(control, d -> d.with(2L, "spec", "replicas")), CONTROL))
                .contains("envoy.running.reduced WARNING");
        assertThat(says(gateways().change(control, d -> image(d, "docker.io/envoyproxy/gateway:v1.7.5")), CONTROL))
                .contains("envoy.support.ended WARNING");
        assertThat(says(gateways().change(control, d -> image(d, "docker.io/envoyproxy/gateway:v3.0.0")), CONTROL))
                .contains("envoy.support.unknown UNKNOWN");
        assertThat(says(gateways().kubernetes("1.31"), CONTROL)).contains("envoy.support.kubernetes WARNING");
        FakeCluster later = gateways();
        assertThat(says(later.at(Instant.parse("2027-02-01T00:00:00Z")), CONTROL))
                .contains("envoy.support.ends INFO");
    }

    @Test
    void definitionsThatAreMissingMixedOldOrUnservedAreTold() {
        ObjectRef routes = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Names.definition(Names.HTTP_ROUTE));
        assertThat(says(
                        gateways()
                                .change(routes, d -> d.with("v1.5.1", "metadata", "annotations", Names.BUNDLE_VERSION)),
                        CONTROL))
                .contains("gateway.definitions.mixed WARNING");
        assertThat(says(gateways().change(routes, d -> d.without("status", "conditions")), CONTROL))
                .contains("gateway.definitions.unserved.httproutes CRITICAL");
        assertThat(says(
                        gateways().change(routes, d -> d.with(List.of("v1", "v1alpha2"), "status", "storedVersions")),
                        CONTROL))
                .contains("gateway.definitions.stored.httproutes WARNING");
        FakeCluster old = gateways();
        old.list(Kind.CUSTOM_RESOURCE_DEFINITION, Selector.ALL)
                .forEach(d -> old.change(
                        ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", d.name()),
                        x -> x.annotation(Names.BUNDLE_VERSION).isPresent()
                                ? x.with("v1.5.1", "metadata", "annotations", Names.BUNDLE_VERSION)
                                : x));
        assertThat(says(old, CONTROL)).contains("gateway.definitions.old WARNING");
        FakeCluster none = gateways();
        none.list(Kind.CUSTOM_RESOURCE_DEFINITION, Selector.ALL)
                .forEach(d -> none.remove(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", d.name())));
        assertThat(says(none, CONTROL)).contains("gateway.definitions.missing CRITICAL");
    }

    @Test
    void classesThatArentAcceptedAreTold() {
        ObjectRef eg = ObjectRef.of(Names.GATEWAY_CLASS, "", "eg");
        assertThat(says(gateways().change(eg, c -> condition(c, "Accepted", "False", "InvalidParameters")), CONTROL))
                .contains("gateway.class.Accepted.eg CRITICAL");
        assertThat(says(
                        gateways().change(eg, c -> condition(c, "SupportedVersion", "False", "UnsupportedVersion")),
                        CONTROL))
                .contains("gateway.class.SupportedVersion.eg WARNING");
        assertThat(says(gateways().change(eg, c -> condition(c, "Accepted", "False", "SomethingNew")), CONTROL))
                .contains("gateway.class.Accepted.eg UNKNOWN");
        assertThat(says(gateways().change(eg, c -> c.without("status")), CONTROL))
                .contains("gateway.class.unanswered.eg CRITICAL");
        assertThat(says(gateways().remove(eg), CONTROL)).contains("gateway.class.none WARNING");
    }

    private static Resource condition(Resource object, String type, String status, String reason) {
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

    @Test
    void aGatewayThatCarriesNothingIsTold() {
        assertThat(says(
                        gateways().change(GATEWAY, g -> condition(g, "Programmed", "False", "AddressNotAssigned")),
                        EDGE))
                .contains("gateway.programmed.Programmed CRITICAL");
        assertThat(says(gateways().change(GATEWAY, g -> condition(g, "Programmed", "Unknown", "Pending")), EDGE))
                .contains("gateway.programmed.Programmed WARNING");
        assertThat(says(gateways().change(GATEWAY, g -> condition(g, "Programmed", "False", "SomethingNew")), EDGE))
                .contains("gateway.programmed.Programmed UNKNOWN");
        assertThat(says(gateways().change(GATEWAY, g -> g.without("status")), EDGE))
                .contains("gateway.programmed.unserved CRITICAL");
        assertThat(says(gateways().change(GATEWAY, g -> seenBefore(g)), EDGE))
                .contains("gateway.programmed.stale WARNING");
    }

    @Test
    void aBrokenListenerIsToldThoughItsGatewayIsProgrammed() {
        assertThat(says(
                        gateways().change(GATEWAY, g -> listener(g, "ResolvedRefs", "False", "InvalidCertificateRef")),
                        EDGE))
                .contains("gateway.listeners.ResolvedRefs.https CRITICAL");
        assertThat(says(gateways().change(GATEWAY, g -> listener(g, "Conflicted", "True", "HostnameConflict")), EDGE))
                .contains("gateway.listeners.Conflicted.https CRITICAL");
        assertThat(says(
                        gateways()
                                .change(
                                        GATEWAY,
                                        g -> listener(g, "OverlappingTLSConfig", "True", "OverlappingHostnames")),
                        EDGE))
                .contains("gateway.listeners.OverlappingTLSConfig.https WARNING");
        assertThat(says(gateways().change(GATEWAY, g -> g.with(List.of(), "status", "listeners")), EDGE))
                .contains("gateway.listeners.silent.https UNKNOWN");
        FakeCluster idle = gateways();
        idle.at(idle.now().plus(Duration.ofHours(2)))
                .change(
                        GATEWAY,
                        g -> g.with(
                                List.of(
                                        Map.of("name", "http", "attachedRoutes", 0L),
                                        Map.of("name", "https", "attachedRoutes", 1L)),
                                "status",
                                "listeners"));
        assertThat(says(idle, EDGE)).contains("gateway.listeners.idle.http INFO");
    }

    /** What a controller said of a generation before the present one. */
    private static Resource seenBefore(Resource object) {
        return object.with(
                new Resource(unseen(new Resource(Map.of(
                                "conditions", object.at("status", "conditions").orElseThrow()))))
                        .at("conditions")
                        .orElseThrow(),
                "status",
                "conditions");
    }

    private static Map<String, Object> unseen(Resource status) {
        List<Object> all = new ArrayList<>();
        status.items("conditions")
                .forEach(c -> all.add(c.with(0L, "observedGeneration").content()));
        return status.with(all, "conditions").content();
    }

    private static Resource listener(Resource gateway, String type, String status, String reason) {
        List<Object> all = new ArrayList<>();
        gateway.items("status", "listeners").forEach(l -> {
            boolean https = l.text("name").filter("https"::equals).isPresent();
            all.add(
                    https
                            ? l.with(
                                            condition(new Resource(Map.of("status", l.content())), type, status, reason)
                                                    .at("status", "conditions")
                                                    .orElseThrow(),
                                            "conditions")
                                    .content()
                            : l.content());
        });
        return gateway.with(all, "status", "listeners");
    }

    @Test
    void routesThatArentServedAreTold() {
        assertThat(says(gateways().change(ROUTE, r -> r.without("status")), EDGE))
                .contains("gateway.routes.unclaimed.web.site CRITICAL");
        assertThat(says(gateways().change(ROUTE, r -> parent(r, "ResolvedRefs", "False", "BackendNotFound")), EDGE))
                .contains("gateway.routes.ResolvedRefs.web.site CRITICAL");
        assertThat(says(gateways().change(ROUTE, r -> parent(r, "PartiallyInvalid", "True", "UnsupportedValue")), EDGE))
                .contains("gateway.routes.PartiallyInvalid.web.site WARNING");
        assertThat(says(gateways().change(ROUTE, r -> parent(r, "Accepted", "False", "SomethingNew")), EDGE))
                .contains("gateway.routes.Accepted.web.site UNKNOWN");
        assertThat(says(
                        gateways()
                                .change(
                                        ROUTE,
                                        r -> r.with(
                                                List.of(unseen(r.items("status", "parents")
                                                        .getFirst())),
                                                "status",
                                                "parents")),
                        EDGE))
                .contains("gateway.routes.stale.web.site WARNING");
    }

    private static Resource parent(Resource route, String type, String status, String reason) {
        Resource parent = route.items("status", "parents").getFirst();
        Object conditions = condition(new Resource(Map.of("status", parent.content())), type, status, reason)
                .at("status", "conditions")
                .orElseThrow();
        return route.with(List.of(parent.with(conditions, "conditions").content()), "status", "parents");
    }

    @Test
    void proxiesThatAreDownReducedAloneOrSilentAreTold() {
        FakeCluster cluster = gateways();
        ObjectRef proxies = cluster.list(Kind.DEPLOYMENT, Selector.labelled("", Names.OWNING_GATEWAY, "edge"))
                .getFirst()
                .ref(Kind.DEPLOYMENT)
                .anyIncarnation();
        assertThat(says(gateways().change(proxies, d -> d.without("status", "availableReplicas")), EDGE))
                .contains("gateway.proxies CRITICAL");
        assertThat(says(gateways().change(proxies, d -> d.with(1L, "status", "availableReplicas")), EDGE))
                .contains("gateway.proxies.reduced DEGRADED");
        assertThat(says(gateways().change(proxies, d -> d.with(1L, "spec", "replicas")), EDGE))
                .contains("gateway.proxies.single INFO");
        pods(cluster, Names.OWNING_GATEWAY, "edge")
                .forEach(p -> cluster.page(ref(p), Names.PROXY_PORT, "/ready", new HttpReply(503, "DRAINING")));
        assertThat(says(cluster, EDGE)).contains("gateway.proxies.unasked UNKNOWN");
    }

    @Test
    void certificatesOfListenersAreLookedAt() {
        FakeCluster late = gateways();
        assertThat(says(late.at(late.now().plus(Duration.ofDays(70))), EDGE))
                .contains("gateway.certificates.expiry.web.site-tls WARNING");
        assertThat(says(gateways().remove(ObjectRef.of(Kind.SECRET, "web", "site-tls")), EDGE))
                .contains("gateway.certificates.defect.web.site-tls CRITICAL");
    }

    @Test
    void namesThatArentKeptInStepAreTold() {
        FakeCluster late = nginx();
        assertThat(says(late.at(late.now().plus(Duration.ofMinutes(6))), DNS)).contains("dns.sync WARNING");
        assertThat(says(late.at(late.now().plus(Duration.ofHours(1))), DNS)).contains("dns.sync CRITICAL");
        assertThat(says(nginx().change(DNS_DEPLOYMENT, d -> d.without("status", "availableReplicas")), DNS))
                .contains("dns.sync.down CRITICAL");
        FakeCluster silent = nginx();
        silent.page(
                ref(pods(silent, Names.NAME_LABEL, Names.DNS).getFirst()),
                Names.DNS_PORT,
                "/metrics",
                new HttpReply(500, ""));
        assertThat(says(silent, DNS)).contains("dns.sync.unknown UNKNOWN", "dns.owner.unknown UNKNOWN");
    }

    @Test
    void recordsOfOtherOwnersAreTold() {
        FakeCluster foreign = nginx();
        foreign.page(
                ref(pods(foreign, Names.NAME_LABEL, Names.DNS).getFirst()),
                Names.DNS_PORT,
                "/metrics",
                new HttpReply(
                        200, "external_dns_registry_skipped_records_owner_mismatch_per_sync{record_type=\"A\"} 2\n"));
        assertThat(says(foreign, DNS)).contains("dns.owner.foreign WARNING");
        assertThat(says(nginx().change(DNS_DEPLOYMENT, d -> args(d, a -> without(a, "--txt-owner-id"))), DNS))
                .contains("dns.owner.default WARNING");
    }

    private static List<String> without(List<String> args, String flag) {
        return args.stream().filter(a -> !a.startsWith(flag)).toList();
    }

    @Test
    void aPolicyThatMayDeleteWhatIsForeignIsCritical() {
        assertThat(says(
                        nginx().change(
                                        DNS_DEPLOYMENT,
                                        d -> args(d, a -> without(without(a, "--policy"), "--domain-filter"))),
                        DNS))
                .contains("dns.policy.filter CRITICAL");
        assertThat(says(
                        nginx().change(
                                        DNS_DEPLOYMENT,
                                        d -> args(d, a -> {
                                            List<String> next =
                                                    new ArrayList<>(without(without(a, "--policy"), "--registry"));
                                            next.add("--policy=sync");
                                            next.add("--registry=noop");
                                            return next;
                                        })),
                        DNS))
                .contains("dns.policy.registry CRITICAL");
        assertThat(says(
                        nginx().change(
                                        DNS_DEPLOYMENT,
                                        d -> image(d, "registry.k8s.io/external-dns/external-dns:v0.22.0"))
                                .change(
                                        SHOP,
                                        i -> i.with(
                                                "x",
                                                "metadata",
                                                "annotations",
                                                "external-dns.alpha.kubernetes.io/hostname")),
                        DNS))
                .contains("dns.policy.prefix CRITICAL");
    }

    @Test
    void whatCantBeReadIsNeverTakenForGood() {
        // These look at nothing beyond the root object.
        Set<String> rootAlone = Set.of(
                "ingress.nginx.running",
                "ingress.nginx.retired",
                "ingress.nginx.kubernetes",
                "ingress.envoy.running",
                "ingress.envoy.support",
                "ingress.gateway.programmed",
                "ingress.gateway.listeners",
                "ingress.dns.policy");
        for (FakeCluster cluster : List.of(nginx(), gateways())) {
            List<Instance> instances = new IngressTool().discover(cluster);
            for (Instance instance : instances) {
                Kind own = instance.component().equals(Names.GATEWAY_COMPONENT) ? Names.GATEWAY : Kind.DEPLOYMENT;
                FakeCluster blind = blind(own);
                for (HealthCheck check : new IngressTool().healthChecks()) {
                    if (check.info().components().contains(instance.component())
                            && !rootAlone.contains(check.info().id())) {
                        assertThat(worst(check, instance, blind.put(instance.root(), own)))
                                .as(check.info().id())
                                .isEqualTo(Severity.UNKNOWN);
                    }
                }
            }
        }
    }

    /** A cluster of which only that kind can be read. */
    private static FakeCluster blind(Kind readable) {
        FakeCluster blind = new FakeCluster().kubernetes("1.36");
        for (Kind kind : List.of(
                Kind.POD,
                Kind.NODE,
                Kind.SECRET,
                Kind.SERVICE,
                Kind.CONFIG_MAP,
                Kind.DEPLOYMENT,
                Kind.VALIDATING_WEBHOOK,
                Kind.CUSTOM_RESOURCE_DEFINITION,
                Kind.POD_DISRUPTION_BUDGET,
                Names.INGRESS,
                Names.INGRESS_CLASS,
                Names.ENDPOINT_SLICE,
                Names.GATEWAY_CLASS,
                Names.GATEWAY,
                Names.HTTP_ROUTE,
                Names.GRPC_ROUTE,
                Names.TLS_ROUTE)) {
            if (!kind.equals(readable)) {
                blind.forbid(kind, denied());
            }
        }
        return blind;
    }

    private static Severity worst(HealthCheck check, Instance instance, FakeCluster cluster) {
        try {
            return check.run(instance, cluster).stream().map(Finding::severity).reduce(Severity.OK, Severity::worst);
        } catch (ProblemException e) {
            // The host makes an UNKNOWN finding of it.
            return Severity.UNKNOWN;
        }
    }
}
