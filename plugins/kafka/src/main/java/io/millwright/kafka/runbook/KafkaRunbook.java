package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** A procedure on one Kafka: reads it anew, and knows what stands against changing it. */
abstract class KafkaRunbook implements Runbook {
    private final RunbookInfo info;

    KafkaRunbook(RunbookInfo info) {
        this.info = info;
    }

    @Override
    public final RunbookInfo info() {
        return info;
    }

    @Override
    public final Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        KafkaCluster c = KafkaCluster.read(cluster, instance.id())
                .orElseThrow(() -> refused(instance, "it is no longer there", "Refresh the fleet."));
        Plan.Target target = new Plan.Target(
                instance.id(), c.ref(), c.object().generation(), c.version().orElse(""));
        PlanDraft draft = new PlanDraft(info, request, target);
        owner(c, draft);
        return plan(c, request, cluster, draft);
    }

    abstract Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft);

    /** What stands against it, by the Kafka as it is now. */
    abstract List<Constraint> constraints(KafkaCluster c, ClusterView view);

    @Override
    public final List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Strimzi.CLUSTER_COMPONENT, "a cluster");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read(
                "the cluster",
                () -> KafkaCluster.read(cluster, target.orElseThrow().id())
                        .map(c -> constraints(c, cluster))
                        .orElseGet(() -> List.of(
                                Constraints.blocks("gone", "the Kafka is no longer there", "refresh the fleet"))));
    }

    final ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }

    /** The pool of brokers alone that the request names, or the only one. */
    final NodePool brokers(KafkaCluster c, Request request, ClusterView view) {
        return Pools.chosen(c, request.input("pool"), view, ScaleOut::fits)
                .orElseThrow(() -> refused(
                        request.instance(),
                        "it has no such pool of brokers alone",
                        "Choose a pool whose only role is broker."));
    }

    /** For a runbook with a parameter {@code storage-class}, where empty is the cluster's default. */
    final void refuseUnknownClass(Request request, ClusterView view) {
        String name = request.input("storage-class");
        if (!name.isEmpty()
                && view.get(ObjectRef.of(Kind.STORAGE_CLASS, "", name)).isEmpty()) {
            throw refused(request.instance(), "there is no storage class " + name, "See: kubectl get storageclass");
        }
    }

    /** Whoever else keeps the object will set back what is changed beside him. */
    private static void owner(KafkaCluster c, PlanDraft draft) {
        Management management = Installer.of(c.object());
        switch (management.by()) {
            case HELM, GITOPS, OLM ->
                draft.risk(
                        "owner",
                        management.reference() + " keeps this Kafka",
                        "What it renders next sets the changed fields back. Change its source as well.");
            case MANIFEST, MILLWRIGHT, UNKNOWN -> {}
        }
    }
}
