package io.millwright.kafka.strimzi;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MirrorMaker 2, Connect and bridges that work for a Kafka of this Kubernetes cluster, told by the address that they connect to. */
public final class Mirrors {
    private Mirrors() {}

    /** The mirrors that copy from that Kafka to another. */
    public static List<Resource> readingFrom(KafkaCluster c, ClusterView view) {
        return view.list(Strimzi.MIRROR, Selector.ALL).stream()
                .filter(m -> m.items("spec", "mirrors").stream()
                        .anyMatch(s -> is(c, s.text("source", "bootstrapServers"), m.namespace())))
                .toList();
    }

    /** Everything that connects to that Kafka: mirrors to or from it, Connect and bridges. */
    public static List<Resource> connectedTo(KafkaCluster c, ClusterView view) {
        List<Resource> found = new ArrayList<>(readingFrom(c, view));
        view.list(Strimzi.MIRROR, Selector.ALL).stream()
                .filter(m -> is(c, m.text("spec", "target", "bootstrapServers"), m.namespace())
                        && found.stream().noneMatch(f -> f.uid().equals(m.uid())))
                .forEach(found::add);
        for (var kind : List.of(Strimzi.CONNECT, Strimzi.BRIDGE)) {
            view.list(kind, Selector.ALL).stream()
                    .filter(o -> is(c, o.text("spec", "bootstrapServers"), o.namespace()))
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean is(KafkaCluster c, Optional<String> servers, String namespace) {
        String host = c.name() + "-kafka-bootstrap";
        return servers.filter(s -> s.contains(host + "." + c.namespace())
                        || (namespace.equals(c.namespace()) && s.contains(host + ":")))
                .isPresent();
    }
}
