package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.kafka.strimzi.BrokerTools;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Request;
import io.millwright.spi.Simulator.Output;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The very commands of the probe's plan, run against a real Kafka: only where the brokers are and how clients log in is another here. Needs the Maven
 * profiles {@code lab} and {@code broker}.
 */
@Tag("lab")
final class ProbeOnBrokerTest {
    @TempDir
    Path folder;

    /** The steps for a cluster with one broker. */
    private static List<Step> steps(FakeCluster cluster) {
        Instance events = new KafkaTool()
                .discover(cluster).stream()
                        .filter(i -> i.id().path().equals("messaging/events"))
                        .findFirst()
                        .orElseThrow();
        return new KafkaTool()
                .runbooks().stream()
                        .filter(r -> r.info().id().equals("probe"))
                        .findFirst()
                        .orElseThrow()
                        .plan(new Request("k7q2f", Optional.of(events), "messaging", Map.of(), Map.of()), cluster)
                        .steps();
    }

    private static FakeCluster single() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            return town.copy()
                    .remove(ObjectRef.of(Kind.POD, "messaging", "events-nodes-1"))
                    .remove(ObjectRef.of(Kind.POD, "messaging", "events-nodes-2"));
        }
    }

    private static List<String> here(Action.Exec exec, KafkaCluster c, RealBroker broker) {
        List<String> command = new ArrayList<>();
        for (String part : exec.command()) {
            command.add(part.replace(BrokerTools.login(c, exec.pod().name()), "security.protocol=PLAINTEXT\n")
                    .replace(BrokerTools.bootstrap(c), broker.address()));
        }
        return command;
    }

    private List<Output> run(FakeCluster cluster, RealBroker broker) throws IOException, InterruptedException {
        KafkaCluster c = new KafkaCluster(
                cluster.get(ObjectRef.of(Strimzi.KAFKA, "messaging", "events")).orElseThrow());
        List<Output> all = new ArrayList<>();
        for (Step step : steps(cluster)) {
            all.add(broker.runs(here((Action.Exec) step.action(), c, broker)));
        }
        return all;
    }

    @Test
    void aMessageIsWrittenReadAndTakenAwayAgain() throws IOException, InterruptedException {
        assumeTrue(RealBroker.possible(), "Kafka's jars are not on the class path: use profile broker");
        FakeCluster cluster = single();
        try (RealBroker broker = new RealBroker(folder, "")) {
            assertThat(run(cluster, broker))
                    .hasSize(4)
                    .allSatisfy(o -> assertThat(o.exitCode()).as(o.toString()).isZero());
            Output left = broker.runs(List.of("bin/kafka-topics.sh", "--bootstrap-server", broker.address(), "--list"));
            assertThat(left.exitCode()).as(left.error()).isZero();
            assertThat(left.output()).doesNotContain("millwright-probe");
        }
    }

    @Test
    void aMessageThatTheBrokerRefusesIsMissedAndTheTopicCanBeTakenBack() throws IOException, InterruptedException {
        assumeTrue(RealBroker.possible(), "Kafka's jars are not on the class path: use profile broker");
        FakeCluster cluster = single();
        KafkaCluster c = new KafkaCluster(
                cluster.get(ObjectRef.of(Strimzi.KAFKA, "messaging", "events")).orElseThrow());
        try (RealBroker broker = new RealBroker(folder, "message.max.bytes=10")) {
            List<Step> steps = steps(cluster);
            assertThat(broker.runs(here((Action.Exec) steps.getFirst().action(), c, broker))
                            .exitCode())
                    .isZero();
            Output written = broker.runs(here((Action.Exec) steps.get(1).action(), c, broker));
            Output read = broker.runs(here((Action.Exec) steps.get(2).action(), c, broker));
            assertThat(read.exitCode()).as("%s %s", written, read).isNotZero();
            assertThat(read.error()).contains("the message that was written did not come back");
            Undo.BestEffort undo = (Undo.BestEffort) steps.getFirst().undo();
            assertThat(broker.runs(here((Action.Exec) undo.action(), c, broker)).exitCode())
                    .isZero();
        }
    }
}
