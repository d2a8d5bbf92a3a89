package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Movements of data between brokers. */
public final class Rebalances extends Table {
    public Rebalances() {
        super(
                "rebalances",
                "Rebalances",
                Strimzi.REBALANCE,
                "Name",
                "Cluster",
                "Mode",
                "State",
                "#To move",
                "Since",
                "+Message");
    }

    @Override
    protected Row row(Resource rebalance, ClusterView view) {
        String word = RebalanceState.word(rebalance);
        return new Row(
                rebalance.ref(Strimzi.REBALANCE),
                RebalanceState.template(rebalance)
                        ? Severity.OK
                        : switch (word) {
                            case "Ready", "Stopped" -> Severity.OK;
                            case "NotReady" -> Severity.WARNING;
                            default -> Severity.INFO;
                        },
                List.of(
                        rebalance.namespace() + "/" + rebalance.name(),
                        rebalance.label(Strimzi.CLUSTER_LABEL).orElse("none"),
                        rebalance.text("spec", "mode").orElse("full"),
                        RebalanceState.template(rebalance) ? "template" : word,
                        rebalance
                                .text("status", "optimizationResult", "dataToMoveMB")
                                .map(m -> m + " MB")
                                .orElse("–"),
                        when(RebalanceState.condition(rebalance).flatMap(c -> c.text("lastTransitionTime")), view),
                        RebalanceState.condition(rebalance)
                                .flatMap(c -> c.text("message"))
                                .orElse("")));
    }
}
