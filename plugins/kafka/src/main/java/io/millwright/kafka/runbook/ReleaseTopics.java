package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Operators;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets KafkaTopics go that hang in their deletion because nobody takes their finalizer away. The topics stay in Kafka. */
final class ReleaseTopics implements Runbook {
    private static final Parameter NAMESPACE =
            Ask.required(Ask.name("namespace", "Namespace", "Where the KafkaTopics hang.", 63));
    private static final Parameter CLUSTER =
            Ask.required(Ask.name("cluster", "Kafka", "The Kafka that the topics belong to; it may be gone.", 63));

    private final RunbookInfo info = new RunbookInfo(
            "release-topics",
            "Let go of topics that hang in their deletion",
            Intent.REPAIR,
            Danger.DESTRUCTIVE,
            "Takes the topic operator's finalizer from KafkaTopics that are being deleted, where that operator isn't there to do it: the objects go, and"
                    + " with them what held up their namespace. The topics and their messages stay in Kafka.",
            Optional.empty(),
            List.of(NAMESPACE, CLUSTER),
            List.of(
                    "The topics stay in Kafka, although somebody asked for their deletion: delete them there if that was meant.",
                    "If the topic operator only is late, let it do its work: it deletes the topics as well.",
                    "If its Kafka is gone for good, only its kept volumes hold them."),
            List.of("https://strimzi.io/docs/operators/latest/deploying#proc-deleting-topic-str"));

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Optional<Resource> first = hanging(cluster, Selector.ALL).stream().findFirst();
        return List.of(
                first.map(t -> Ask.with(NAMESPACE, t.namespace(), "where one hangs"))
                        .orElse(NAMESPACE),
                first.flatMap(t -> t.label(Strimzi.CLUSTER_LABEL))
                        .map(c -> Ask.with(CLUSTER, c, "of one that hangs"))
                        .orElse(CLUSTER));
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "the topics",
                () -> hanging(cluster, Selector.ALL).isEmpty()
                        ? List.of(new Constraint(
                                "none",
                                "no topic hangs in its deletion",
                                "nothing to do",
                                Constraint.Kind.NOT_APPLICABLE))
                        : List.of());
    }

    private static List<Resource> hanging(ClusterView view, Selector where) {
        return view.list(Strimzi.TOPIC, where).stream()
                .filter(t -> t.text("metadata", "deletionTimestamp").isPresent()
                        && t.texts("metadata", "finalizers").contains(Strimzi.TOPIC_FINALIZER))
                .toList();
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace");
        String name = request.input("cluster");
        List<Resource> hanging = hanging(cluster, Selector.labelled(namespace, Strimzi.CLUSTER_LABEL, name));
        List<Resource> releasable = hanging.stream()
                .filter(t -> t.texts("metadata", "finalizers").size() == 1)
                .toList();
        ObjectRef operator = ObjectRef.of(Kind.DEPLOYMENT, namespace, name + "-entity-operator");
        if (releasable.isEmpty()) {
            throw refused(
                    namespace + "/" + name,
                    hanging.isEmpty()
                            ? "no topic of it hangs in its deletion"
                            : "other finalizers hold its topics, too: "
                                    + hanging.getFirst().texts("metadata", "finalizers"),
                    "See: kubectl -n " + namespace + " get kafkatopic");
        }
        if (cluster.get(operator).filter(Operators::available).isPresent()) {
            throw refused(
                    namespace + "/" + name,
                    "its topic operator works: it deletes the topics and takes the finalizers away itself",
                    "If it doesn't: kubectl -n " + namespace + " logs deployment/" + operator.name()
                            + " -c topic-operator");
        }
        ObjectRef root = ObjectRef.of(Strimzi.KAFKA, namespace, name);
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Strimzi.TOOL, cluster.cluster(), root, ""));
        Check down = Questions.topicOperatorDown(namespace, name);
        draft.step(
                Step.require("nobody", "no topic operator works", "One that works deletes the topics as well.", down));
        releasable.forEach(t -> draft.step(release(t, down)));
        draft.consequence(releasable.size() + " KafkaTopics go")
                .consequence("the topics and their messages stay in Kafka");
        if (releasable.size() < hanging.size()) {
            draft.risk(
                    "others",
                    (hanging.size() - releasable.size()) + " topics stay: they have other finalizers too",
                    "Whoever set those has to take them away.");
        }
        if (cluster.get(root).isPresent()) {
            draft.risk(
                    "back",
                    "Kafka " + name + " is still there",
                    "When its topic operator works again, it leaves topics without an object alone.");
        }
        return draft.plan("Let go of " + releasable.size() + " topics of kafka " + namespace + "/" + name);
    }

    private static Step release(Resource topic, Check down) {
        ObjectRef ref = topic.ref(Strimzi.TOPIC);
        return Step.change(
                        "release-" + topic.name(),
                        "KafkaTopic " + ref.namespace() + "/" + ref.name() + "  no finalizer",
                        "It is being deleted, and waits for nothing else.",
                        new Action.Patch(ref, Map.of(), List.of("metadata/finalizers"), ""),
                        new Check.Absent(ref),
                        new Undo.None("runbook create-topic makes an object for the topic again"),
                        Steps.SHORT)
                .before(down);
    }

    private ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", on, why, next));
    }
}
