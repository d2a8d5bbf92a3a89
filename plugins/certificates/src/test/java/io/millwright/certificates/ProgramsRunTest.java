package io.millwright.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.certificates.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProgramsRunTest {
    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void allThreeRun() {
        for (String part : List.of("controller", "webhook", "cainjector")) {
            cluster.put(
                    Resource.of(
                                    Kind.DEPLOYMENT,
                                    "cert-manager",
                                    part,
                                    Map.of(
                                            "spec",
                                            Map.of(
                                                    "replicas",
                                                    1L,
                                                    "template",
                                                    Map.of(
                                                            "spec",
                                                            Map.of(
                                                                    "containers",
                                                                    List.of(Map.of(
                                                                            "name",
                                                                            part,
                                                                            "image",
                                                                            "quay.io/jetstack/cert-manager-" + part
                                                                                    + ":v1.20.2"))))),
                                            "status",
                                            Map.of(
                                                    "observedGeneration",
                                                    1L,
                                                    "replicas",
                                                    1L,
                                                    "updatedReplicas",
                                                    1L,
                                                    "availableReplicas",
                                                    1L)))
                            .with(1L, "metadata", "generation"),
                    Kind.DEPLOYMENT);
        }
    }

    private static ObjectRef deployment(String part) {
        return ObjectRef.of(Kind.DEPLOYMENT, "cert-manager", part);
    }

    private CheckResult ask() {
        Check.Named named = (Check.Named) Questions.programsRun(deployment("controller"), "1.20.2");
        return Objects.requireNonNull(new CertificatesTool().namedChecks().get(named.id()))
                .evaluate(named.arguments(), cluster);
    }

    @Test
    void allThreeWithTheirPodsRun() {
        assertThat(ask().message()).isEqualTo("controller, webhook and injector run");
    }

    /** While a new pod isn't available the old one is counted instead: the webhook answers with the old program. */
    @Test
    void aPodOfTheFormerRevisionIsNotTakenForTheNewOne() {
        cluster.change(deployment("webhook"), d -> d.with(2L, "status", "replicas"));
        assertThat(ask().holds()).isFalse();
        assertThat(ask().message()).isEqualTo("webhook: 1 pods of the former revision are still there");
    }

    @Test
    void oneThatHasNoPodDoesNotRun() {
        cluster.change(deployment("cainjector"), d -> d.with(0L, "status", "availableReplicas"));
        assertThat(ask().message()).isEqualTo("cainjector: 0 of 1 pods run");
        cluster.change(
                deployment("cainjector"),
                d -> d.with(0L, "spec", "replicas")
                        .with(9L, "status", "observedGeneration")
                        .with(0L, "status", "replicas"));
        assertThat(ask().message()).contains("no pod of the cainjector runs");
    }
}
