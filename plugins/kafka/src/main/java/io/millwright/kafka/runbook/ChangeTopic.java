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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a topic. */
final class ChangeTopic extends TopicRunbook {
    ChangeTopic() {
        super(new RunbookInfo(
                "change-topic",
                "Change a topic",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Gives a topic more partitions, other replicas, or another retention, and waits until Kafka has it so.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        TOPIC,
                        Ask.text(
                                "partitions",
                                "Partitions",
                                "The new number: only more; empty to leave it.",
                                "[1-9][0-9]{0,4}",
                                "a whole number"),
                        Ask.text(
                                "replicas",
                                "Replicas",
                                "The new number, moved by Cruise Control; empty to leave it.",
                                "[1-9]",
                                "a whole number up to 9"),
                        Ask.text(
                                "in-sync",
                                "In-sync replicas",
                                "How many replicas must have a message before it counts; empty to leave it.",
                                "[1-9]",
                                "a whole number up to 9"),
                        Ask.text(
                                "retention",
                                "Retention",
                                "How long messages are kept; empty to leave it.",
                                "[1-9][0-9]{0,5}[hd]",
                                "hours or days, such as 12h or 7d")),
                List.of(
                        "Partitions can't become fewer, and more of them send the same key to another one.",
                        "A shorter retention deletes older messages at once.",
                        "More replicas copy the whole topic."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#using-the-topic-operator-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Resource topic = topic(c, request, view);
        ObjectRef ref = topic.ref(Strimzi.TOPIC);
        Map<String, Object> spec = new LinkedHashMap<>();
        partitions(topic, request, instance, draft).ifPresent(p -> spec.put("partitions", p));
        replicas(c, topic, request, view).ifPresent(r -> spec.put("replicas", r));
        Map<String, Object> config = new LinkedHashMap<>();
        if (!request.input("in-sync").isEmpty()) {
            config.put("min.insync.replicas", request.input("in-sync"));
        }
        if (!request.input("retention").isEmpty()) {
            config.put("retention.ms", Retention.millis(request.input("retention")));
            draft.risk(
                    "retention",
                    "Older messages are deleted",
                    "Undo sets the former retention back, not the messages.");
        }
        spare(c, topic, request, instance);
        if (!config.isEmpty()) {
            spec.put("config", config);
        }
        if (spec.isEmpty()) {
            throw refused(
                    instance, "nothing is to be changed", "Give partitions, replicas, in-sync replicas or retention.");
        }
        entities(c, draft);
        draft.step(Step.change(
                        "topic",
                        "KafkaTopic " + ref.namespace() + "/" + ref.name() + "  " + spec,
                        "The topic operator changes it in Kafka.",
                        new Action.Patch(ref, Tree.of("spec", spec), List.of(), ""),
                        new Check.Matches(List.of(wanted(topic, spec))),
                        spec.containsKey("partitions") ? new Undo.None("partitions can't become fewer") : Undo.EXACT,
                        Steps.SHORT))
                .step(takenUp(ref));
        if (spec.containsKey("replicas")) {
            draft.step(Step.await(
                    "moved",
                    "its replicas are where they belong",
                    "Cruise Control copies them.",
                    new Check.FieldMatches(
                            ref.anyIncarnation(), List.of("status", "replicasChange"), Check.Operator.ABSENT, ""),
                    Duration.ofHours(12)));
        }
        draft.consequence("changes topic " + ref.name() + ": " + spec);
        return draft.plan("Change topic " + ref.name() + " of " + instance.id().display());
    }

    private static Resource wanted(Resource topic, Map<String, Object> spec) {
        return Resource.of(Strimzi.TOPIC, topic.namespace(), topic.name(), Map.of("spec", spec));
    }

    private Optional<Long> partitions(Resource topic, Request request, Instance instance, PlanDraft draft) {
        if (request.input("partitions").isEmpty()) {
            return Optional.empty();
        }
        long now = topic.number("spec", "partitions").orElse(1L);
        long wanted = request.number("partitions");
        if (wanted <= now) {
            throw refused(
                    instance,
                    topic.name() + " has " + now + " partitions, and can't get fewer",
                    "Choose more, or leave it empty.");
        }
        draft.risk(
                "keys",
                "Messages of the same key may go to another partition from now on",
                "Applications that rely on their order by key must be ready for that.");
        return Optional.of(wanted);
    }

    private Optional<Long> replicas(KafkaCluster c, Resource topic, Request request, ClusterView view) {
        if (request.input("replicas").isEmpty()) {
            return Optional.empty();
        }
        long brokers = c.brokers(view).size();
        long wanted = request.number("replicas");
        if (wanted > brokers) {
            throw refused(
                    request.instance(), "it has " + brokers + " brokers", "Choose at most " + brokers + " replicas.");
        }
        boolean taken = topic.condition("Ready")
                .filter(r -> r.text("status").orElse("").equals("True"))
                .isPresent();
        if (taken && !c.cruiseControl()) {
            throw refused(
                    request.instance(),
                    "there is no Cruise Control to move replicas",
                    "Runbook enable-cruise-control first.");
        }
        return Optional.of(wanted);
    }

    /** As many in-sync replicas as replicas leave none to spare. */
    private void spare(KafkaCluster c, Resource topic, Request request, Instance instance) {
        long replicas = request.input("replicas").isEmpty() ? c.replicasOf(topic) : request.number("replicas");
        long inSync = request.input("in-sync").isEmpty() ? c.inSyncOf(topic) : request.number("in-sync");
        boolean touched = !request.input("replicas").isEmpty()
                || !request.input("in-sync").isEmpty();
        if (touched && inSync >= replicas && replicas > 1) {
            throw refused(
                    instance,
                    "with " + replicas + " replicas and " + inSync + " in-sync replicas no broker may be missing",
                    "Choose fewer in-sync replicas than replicas.");
        }
    }
}
