package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Activity;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Optional;

/** The operator's own program: whether it runs, which version it is and what it works on. */
final class OperatorSite {
    private static final Versions VERSIONS = new Versions();

    private OperatorSite() {}

    /**
     * A program that runs.
     *
     * @param deployment its Deployment
     * @param version its version
     */
    record Program(Resource deployment, String version) {
        List<String> kafkaVersions() {
            return StrimziOperators.kafkaVersions(deployment);
        }

        String defaultKafka() {
            return VERSIONS.defaultKafka(version).orElse("4.3.1");
        }

        String metadataOf(String kafka) {
            return VERSIONS.metadataOf(kafka).orElse("");
        }

        boolean watches(String namespace) {
            return StrimziOperators.watches(deployment, namespace);
        }

        String image() {
            return "quay.io/strimzi/operator:" + version;
        }
    }

    /** The operator that works; empty when none is installed or none is available. */
    static Optional<Program> running(SimulatedCluster world) {
        List<Resource> all = world.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(StrimziOperators::isOperator)
                .toList();
        all.forEach(d -> Pods.follow(world, d, Marks.OPERATOR_DOWN));
        return world.fault(Marks.OPERATOR_DOWN)
                ? Optional.empty()
                : all.stream()
                        .filter(d ->
                                Operators.available(d) && Operators.activity(d).equals(Activity.STEADY))
                        .findFirst()
                        .map(d -> new Program(d, StrimziOperators.version(d).orElse("")));
    }
}
