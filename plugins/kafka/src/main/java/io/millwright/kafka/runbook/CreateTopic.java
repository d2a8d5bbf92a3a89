package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a topic. */
final class CreateTopic extends TopicRunbook {
    CreateTopic() {
        super(new RunbookInfo(
                "create-topic",
                "Create a topic",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a KafkaTopic and waits until the topic is in Kafka.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        TOPIC,
                        Ask.with(
                                Ask.number(
                                        "partitions",
                                        "Partitions",
                                        "How many partitions it has: they can only become more.",
                                        1,
                                        10000),
                                "3",
                                "proposal"),
                        Ask.with(
                                Ask.number("replicas", "Replicas", "How many brokers hold each message.", 1, 9),
                                "3",
                                "tolerates a lost broker"),
                        Ask.with(
                                Ask.number(
                                        "in-sync",
                                        "In-sync replicas",
                                        "How many replicas must have a message before it counts.",
                                        1,
                                        9),
                                "2",
                                "one fewer than the replicas"),
                        Ask.text(
                                "retention",
                                "Retention",
                                "How long messages are kept; empty for the brokers' default.",
                                "[1-9][0-9]{0,5}[hd]",
                                "hours or days, such as 12h or 7d")),
                List.of(
                        "As many in-sync replicas as replicas stops writes with every restart of a broker, and the restart as well.",
                        "Undo deletes the topic with its messages."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#using-the-topic-operator-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        ObjectRef ref = c.beside(Strimzi.TOPIC, request.input("topic"));
        if (view.get(ref).isPresent()) {
            throw refused(instance, "there is a KafkaTopic " + ref.name() + " already", "Use change-topic.");
        }
        long replicas = request.number("replicas");
        long inSync = request.number("in-sync");
        long brokers = c.brokers(view).size();
        if (replicas > brokers) {
            throw refused(
                    instance,
                    "it has " + brokers + " brokers, fewer than " + replicas + " replicas",
                    "Choose at most " + brokers + ".");
        }
        if (inSync > replicas || (inSync == replicas && replicas > 1)) {
            throw refused(
                    instance,
                    "with " + replicas + " replicas and " + inSync + " in-sync replicas no broker may be missing",
                    "Choose fewer in-sync replicas than replicas.");
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("min.insync.replicas", Long.toString(inSync));
        if (!request.input("retention").isEmpty()) {
            config.put("retention.ms", Retention.millis(request.input("retention")));
        }
        Map<String, Object> spec =
                Tree.of("partitions", request.number("partitions"), "replicas", replicas, "config", config);
        Resource topic = Resource.of(Strimzi.TOPIC, ref.namespace(), ref.name(), Map.of("spec", spec))
                .with(Tree.of(Strimzi.CLUSTER_LABEL, c.name()), "metadata", "labels");
        entities(c, draft);
        draft.step(Step.change(
                        "topic",
                        "KafkaTopic " + ref.namespace() + "/" + ref.name() + "  " + request.input("partitions")
                                + " partitions, " + replicas + " replicas",
                        "The topic operator makes it in Kafka.",
                        new Action.Apply(List.of(topic), false),
                        new Check.Matches(List.of(topic)),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(takenUp(ref))
                .consequence("makes topic " + ref.name());
        return draft.plan("Create topic " + ref.name() + " in " + instance.id().display());
    }
}
