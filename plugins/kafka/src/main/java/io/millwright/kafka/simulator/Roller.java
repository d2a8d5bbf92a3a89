package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restarts nodes whose pods no longer are what they should be: one at a time, controllers first, the unready before the ready. */
final class Roller {
    private final Site site;
    private final Nodes nodes;

    Roller(Site site, Nodes nodes) {
        this.site = site;
        this.nodes = nodes;
    }

    /** How a pass went. */
    enum Outcome {
        NOTHING_TO_DO,
        WORKING,
        BLOCKED
    }

    Outcome step() {
        List<Resource> pods = site.pods();
        Map<String, NodePool> pools = new LinkedHashMap<>();
        site.pools().forEach(p -> pools.put(p.name(), p));
        Optional<Resource> next = pods.stream()
                .filter(p -> !Site.deleting(p) && reason(p, pools).isPresent())
                .min(Comparator.comparing((Resource p) -> !KafkaCluster.isController(p))
                        .thenComparing(Pods::ready)
                        .thenComparing(Site::id));
        if (next.isEmpty()) {
            return Outcome.NOTHING_TO_DO;
        }
        Resource pod = next.get();
        boolean others = pods.stream()
                .filter(p -> !p.name().equals(pod.name()))
                .allMatch(p -> Pods.ready(p) || Nodes.unpullable(p));
        if (!others) {
            return Outcome.WORKING;
        }
        String reason = reason(pod, pools).orElse("");
        if (site.world().fault(Marks.ROLL_BLOCKED)) {
            return reason.equals("ManualRollingUpdate") ? Outcome.NOTHING_TO_DO : Outcome.BLOCKED;
        }
        site.world().event(site.object(), "Normal", reason, "Rolling Pod " + pod.name() + " due to " + reason);
        site.world().delete(pod.ref(Kind.POD));
        return Outcome.WORKING;
    }

    private Optional<String> reason(Resource pod, Map<String, NodePool> pools) {
        if (pod.annotation(Strimzi.MANUAL_ROLL).filter("true"::equals).isPresent()) {
            return Optional.of("ManualRollingUpdate");
        }
        NodePool pool = pools.get(pod.label(Strimzi.POOL_LABEL).orElse(""));
        if (pool == null) {
            return Optional.empty();
        }
        if (Nodes.unpullable(pod) && site.world().fault(Marks.IMAGE_PULL)) {
            return Optional.empty();
        }
        boolean current = pod.annotation(Strimzi.REVISION)
                        .filter(nodes.revision(pool)::equals)
                        .isPresent()
                && !Nodes.unpullable(pod);
        return current ? Optional.empty() : Optional.of(nodes.reason(pod));
    }

    /** Passes the order on a whole set to its pods, and takes it from the set. */
    void orders() {
        for (Resource set : site.podSets()) {
            if (set.annotation(Strimzi.MANUAL_ROLL).filter("true"::equals).isPresent()) {
                set.items("spec", "pods")
                        .forEach(p -> site.world()
                                .update(
                                        ObjectRef.of(Kind.POD, set.namespace(), p.name()),
                                        o -> o.with("true", "metadata", "annotations", Strimzi.MANUAL_ROLL)));
                site.world()
                        .update(
                                set.ref(Strimzi.POD_SET),
                                s -> s.without("metadata", "annotations", Strimzi.MANUAL_ROLL));
            }
        }
    }

    /** Deletes pods with their volumes where a person has ordered it. */
    void clean() {
        for (Resource pod : site.pods()) {
            if (pod.annotation(Strimzi.DELETE_POD_AND_PVC)
                            .filter("true"::equals)
                            .isPresent()
                    && !Site.deleting(pod)) {
                pod.items("spec", "volumes").stream()
                        .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                        .forEach(c -> {
                            remember(pod, c);
                            site.world().delete(site.ref(Kind.PERSISTENT_VOLUME_CLAIM, c));
                        });
                site.world().delete(pod.ref(Kind.POD));
            }
        }
    }

    /** The partitions of a broker are given to it, not to its disk: a new disk gets them again. */
    private void remember(Resource pod, String claim) {
        String set = pod.label("strimzi.io/controller-name").orElse("");
        String partitions = site.world()
                .get(site.ref(Kind.PERSISTENT_VOLUME_CLAIM, claim))
                .flatMap(c -> c.annotation(Marks.PARTITIONS))
                .orElse("0");
        site.world()
                .update(
                        site.ref(Strimzi.POD_SET, set),
                        s -> s.with(partitions, "metadata", "annotations", Nodes.remembered(claim)));
    }
}
