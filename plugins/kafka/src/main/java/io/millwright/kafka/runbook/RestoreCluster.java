package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.NodePool.Volume;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Tree;
import io.millwright.kit.Yaml;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a cluster again from an export, on its kept volumes. */
final class RestoreCluster implements Runbook {
    private static final Parameter EXPORT =
            Ask.required(Ask.name("export", "Export", "Name of the ConfigMap that holds the configuration.", 63));

    private final RunbookInfo info = new RunbookInfo(
            "restore-cluster",
            "Restore a cluster",
            Intent.RESTORE,
            Danger.DISRUPTIVE,
            "Makes a cluster again from an export of its configuration: on its kept volumes with all messages, or as an empty one.",
            Optional.empty(),
            parameters(EXPORT, Optional.empty()),
            List.of(
                    "Every claim must be there under its old name, and the volumes must be those of this cluster.",
                    "Without the former cluster id the brokers refuse their volumes: it is written before they start.",
                    "Users must be there before Kafka is: it deletes those that it has and no object names.",
                    "Without the former Secrets of the authorities, clients must trust new ones."),
            List.of("https://strimzi.io/docs/operators/latest/deploying#proc-cluster-recovery-volume-str"));

    private static List<Parameter> parameters(Parameter export, Optional<String> namespace) {
        Parameter where = Ask.required(Ask.name("namespace", "Namespace", "Where the export and the volumes are.", 63));
        return List.of(
                export,
                namespace.map(n -> Ask.with(where, n, "where an export is")).orElse(where),
                Ask.yesNo(
                        "on-volumes",
                        "On its volumes",
                        "Whether it takes its kept volumes up again; otherwise it begins empty.",
                        true));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        // The newest export of a cluster that isn't there.
        Optional<Resource> export = cluster.list(Kind.CONFIG_MAP, Selector.ALL).stream()
                .filter(m -> m.label(Strimzi.EXPORT_LABEL)
                        .filter(n ->
                                KafkaCluster.read(cluster, m.namespace(), n).isEmpty())
                        .isPresent())
                .max(Comparator.comparing(
                        m -> m.text("metadata", "creationTimestamp").orElse("")));
        return parameters(
                export.map(e -> Ask.with(EXPORT, e.name(), "newest of a cluster that isn't there"))
                        .orElse(EXPORT),
                export.map(Resource::namespace));
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return Constraints.read(
                "whether an operator runs",
                () -> StrimziOperators.deployments(cluster).isEmpty()
                        ? List.of(Constraints.blocks(
                                "no-operator", "no operator is installed", "runbook install-operator"))
                        : List.of());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        String namespace = request.input("namespace").isEmpty() ? request.namespace() : request.input("namespace");
        ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, request.input("export"));
        Resource export = cluster.get(ref)
                .orElseThrow(() -> refused(
                        ref.display() + " is not there",
                        "Look for one: kubectl get configmap -A -l " + Strimzi.EXPORT_LABEL));
        List<Resource> objects = objects(export);
        Resource kafka = objects.stream()
                .filter(o -> o.kind().equals("Kafka"))
                .findFirst()
                .orElseThrow(() -> refused(
                        ref.display() + " holds no Kafka", "Choose an export of runbook export-configuration."));
        ObjectRef root = ObjectRef.of(Strimzi.KAFKA, namespace, kafka.name());
        if (cluster.get(root).isPresent()) {
            throw refused(root.display() + " is there", "A cluster that runs isn't restored over itself.");
        }
        boolean onVolumes = !request.input("on-volumes").equals("false");
        List<Resource> pools = of(objects, Strimzi.POOL);
        String id = export.annotation(Exports.CLUSTER_ID).orElse("");
        if (onVolumes) {
            claims(pools, namespace, id, cluster);
        } else {
            clean(kafka.name(), namespace, cluster);
        }
        authorities(new KafkaCluster(kafka.with(namespace, "metadata", "namespace")), cluster);
        PlanDraft draft = new PlanDraft(
                info,
                request,
                PlanDraft.making(
                        Strimzi.TOOL,
                        cluster.cluster(),
                        root,
                        kafka.text("spec", "kafka", "version").orElse("")));
        draft.step(Steps.operated(namespace, "Without it nothing is made of these objects."));
        List<Resource> first = Stream.concat(of(objects, Strimzi.USER).stream(), of(objects, Strimzi.TOPIC).stream())
                .toList();
        if (!first.isEmpty()) {
            draft.step(apply(
                    "users-and-topics",
                    first,
                    first.size() + " users and topics",
                    "Before Kafka: users without an object are deleted, and topics that differ are changed."));
        }
        draft.step(apply("pools", pools, pools.size() + " node pools", "With the numbers that their nodes had."));
        kafka(draft, root, kafka, onVolumes ? id : "", pools);
        List<Resource> others = objects.stream()
                .filter(o -> List.of(Strimzi.CONNECT, Strimzi.MIRROR, Strimzi.BRIDGE).stream()
                        .anyMatch(k -> k.kind().equals(o.kind())))
                .toList();
        if (!others.isEmpty()) {
            draft.step(apply(
                    "others",
                    others,
                    others.size() + " of Connect, mirrors and bridges",
                    "They connect to the cluster."));
        }
        long nodes = pools.stream().mapToLong(p -> new NodePool(p).wanted()).sum();
        draft.consequence(
                "starts " + nodes + " nodes" + (onVolumes ? " on their kept volumes" : " with empty volumes"));
        if (!onVolumes) {
            draft.risk("empty", "The cluster begins without messages", "Only its structure comes back.");
        }
        return draft.plan("Restore kafka " + namespace + "/" + kafka.name() + " on " + cluster.cluster());
    }

    private List<Resource> objects(Resource export) {
        String text = export.text("data", Exports.KEY).orElse("");
        if (text.isBlank()) {
            throw refused(
                    "ConfigMap " + export.name() + " holds no objects",
                    "Choose an export of runbook export-configuration.");
        }
        return Yaml.documents(text, "ConfigMap " + export.name()).stream()
                .flatMap(d -> d.kind().equals("List") ? d.items("items").stream() : Stream.of(d))
                .toList();
    }

    private static List<Resource> of(List<Resource> objects, Kind kind) {
        return objects.stream().filter(o -> o.kind().equals(kind.kind())).toList();
    }

    /** Every claim of every node must be there and free. */
    private void claims(List<Resource> pools, String namespace, String id, ClusterView view) {
        if (id.isEmpty()) {
            throw refused(
                    "the export doesn't tell the cluster id, without which brokers refuse their volumes",
                    "Read cluster.id in meta.properties on a volume, and set annotation " + Exports.CLUSTER_ID
                            + " of the ConfigMap.");
        }
        List<String> missing = new ArrayList<>();
        for (Resource object : pools) {
            NodePool pool = new NodePool(object);
            List<String> ids = List.of(object.annotation(Strimzi.NEXT_IDS)
                    .orElse("")
                    .replaceAll("[\\[\\]\\s]", "")
                    .split(","));
            for (Volume volume : pool.volumes()) {
                ids.stream()
                        .filter(i -> !i.isEmpty())
                        .map(i -> volume.claim(pool.cluster() + "-" + pool.name() + "-" + i))
                        .filter(n -> view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, namespace, n))
                                .filter(f ->
                                        f.text("metadata", "deletionTimestamp").isEmpty())
                                .isEmpty())
                        .forEach(missing::add);
            }
        }
        if (!missing.isEmpty()) {
            throw refused(
                    missing.size() + " claims are missing, " + missing.getFirst() + " among them",
                    "Make them again with their old names and spec.volumeName, after taking claimRef from the kept PersistentVolumes;"
                            + " or answer no to On its volumes for an empty cluster.");
        }
    }

    /** What a person has brought, nobody makes again. */
    private void authorities(KafkaCluster c, ClusterView view) {
        for (Authority authority : OwnAuthorities.brought(c)) {
            for (ObjectRef ref : List.of(authority.key(), authority.certificate())) {
                if (view.get(ref).isEmpty()) {
                    throw refused(
                            "Secret " + ref.name() + " is not there, and " + authority.id() + " is your own",
                            "Bring it back with its labels and annotations: the operator doesn't make it.");
                }
            }
        }
    }

    private void clean(String name, String namespace, ClusterView view) {
        List<Resource> left =
                view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(namespace, Strimzi.CLUSTER_LABEL, name));
        if (!left.isEmpty()) {
            throw refused(
                    left.size() + " claims of the former cluster are there: an empty one would take them up and fail",
                    "Restore it on its volumes, or delete the claims.");
        }
    }

    private static Step apply(String id, List<Resource> objects, String title, String why) {
        return Step.change(
                id,
                title,
                why,
                new Action.Apply(objects, false),
                new Check.Matches(objects),
                Undo.EXACT,
                Duration.ofMinutes(2));
    }

    /** Paused until the cluster id is written; then the operator may begin. */
    private static void kafka(PlanDraft draft, ObjectRef root, Resource kafka, String id, List<Resource> pools) {
        long nodes = pools.stream().mapToLong(p -> new NodePool(p).wanted()).sum();
        Resource made = id.isEmpty() ? kafka : kafka.with("true", "metadata", "annotations", Strimzi.PAUSE);
        draft.step(apply(
                "kafka",
                List.of(made),
                "Kafka " + root.namespace() + "/" + root.name() + (id.isEmpty() ? "" : ", paused"),
                id.isEmpty()
                        ? "The operator makes the rest."
                        : "The operator must not begin before it has the cluster id."));
        if (!id.isEmpty()) {
            draft.step(Step.await(
                            "paused",
                            "the operator leaves it alone",
                            "Then nothing else writes its status.",
                            new Check.Condition(root, "ReconciliationPaused", "True"),
                            Duration.ofMinutes(10)))
                    .step(Step.change(
                            "cluster-id",
                            "Kafka " + root.namespace() + "/" + root.name() + "  status.clusterId",
                            "Brokers refuse volumes of a cluster with another id.",
                            new Action.Patch(root, Tree.of("status", Tree.of("clusterId", id)), List.of(), "status"),
                            Check.fieldIs(root, id, "status", "clusterId"),
                            new Undo.None("the id goes with the Kafka"),
                            Steps.SHORT))
                    .step(Step.change(
                                    "resume",
                                    "Kafka " + root.namespace() + "/" + root.name() + "  annotation " + Strimzi.PAUSE
                                            + " away",
                                    "The operator begins.",
                                    new Action.Patch(
                                            root,
                                            Map.of(),
                                            List.of("metadata/annotations/" + Strimzi.PAUSE.replace("/", "~1")),
                                            ""),
                                    new Check.FieldMatches(
                                            root,
                                            List.of("metadata", "annotations", Strimzi.PAUSE),
                                            Check.Operator.ABSENT,
                                            ""),
                                    Undo.EXACT,
                                    Steps.SHORT)
                            .before(Check.fieldIs(root, id, "status", "clusterId")));
        }
        draft.step(Step.await(
                "ready",
                "cluster ready, " + nodes + " nodes at rest",
                "Brokers check their logs first, which can take many minutes after a crash.",
                Questions.settled(root.namespace(), root.name()),
                Duration.ofMinutes(60)));
        if (!id.isEmpty()) {
            draft.step(Step.require(
                    "same-cluster",
                    "it has its former cluster id",
                    "Then the messages are the former ones.",
                    Check.fieldIs(root, id, "status", "clusterId")));
        }
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("plan '" + info.title() + "'", "Kafka", why, next));
    }
}
