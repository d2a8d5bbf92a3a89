package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller that ends gives its lease back; until another has it health says that nobody acts. */
final class LeadsTest {
    private static final ObjectRef LEASE = ObjectRef.of(Kind.LEASE, "kube-system", "cert-manager-controller");
    private static final ObjectRef CONTROLLER = ObjectRef.of(Kind.DEPLOYMENT, "cert-manager", "cert-manager");
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "cert-manager", "cert-manager-5d-x1");
    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void aControllerThatActs() {
        controller("--v=2");
        cluster.put(Resource.of(Kind.POD, POD.namespace(), POD.name(), Map.of()), Kind.POD);
        lease(POD.name() + "-external-cert-manager-controller", Duration.ZERO);
    }

    private void controller(String argument) {
        cluster.put(
                Resource.of(
                                Kind.DEPLOYMENT,
                                CONTROLLER.namespace(),
                                CONTROLLER.name(),
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "template",
                                                Map.of(
                                                        "spec",
                                                        Map.of(
                                                                "containers",
                                                                List.of(Map.of(
                                                                        "name",
                                                                        "controller",
                                                                        "image",
                                                                        "quay.io/jetstack/cert-manager-controller:v1.20.2",
                                                                        "args",
                                                                        List.of(argument))))))))
                        .with("2026-09-01T11:50:00Z", "metadata", "creationTimestamp"),
                Kind.DEPLOYMENT);
    }

    private void lease(String holder, Duration ago) {
        cluster.put(
                Resource.of(
                        Kind.LEASE,
                        LEASE.namespace(),
                        LEASE.name(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "holderIdentity",
                                        holder,
                                        "renewTime",
                                        cluster.now().minus(ago).toString()))),
                Kind.LEASE);
    }

    private CheckResult ask() {
        Check.Named named = (Check.Named) Questions.leads(CONTROLLER);
        return Objects.requireNonNull(new CertificatesTool().namedChecks().get(named.id()))
                .evaluate(named.arguments(), cluster);
    }

    private List<String> health() {
        Instance instance = new CertificatesTool().discover(cluster).getFirst();
        return new CertificatesTool()
                .healthChecks().stream()
                        .filter(c -> c.info().id().equals("certificates.operator.leader"))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .map(f -> f.id())
                        .toList();
    }

    @Test
    void whoHasTheLeaseAndRenewsItActs() {
        assertThat(ask().holds()).isTrue();
        assertThat(health()).isEmpty();
    }

    @Test
    void aLeaseThatWasGivenBackIsWaitedForAsHealthSaysThatNobodyActs() {
        lease("", Duration.ZERO);
        assertThat(health()).containsExactly("certificates.operator.leader.none");
        assertThat(ask().message()).isEqualTo("no controller has taken the lease yet");
    }

    @Test
    void whatARemovedInstallationHasLeftActsNot() {
        lease("cert-manager-6f-z9-external-cert-manager-controller", Duration.ofHours(1));
        assertThat(health()).containsExactly("certificates.operator.leader.none");
        assertThat(ask().message()).contains("hasn't renewed it since the controller started");
    }

    @Test
    void aHolderThatIsEndingWillGiveItBack() {
        cluster.change(POD, p -> p.with("2026-09-01T12:00:00Z", "metadata", "deletionTimestamp"));
        assertThat(ask().message()).isEqualTo("cert-manager-5d-x1 has the lease still, and is ending");
    }

    @Test
    void aControllerWithoutElectionNeedsNoLease() {
        cluster.remove(LEASE);
        assertThat(ask().holds()).isFalse();
        controller("--leader-elect=false");
        assertThat(ask().holds()).isTrue();
        assertThat(health()).isEmpty();
    }
}
