package io.millwright.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.logging.named.Questions;
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

/** What install and upgrade of ECK wait for agrees with what health says right after it. */
final class OperatorDoneTest {
    private static final ObjectRef OPERATOR = ObjectRef.of(Kind.STATEFUL_SET, "elastic-system", "elastic-operator");
    private static final ObjectRef SERVICE = ObjectRef.of(Kind.SERVICE, "elastic-system", "elastic-operator-webhook");
    private static final ObjectRef CONFIGURATION =
            ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", "elastic-operator.elastic-system.k8s.elastic.co");
    private final FakeCluster cluster = new FakeCluster("eu-1");

    @BeforeEach
    void theOperatorRuns() {
        cluster.put(
                Resource.of(
                                Kind.STATEFUL_SET,
                                OPERATOR.namespace(),
                                OPERATOR.name(),
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
                                                                        "manager",
                                                                        "image",
                                                                        "docker.elastic.co/eck/eck-operator:3.4.1"))))),
                                        "status",
                                        Map.of(
                                                "observedGeneration",
                                                1L,
                                                "replicas",
                                                1L,
                                                "updatedReplicas",
                                                1L,
                                                "readyReplicas",
                                                1L)))
                        .with(1L, "metadata", "generation"),
                Kind.STATEFUL_SET);
        cluster.put(Resource.of(Kind.SERVICE, SERVICE.namespace(), SERVICE.name(), Map.of()), Kind.SERVICE);
    }

    private void configuration(String namespace, String authority) {
        cluster.put(
                Resource.of(
                        Kind.VALIDATING_WEBHOOK,
                        "",
                        CONFIGURATION.name(),
                        Map.of(
                                "webhooks",
                                List.of(Map.of(
                                        "name",
                                        "elastic-es-validation-v1.k8s.elastic.co",
                                        "failurePolicy",
                                        "Ignore",
                                        "clientConfig",
                                        Map.of(
                                                "caBundle",
                                                authority,
                                                "service",
                                                Map.of("namespace", namespace, "name", SERVICE.name())))))),
                Kind.VALIDATING_WEBHOOK);
    }

    private CheckResult ask(Check check) {
        Check.Named named = (Check.Named) check;
        return Objects.requireNonNull(new LoggingTool().namedChecks().get(named.id()))
                .evaluate(named.arguments(), cluster);
    }

    @Test
    void anInstallationWithoutWebhookIsDoneWhenItsOperatorRuns() {
        assertThat(ask(Questions.operatorDone("3.4.1")).message()).isEqualTo("the operator runs in 3.4.1");
        assertThat(ask(Questions.operatorDone("3.5.0")).holds()).isFalse();
    }

    /** The chart leaves it empty; the operator fills it in after its start, and until then health warns. */
    @Test
    void itIsDoneWhenTheApiServerKnowsWhomToTrust() {
        configuration(SERVICE.namespace(), "");
        assertThat(ask(Questions.operatorDone("")).message())
                .isEqualTo("webhook elastic-es-validation-v1.k8s.elastic.co can't be asked yet: its caBundle is empty");
        assertThat(ask(Questions.operator("")).holds())
                .as("what is run on a cluster of it doesn't need the webhook")
                .isTrue();
        configuration(SERVICE.namespace(), "Q0E=");
        assertThat(ask(Questions.operatorDone("")).holds()).isTrue();
        cluster.remove(SERVICE);
        assertThat(ask(Questions.operatorDone("")).message()).contains("its Service isn't there");
    }

    @Test
    void whatARemovedInstallationHasLeftIsNotWaitedFor() {
        configuration("elsewhere", "");
        assertThat(ask(Questions.operatorDone("")).holds()).isTrue();
    }

    @Test
    void aFormerPodIsNotTakenForTheNewOne() {
        cluster.change(OPERATOR, o -> o.with(2L, "spec", "replicas"));
        assertThat(ask(Questions.operatorDone("")).holds()).isFalse();
    }
}
