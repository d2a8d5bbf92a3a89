package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.BrokerTools;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the cluster from end to end: a message is written to a topic of its own, acknowledged by every replica, and read again. */
final class Probe extends KafkaRunbook {
    private static final Duration TIME = Duration.ofMinutes(2);

    Probe() {
        super(new RunbookInfo(
                "probe",
                "Try writing and reading",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Makes a topic of its own, writes a message that every replica must acknowledge, reads it, and deletes the topic.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(),
                List.of(
                        "It runs Kafka's own tools in a broker's pod, with the broker's certificate: each takes some seconds and about 100 MB of the"
                                + " pod's memory.",
                        "It tries the brokers, not the listeners, logins and rights of your clients."),
                List.of("https://kafka.apache.org/documentation/#basic_ops")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (c.brokers(view).stream().noneMatch(KafkaCluster::serves)) {
            found.add(Constraints.blocks("no-broker", "no broker serves", "see its health"));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        List<Resource> brokers = c.brokers(view);
        String pod = brokers.stream()
                .filter(KafkaCluster::serves)
                .map(Resource::name)
                .findFirst()
                .orElseThrow(() -> refused(instance, "no broker serves", "See its health first."));
        String topic = "millwright-probe-" + request.token();
        int replicas = Math.min(3, brokers.size());
        draft.step(step(
                        c,
                        pod,
                        "topic",
                        "topic " + topic + " with " + replicas + " replicas",
                        "A topic of its own, so that nobody's data is touched.",
                        "bin/kafka-topics.sh --bootstrap-server \"$B\" --command-config \"$K\" --create --if-not-exists --topic "
                                + topic + " --partitions 1 --replication-factor " + replicas,
                        new Undo.BestEffort(
                                BrokerTools.run(c, pod, delete(topic)),
                                ready(c, pod),
                                "a pod that is gone by then leaves the topic behind")))
                .step(step(
                        c,
                        pod,
                        "write",
                        "write a message that every replica acknowledges",
                        "Only an acknowledgement proves that disks and replication take writes.",
                        "printf 'acks=all\\ndelivery.timeout.ms=30000\\nrequest.timeout.ms=10000\\nlinger.ms=0\\n' >> \"$K\"\n"
                                + "echo " + request.token()
                                + " | bin/kafka-console-producer.sh --bootstrap-server \"$B\" --command-config \"$K\" --topic "
                                + topic,
                        nothing()))
                .step(step(
                        c,
                        pod,
                        "read",
                        "read it again",
                        "It must come back, not only be taken.",
                        "bin/kafka-console-consumer.sh --bootstrap-server \"$B\" --command-config \"$K\" --topic "
                                + topic
                                + " --from-beginning --max-messages 1 --timeout-ms 30000 | grep -qx " + request.token()
                                + " || { echo 'the message that was written did not come back: brokers refused it, or too few replicas took it' >&2; exit 1; }",
                        nothing()))
                .step(step(
                        c,
                        pod,
                        "remove",
                        "delete topic " + topic,
                        "It was for the probe only.",
                        delete(topic),
                        nothing()))
                .consequence("makes topic " + topic + ", and deletes it again")
                .consequence("restarts none");
        return draft.plan("Try writing and reading of " + instance.id().display());
    }

    private static String delete(String topic) {
        return "bin/kafka-topics.sh --bootstrap-server \"$B\" --command-config \"$K\" --delete --if-exists --topic "
                + topic;
    }

    private static Check ready(KafkaCluster c, String pod) {
        return new Check.Condition(BrokerTools.run(c, pod, "true").pod(), "Ready", "True");
    }

    /** An undo that does nothing: without one, taking the topic back would be said to have failed in part. */
    private static Undo nothing() {
        return new Undo.BestEffort(new Action.Look(Check.all()), Check.all(), "there is nothing to take back");
    }

    private static Step step(
            KafkaCluster c, String pod, String id, String title, String why, String script, Undo undo) {
        return new Step(
                id,
                title,
                why,
                BrokerTools.run(c, pod, script),
                List.of(),
                new Check.Never("a command leaves no trace"),
                ready(c, pod),
                undo,
                Effect.IDEMPOTENT,
                TIME,
                false,
                List.of());
    }
}
