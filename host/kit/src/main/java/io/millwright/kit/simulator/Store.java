package io.millwright.kit.simulator;

import io.millwright.kit.Yaml;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a simulated program holds on its disks: small JSON texts by word and name, in a ConfigMap beside it. */
public final class Store {
    private final SimulatedCluster world;
    private final ObjectRef ref;

    public Store(SimulatedCluster world, String namespace, String program) {
        this.world = world;
        this.ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, program + "-sandbox-data");
    }

    /** By name what is kept under that word. */
    public Map<String, Resource> all(String word) {
        Map<String, Resource> found = new TreeMap<>();
        world.get(ref).map(c -> c.textMap("data")).orElse(Map.of()).forEach((k, v) -> {
            if (k.startsWith(word + ".")) {
                found.put(k.substring(word.length() + 1), Yaml.document(v, k));
            }
        });
        return found;
    }

    public Optional<Resource> find(String word, String name) {
        return Optional.ofNullable(all(word).get(name));
    }

    public void put(String word, String name, Map<String, ?> content) {
        world.ensure(Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Map.of("data", Map.of())));
        world.update(ref, c -> c.with(Json.text(content), "data", word + "." + name));
    }

    public void remove(String word, String name) {
        world.update(ref, c -> c.without("data", word + "." + name));
    }
}
