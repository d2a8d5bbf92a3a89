package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects by resource, in etcd's order. Guarded by the store's lock. */
final class Contents {
    private final Map<KindInfo.StorageKey, TreeMap<String, Resource>> shelves = new HashMap<>();

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private TreeMap<String, Resource> shelf(KindInfo.StorageKey resource) {
        return shelves.computeIfAbsent(resource, k -> new TreeMap<>());
    }

    Optional<Resource> get(KindInfo.StorageKey resource, String namespace, String name) {
        return Optional.ofNullable(shelf(resource).get(key(namespace, name)));
    }

    List<Resource> list(KindInfo.StorageKey resource, String namespace) {
        TreeMap<String, Resource> shelf = shelf(resource);
        return namespace.isEmpty()
                ? new ArrayList<>(shelf.values())
                // '0' is the character after '/'.
                : new ArrayList<>(shelf.subMap(namespace + "/", namespace + "0").values());
    }

    void put(KindInfo.StorageKey resource, Resource object) {
        shelf(resource).put(key(object.namespace(), object.name()), object);
    }

    void remove(KindInfo.StorageKey resource, Resource object) {
        shelf(resource).remove(key(object.namespace(), object.name()));
    }

    List<Resource> all() {
        List<Resource> all = new ArrayList<>();
        shelves.values().forEach(shelf -> all.addAll(shelf.values()));
        return all;
    }

    void clear() {
        shelves.clear();
    }
}
