package io.millwright.kafka;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.spi.Resource;
import io.millwright.testkit.sandbox.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests look at in a place with Kafka, be it a sandbox or a real API server. */
final class Look {
    private static final int LONGEST_SECONDS = 600;

    private Look() {}

    static KafkaCluster kafka(Place place, String namespace, String name) {
        return KafkaCluster.read(place.view(), namespace, name).orElseThrow();
    }

    /** The pods of its nodes, as incarnations. */
    static List<String> uids(Place place, String namespace, String name) {
        return kafka(place, namespace, name).pods(place.view()).stream()
                .map(Resource::uid)
                .toList();
    }

    /** Lets time pass until the cluster is at rest. */
    static void settled(Place place, String namespace, String name) throws InterruptedException {
        place.until(Questions.settled(namespace, name), LONGEST_SECONDS);
    }

    /** Why that runbook can't be planned there. */
    static String refused(Place place, String path, String runbook, Map<String, String> inputs) {
        return String.valueOf(catchThrowable(() -> place.plan(
                        runbook,
                        Optional.of(place.instance(path)),
                        place.instance(path).id().namespace(),
                        inputs))
                .getMessage());
    }
}
