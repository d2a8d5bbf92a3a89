package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each check of ingress-nginx on a cluster where it is content, and on the same one with what it looks for. */
final class NginxHealthTest extends HealthBench {
    private static final ObjectRef BUDGET =
            ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, "ingress-nginx", "ingress-nginx-controller");

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

    /** The budget selects by one expression. */
    private FakeCluster budgeted(String operator) {
        Map<String, Object> expression =
                Map.of("key", Names.NAME_LABEL, "operator", operator, "values", List.of(Names.NGINX));
        return nginx().change(BUDGET, b -> b.with(Map.of("matchExpressions", List.of(expression)), "spec", "selector"));
    }

    @Test
    void onePodOneNodeOrNoBudgetIsNoRedundancy() {
        assertThat(says(nginx().change(CONTROLLER, d -> d.with(1L, "spec", "replicas")), NGINX))
                .contains("nginx.redundancy.single WARNING");
        assertThat(says(nginx().remove(BUDGET), NGINX)).contains("nginx.redundancy.budget WARNING");
        assertThat(says(budgeted("NotIn"), NGINX))
                .as("one that leaves the controller out")
                .contains("nginx.redundancy.budget WARNING");
        assertThat(says(budgeted("In"), NGINX))
                .as("one that says it by an expression alone")
                .noneMatch(f -> f.startsWith("nginx.redundancy.budget"));
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
}
