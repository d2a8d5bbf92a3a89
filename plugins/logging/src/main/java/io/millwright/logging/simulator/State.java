package io.millwright.logging.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a simulated Elasticsearch holds on its disks: small JSON texts by name, in a ConfigMap beside it. */
final class State {
    private final SimulatedCluster world;
    private final ObjectRef ref;

    State(SimulatedCluster world, String namespace, String cluster) {
        this.world = world;
        this.ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, cluster + "-sandbox-data");
    }

    /** By name what begins with that word and a dot, without them. */
    Map<String, Resource> all(String word) {
        Map<String, Resource> found = new TreeMap<>();
        world.get(ref).map(c -> c.textMap("data")).orElse(Map.of()).forEach((k, v) -> {
            if (k.startsWith(word + ".")) {
                found.put(k.substring(word.length() + 1), Yaml.document(v, k));
            }
        });
        return found;
    }

    Optional<Resource> find(String word, String name) {
        return Optional.ofNullable(all(word).get(name));
    }

    void put(String word, String name, Map<String, ?> content) {
        world.ensure(Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Map.of("data", Map.of())));
        world.update(ref, c -> c.with(Json.text(content), "data", word + "." + name));
    }

    void remove(String word, String name) {
        world.update(ref, c -> c.without("data", word + "." + name));
    }
}
