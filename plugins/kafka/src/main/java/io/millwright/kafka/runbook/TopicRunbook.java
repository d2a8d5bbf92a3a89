package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A procedure on a topic or a user of a cluster. */
abstract class TopicRunbook extends KafkaRunbook {
    static final Parameter TOPIC = Ask.required(Ask.text(
            "topic",
            "Topic",
            "Name of the KafkaTopic.",
            "[a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?",
            "a KafkaTopic's name"));
    static final Parameter USER = Ask.required(Ask.text(
            "user", "User", "Name of the KafkaUser.", "[a-z0-9]([-a-z0-9.]{0,60}[a-z0-9])?", "a KafkaUser's name"));
    static final Duration TAKEN_UP = Duration.ofMinutes(5);

    TopicRunbook(RunbookInfo info) {
        super(info);
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.entities(c, view);
    }

    final Resource topic(KafkaCluster c, Request request, ClusterView view) {
        return find(c, Strimzi.TOPIC, request.input("topic"), request.instance(), view);
    }

    final Resource user(KafkaCluster c, Request request, ClusterView view) {
        return find(c, Strimzi.USER, request.input("user"), request.instance(), view);
    }

    private Resource find(KafkaCluster c, Kind kind, String name, Instance instance, ClusterView view) {
        Optional<Resource> found = c.belonging(view, kind).stream()
                .filter(t -> t.name().equals(name))
                .findFirst();
        return found.orElseThrow(() -> refused(
                instance,
                "it has no " + kind.kind() + " " + name + " in namespace " + c.namespace(),
                "Look for it in the list of " + kind.plural() + "."));
    }

    static Step takenUp(ObjectRef ref) {
        return Step.await(
                "taken-up",
                ref.kind().kind() + " " + ref.name() + " ready",
                "Its operator has made Kafka so.",
                Questions.declared(ref),
                TAKEN_UP);
    }

    static void entities(KafkaCluster c, PlanDraft draft) {
        draft.step(Step.require(
                "settled", "cluster ready", "Its operators change Kafka through it.", Questions.settled(c)));
    }
}
