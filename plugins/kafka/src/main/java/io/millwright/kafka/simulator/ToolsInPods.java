package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Pods;
import io.millwright.kit.simulator.Store;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator.Output;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's command-line tools in a broker's pod: topics are made and deleted, one message is written and read. */
final class ToolsInPods {
    private static final Pattern TOPIC = Pattern.compile("--topic (\\S+)");
    private static final Pattern MESSAGE = Pattern.compile("echo (\\S+) \\| bin/kafka-console-producer");
    private static final String WORD = "message";

    private ToolsInPods() {}

    static Optional<Output> exec(SimulatedCluster world, ObjectRef ref, List<String> command) {
        Optional<Resource> pod =
                world.get(ref).filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent());
        if (pod.isEmpty()) {
            return Optional.empty();
        }
        String script = String.join(" ", command);
        Matcher topic = TOPIC.matcher(script);
        if (!topic.find()) {
            return Optional.of(new Output(0, "", ""));
        }
        String cluster = pod.get().label(Strimzi.CLUSTER_LABEL).orElse("");
        Store store = new Store(world, ref.namespace(), cluster);
        return Optional.of(run(world, pod.get(), store, topic.group(1), script));
    }

    private static Output run(SimulatedCluster world, Resource pod, Store store, String topic, String script) {
        if (script.contains("--create")) {
            return new Output(0, "Created topic " + topic + ".\n", "");
        }
        if (script.contains("--delete")) {
            store.remove(WORD, topic);
            return new Output(0, "", "");
        }
        Matcher message = MESSAGE.matcher(script);
        if (message.find()) {
            if (taken(world, pod)) {
                store.put(WORD, topic, Map.of("text", message.group(1)));
                return new Output(0, ">>", "");
            }
            // The real tool logs the refusal and ends well all the same.
            return new Output(
                    0,
                    ">>",
                    "org.apache.kafka.common.errors.NotEnoughReplicasException: Messages are rejected since there are fewer"
                            + " in-sync replicas than required.\n");
        }
        return store.find(WORD, topic).isPresent()
                ? new Output(0, "", "Processed a total of 1 messages\n")
                : new Output(
                        1,
                        "",
                        "Processed a total of 0 messages\nthe message that was written did not come back: brokers refused it, or too"
                                + " few replicas took it\n");
    }

    private static boolean taken(SimulatedCluster world, Resource pod) {
        String cluster = pod.label(Strimzi.CLUSTER_LABEL).orElse("");
        long minimum = world.get(ObjectRef.of(Strimzi.KAFKA, pod.namespace(), cluster))
                .map(k -> new KafkaCluster(k).minInSync())
                .orElse(1L);
        long serving = world.list(Kind.POD, Selector.labelled(pod.namespace(), Strimzi.CLUSTER_LABEL, cluster)).stream()
                .filter(p -> KafkaCluster.isBroker(p) && Pods.ready(p))
                .count();
        return serving >= minimum && !world.fault(Marks.WRITES_REFUSED);
    }
}
