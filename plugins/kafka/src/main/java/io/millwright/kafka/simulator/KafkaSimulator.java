package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Strimzi's operator in the sandbox. Written after the operator's code; what takes minutes there takes seconds here. Stateless: several
 * clusters may use one object. Of what the real one does, automatic rebalances, external listeners and in-place resizing are left out, and a
 * replaced key of an authority restarts the nodes once instead of three times.
 *
 * <p>Faults, each of which heals when it is switched off: {@code operator-down}, {@code operator-memory}, {@code broker-down},
 * {@code roll-blocked}, {@code disk-full}, {@code image-pull}, {@code version-unsupported}, {@code foreign-volumes}, {@code fewer-nodes},
 * {@code smaller-volumes}, {@code certificate-expiring}, {@code stored-old}, {@code topic-operator-down}, {@code rebalance-failing},
 * {@code rebalance-stuck}, {@code budget-missing}, {@code writes-refused}, {@code consumers-behind}, {@code log-recovery}, {@code controller-behind},
 * {@code rights-missing}, {@code class-fixed}, {@code rebalance-slow} and {@code mirror-behind}. {@code docs/reference/kafka-failures.md} says what
 * finds them.
 */
public final class KafkaSimulator implements Simulator {
    private final Duration proposal;
    private final Duration moving;

    public KafkaSimulator() {
        this(Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /**
     * One whose Cruise Control takes other times, for a cluster whose time can't be moved on.
     *
     * @param proposal until a rebalance has its proposal
     * @param moving until the partitions are moved
     */
    public KafkaSimulator(Duration proposal, Duration moving) {
        this.proposal = proposal;
        this.moving = moving;
    }

    @Override
    public void reconcile(SimulatedCluster cluster) {
        Optional<OperatorSite.Program> running = OperatorSite.running(cluster);
        new Troubles(cluster).step();
        ConversionTool.step(cluster);
        EntityReconciler entities = new EntityReconciler(cluster);
        cluster.list(Strimzi.TOPIC, Selector.ALL).forEach(entities::topic);
        cluster.list(Strimzi.USER, Selector.ALL).forEach(entities::user);
        if (running.isEmpty()) {
            return;
        }
        OperatorSite.Program program = running.get();
        cluster.list(Strimzi.POD_SET, Selector.ALL).forEach(s -> PodSets.step(cluster, s));
        watched(cluster.list(Strimzi.KAFKA, Selector.ALL), program)
                .forEach(k -> new KafkaReconciler(cluster, k, program).step());
        watched(cluster.list(Strimzi.REBALANCE, Selector.ALL), program)
                .forEach(r -> new RebalanceReconciler(cluster, r, proposal, moving).step());
        Workers workers = new Workers(cluster, program);
        watched(cluster.list(Strimzi.CONNECT, Selector.ALL), program).forEach(workers::connect);
        watched(cluster.list(Strimzi.MIRROR, Selector.ALL), program).forEach(workers::mirror);
        watched(cluster.list(Strimzi.BRIDGE, Selector.ALL), program).forEach(workers::bridge);
        watched(cluster.list(Strimzi.CONNECTOR, Selector.ALL), program).forEach(workers::connector);
    }

    private static List<Resource> watched(List<Resource> all, OperatorSite.Program program) {
        return all.stream().filter(o -> program.watches(o.namespace())).toList();
    }

    @Override
    public List<Resource> release(String version) {
        return Releases.operator(version);
    }

    @Override
    public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return MetricsPage.answer(cluster, object, port, path);
    }

    @Override
    public Optional<Output> exec(SimulatedCluster cluster, ObjectRef pod, String container, List<String> command) {
        return ToolsInPods.exec(cluster, pod, command);
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        Seeds.plant(cluster, scenario);
    }

    @Override
    public Map<String, byte[]> charts() {
        return Charts.archives();
    }

    @Override
    public List<Exercise> exercises() {
        return Exercises.ALL;
    }
}
