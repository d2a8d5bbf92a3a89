package io.millwright.vault.simulator;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a group of simulated servers keeps on its disks and in its memory: short texts in a ConfigMap beside it. Of shares and tokens it has
 * hashes alone. Only what was changed is written, since requests are answered beside the reconciler. One thread.
 */
final class Memory {
    private final SimulatedCluster world;
    private final ObjectRef ref;
    private final Map<String, String> now = new TreeMap<>();
    private final Map<String, String> changed = new TreeMap<>();

    Memory(SimulatedCluster world, String namespace, String name) {
        this.world = world;
        this.ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, name + "-sandbox-data");
        world.get(ref).ifPresent(c -> now.putAll(c.textMap("data")));
    }

    String get(String key) {
        return now.getOrDefault(key, "");
    }

    boolean has(String key) {
        return !get(key).isEmpty();
    }

    long number(String key) {
        return has(key) ? Long.parseLong(get(key)) : 0;
    }

    List<String> list(String key) {
        return has(key) ? List.of(get(key).split(",")) : List.of();
    }

    void set(String key, String value) {
        if (!get(key).equals(value)) {
            now.put(key, value);
            changed.put(key, value);
        }
    }

    void clear(String key) {
        set(key, "");
    }

    void add(String key, String item) {
        if (!list(key).contains(item)) {
            List<String> all = new ArrayList<>(list(key));
            all.add(item);
            set(key, String.join(",", all));
        }
    }

    void remove(String key, String item) {
        set(
                key,
                String.join(",", list(key).stream().filter(i -> !i.equals(item)).toList()));
    }

    void save() {
        if (changed.isEmpty()) {
            return;
        }
        world.ensure(Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Map.of("data", Map.of())));
        world.update(ref, c -> {
            Resource next = c;
            for (Map.Entry<String, String> e : changed.entrySet()) {
                next = e.getValue().isEmpty()
                        ? next.without("data", e.getKey())
                        : next.with(e.getValue(), "data", e.getKey());
            }
            return next;
        });
        changed.clear();
    }

    static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
