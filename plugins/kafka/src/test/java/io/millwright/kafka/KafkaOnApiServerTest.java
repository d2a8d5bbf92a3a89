package io.millwright.kafka;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.kafka.simulator.KafkaSimulator;
import io.millwright.testkit.Schema;
import io.millwright.testkit.sandbox.Lab;
import io.millwright.testkit.sandbox.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * Every runbook on the API server that {@code KUBECONFIG} names, with upstream's definitions: what is written passes their schemas and CEL rules.
 * The operator is the simulator, the nodes are simulated ones.
 */
@Tag("lab")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class KafkaOnApiServerTest {
    private static Path definitions() {
        assumeTrue(System.getenv().containsKey("KUBECONFIG"), "KUBECONFIG names no cluster");
        assumeTrue(
                System.getenv().containsKey("MILLWRIGHT_TEST_SIMULATED_NODES"),
                "MILLWRIGHT_TEST_SIMULATED_NODES doesn't say that the cluster's nodes are simulated: the pods' images exist nowhere");
        var folder = Schema.definitions("kafka");
        assumeTrue(folder.isPresent(), "upstream's definitions aren't here");
        return folder.get();
    }

    private static Place lab(String scenario) throws InterruptedException {
        return new Lab(
                new KafkaTool(),
                new KafkaSimulator(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                scenario,
                definitions());
    }

    @Nested
    @Tag("lab")
    final class Everyday extends EverydayRunbooks {
        @Override
        Place bring() throws InterruptedException {
            return lab("healthy");
        }
    }

    @Nested
    @Tag("lab")
    final class Life extends ClusterLife {
        @Override
        Place bring() throws InterruptedException {
            return lab("empty");
        }

        @Override
        String definitions() throws IOException {
            return all(KafkaOnApiServerTest.definitions());
        }
    }
}
