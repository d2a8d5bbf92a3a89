package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That good is silent, and that what can't be read is never taken for good. */
final class HealthTest extends HealthBench {
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
