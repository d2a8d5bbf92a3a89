package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each check of external-dns on a cluster where it is content, and on the same one with what it looks for. */
final class DnsHealthTest extends HealthBench {
    private static Resource args(Resource deployment, UnaryOperator<List<String>> change) {
        Resource container =
                deployment.items("spec", "template", "spec", "containers").getFirst();
        List<String> args = change.apply(new ArrayList<>(container.texts("args")));
        return deployment.with(
                List.of(container.with(args, "args").content()), "spec", "template", "spec", "containers");
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
}
