package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each check of Envoy Gateway and of Gateways on a cluster where it is content, and on the same one with what it looks for. */
final class GatewayHealthTest extends HealthBench {
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
}
