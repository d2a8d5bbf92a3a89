package io.millwright.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.testkit.FakeCluster;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever starts pods of ingress-nginx ends when its webhook's Service leads to one: until then health says that no Ingress can be saved. */
final class AdmittingTest extends HealthBench {
    private static CheckResult ask(FakeCluster cluster) {
        Check.Named named = (Check.Named)
                Questions.admitting(new Nginx(instance(cluster, NGINX).root()));
        return Objects.requireNonNull(new IngressTool().namedChecks().get(named.id()))
                .evaluate(named.arguments(), cluster);
    }

    private static FakeCluster unanswered(FakeCluster cluster) {
        cluster.list(
                        Names.ENDPOINT_SLICE,
                        Selector.labelled("ingress-nginx", Names.SERVICE_NAME, "ingress-nginx-controller-admission"))
                .forEach(s -> cluster.remove(s.ref(Names.ENDPOINT_SLICE).anyIncarnation()));
        return cluster;
    }

    @Test
    void aWebhookWithSomebodyBehindItsServiceAnswers() {
        assertThat(ask(nginx()).message()).isEqualTo("Ingresses can be saved");
        assertThat(ask(unanswered(nginx())).message())
                .isEqualTo("nobody is ready behind Service ingress-nginx-controller-admission yet");
    }

    @Test
    void aWebhookThatNobodyMindsOrThatIsntThereIsNotWaitedFor() {
        FakeCluster ignored = unanswered(nginx());
        ignored.change(
                WEBHOOK,
                w -> w.with(
                        List.of(w.items("webhooks")
                                .getFirst()
                                .with("Ignore", "failurePolicy")
                                .content()),
                        "webhooks"));
        assertThat(ask(ignored).holds()).isTrue();
        assertThat(ask(unanswered(nginx()).remove(WEBHOOK)).holds()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"restart,,", "scale,replicas,3"})
    void theLastThingWaitedFor(String id, String input, String value) {
        FakeCluster cluster = nginx();
        Request request = new Request(
                "k7q2f",
                Optional.of(instance(cluster, NGINX)),
                "ingress-nginx",
                input == null ? Map.of() : Map.of(input, value),
                Map.of());
        Plan plan = new IngressTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .plan(request, cluster);
        assertThat(plan.steps()).last().extracting(Step::id).isEqualTo("webhook");
        assertThat(plan.steps())
                .filteredOn(s -> s.id().equals("reloaded"))
                .as("a pod that has just started tells only after its first reload")
                .allMatch(s -> s.deadline().toSeconds() >= 60);
    }
}
