package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Optional;

/** Deletes a topic, or only its object. */
final class DeleteTopic extends TopicRunbook {
    DeleteTopic() {
        super(new RunbookInfo(
                "delete-topic",
                "Delete a topic",
                Intent.UNINSTALL,
                Danger.DATA_LOSS,
                "Deletes a KafkaTopic, and with it the topic and all its messages; or only the object, so that the topic stays in Kafka.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        TOPIC,
                        Ask.yesNo(
                                "keep-data",
                                "Keep the data",
                                "Whether the topic and its messages stay in Kafka, and only the object goes.",
                                false)),
                List.of(
                        "Deleting a KafkaTopic deletes the topic and its messages on all brokers: replicas are no backup."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-deleting-topic-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Resource topic = topic(c, request, view);
        ObjectRef ref = topic.ref(Strimzi.TOPIC);
        boolean keep = request.yes("keep-data");
        entities(c, draft);
        if (keep) {
            draft.danger(Danger.DESTRUCTIVE)
                    .step(Step.change(
                            "unmanage",
                            "KafkaTopic " + ref.namespace() + "/" + ref.name() + "  annotation " + Strimzi.MANAGED
                                    + " false",
                            "The topic operator then leaves the topic in Kafka alone.",
                            new Action.Annotate(ref, Tree.of(Strimzi.MANAGED, "false")),
                            Check.fieldIs(ref, "false", "metadata", "annotations", Strimzi.MANAGED),
                            Undo.EXACT,
                            Steps.SHORT))
                    .step(Step.await(
                            "unmanaged",
                            "the topic operator leaves it alone",
                            "Until it says so, deleting the object deletes the topic.",
                            new Check.Condition(ref, "Unmanaged", "True"),
                            TAKEN_UP));
        }
        Resource again = Exports.definition(topic, Strimzi.TOPIC);
        Undo undo = keep
                ? new Undo.BestEffort(
                        new Action.Apply(List.of(again), false),
                        new Check.Exists(ref.anyIncarnation()),
                        "the object is made again and takes the topic up")
                : new Undo.None("the messages are gone; runbook create-topic makes an empty one");
        Step delete = Step.change(
                "delete",
                "delete KafkaTopic " + ref.namespace() + "/" + ref.name(),
                keep ? "The topic stays in Kafka." : "The topic operator deletes the topic with all messages.",
                new Action.Delete(ref, Propagation.BACKGROUND),
                new Check.Absent(ref.anyIncarnation()),
                undo,
                TAKEN_UP);
        draft.step(keep ? delete : delete.noReturn())
                .consequence(
                        keep ? "the topic and its messages stay in Kafka" : "all messages of the topic are deleted");
        return draft.plan("Delete topic " + ref.name() + " of "
                + request.instance().id().display() + (keep ? ", keeping its data" : ""));
    }
}
