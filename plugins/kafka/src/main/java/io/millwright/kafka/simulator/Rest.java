package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether there is nothing to do for a Kafka. Like the operator, the simulator then only looks closer every two minutes. */
final class Rest {
    private static final long EVERY_SECONDS = 120;

    private final Site site;

    Rest(Site site) {
        this.site = site;
    }

    boolean holds() {
        return site.now().getEpochSecond() % EVERY_SECONDS != 0
                && site.object().annotation(Marks.LATER).isEmpty()
                && kafka()
                && pools()
                && pods()
                && authorities();
    }

    private boolean kafka() {
        KafkaCluster kafka = site.kafka();
        boolean mine = site.object()
                .text("status", "operatorLastSuccessfulVersion")
                .equals(Optional.of(site.program().version()));
        return kafka.ready()
                && kafka.seen()
                && !kafka.paused()
                && mine
                && kafka.warnings().isEmpty();
    }

    private boolean pools() {
        return site.pools().stream().allMatch(Rest::taken);
    }

    private static boolean taken(NodePool pool) {
        return pool.object().number("status", "observedGeneration").orElse(-1L)
                        == pool.object().generation()
                && pool.ids().size() == pool.wanted();
    }

    private boolean pods() {
        List<Resource> pods = site.pods();
        long wanted = site.pools().stream().mapToLong(NodePool::wanted).sum();
        return pods.size() == wanted
                && pods.stream()
                        .allMatch(p -> Pods.ready(p)
                                && p.annotation(Strimzi.MANUAL_ROLL).isEmpty()
                                && p.annotation(Strimzi.DELETE_POD_AND_PVC).isEmpty())
                && site.podSets().stream().allMatch(Rest::current);
    }

    private static boolean current(Resource set) {
        return set.annotation(Strimzi.MANUAL_ROLL).isEmpty()
                && set.number("status", "currentPods").equals(set.number("status", "pods"));
    }

    private boolean authorities() {
        return Authority.of(site.kafka()).stream()
                .flatMap(a -> Stream.of(a.key(), a.certificate()))
                .allMatch(r -> site.world()
                        .get(r)
                        .filter(s -> s.annotation(Strimzi.FORCE_RENEW).isEmpty()
                                && s.annotation(Strimzi.FORCE_REPLACE).isEmpty())
                        .isPresent());
    }
}
