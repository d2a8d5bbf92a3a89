package io.millwright.logging.simulator;

import io.millwright.kit.simulator.Pods;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ECK's operator, Elasticsearch's API and fluent-bit's in the sandbox. Stateless: what an Elasticsearch holds lies in a ConfigMap beside it.
 * What takes minutes on real disks takes seconds here. Left out: transport certificates, the webhook, autoscaling, stack monitoring, the
 * recreation of StatefulSets when volumes grow (the claims grow, the StatefulSet's template stays as it was).
 *
 * <p>Faults: {@code operator-down}, {@code node-down} (the last node of each Elasticsearch), {@code disk-full} (93 %), {@code shards-stuck}
 * (no shard moves), {@code snapshot-failing}, {@code retention-stopped} (ILM), {@code output-failing} (fluent-bit loses records). Each heals
 * when it is switched off.
 */
public final class LoggingSimulator implements Simulator {
    @Override
    public void reconcile(SimulatedCluster cluster) {
        List<Resource> operators = cluster.list(Kind.STATEFUL_SET, Selector.ALL).stream()
                .filter(Eck::isOperator)
                .toList();
        operators.forEach(o -> Pods.follow(cluster, o, Faults.OPERATOR_DOWN));
        if (cluster.fault(Faults.OPERATOR_DOWN) || operators.stream().noneMatch(Eck::running)) {
            return;
        }
        cluster.list(Names.ES, Selector.ALL).stream()
                .map(Elastic::new)
                .filter(e -> !e.unmanaged())
                .forEach(e -> new ElasticReconciler(cluster, e).step());
        cluster.list(Names.KB, Selector.ALL).forEach(k -> new KibanaReconciler(cluster, k).step());
    }

    @Override
    public List<Resource> release(String version) {
        return List.of("3.5.0", "3.4.1", "3.3.2").contains(version) ? Charts.operator(version) : List.of();
    }

    @Override
    public Optional<HttpReply> answer(SimulatedCluster cluster, HttpCall call) {
        return switch (call.port()) {
            case Names.ES_PORT -> EsApi.answer(cluster, call);
            case Names.FB_PORT -> FluentBitPages.answer(cluster, call);
            default -> Optional.empty();
        };
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
