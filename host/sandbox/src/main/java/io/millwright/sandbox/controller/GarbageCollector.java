package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes what has lost all its owners, and serves foreground deletion; orphaning is the store's. */
final class GarbageCollector implements Controller {
    static final String FOREGROUND = "foregroundDeletion";

    private record Item(Kind kind, Resource object) {}

    @Override
    public Set<Kind> watches() {
        return Set.of();
    }

    @Override
    public boolean onlyDeletions() {
        return true;
    }

    @Override
    public void reconcile(World world) {
        List<Item> all = new ArrayList<>();
        Set<String> uids = new HashSet<>();
        for (Kind kind : world.kinds()) {
            for (Resource object : world.list(kind)) {
                uids.add(object.uid());
                all.add(new Item(kind, object));
            }
        }
        Map<String, List<Item>> dependents = new LinkedHashMap<>();
        for (Item item : all) {
            for (Resource owner : item.object().items("metadata", "ownerReferences")) {
                dependents
                        .computeIfAbsent(owner.text("uid").orElse(""), u -> new ArrayList<>())
                        .add(item);
            }
        }
        for (Item item : all) {
            collect(world, item, uids);
            List<Item> below = dependents.getOrDefault(item.object().uid(), List.of());
            if (Owners.deleting(item.object())) {
                List<String> finalizers = item.object().texts("metadata", "finalizers");
                if (finalizers.contains(FOREGROUND)) {
                    foreground(world, item, below);
                }
            }
        }
    }

    private static void collect(World world, Item item, Set<String> uids) {
        List<Resource> owners = item.object().items("metadata", "ownerReferences");
        if (owners.isEmpty() || Owners.deleting(item.object())) {
            return;
        }
        boolean orphaned =
                owners.stream().noneMatch(o -> uids.contains(o.text("uid").orElse("")));
        if (orphaned) {
            world.delete(item.object().ref(item.kind()));
        }
    }

    private static void foreground(World world, Item owner, List<Item> below) {
        boolean blocked = false;
        for (Item dependent : below) {
            blocked |= dependent.object().items("metadata", "ownerReferences").stream()
                    .filter(r ->
                            r.text("uid").filter(owner.object().uid()::equals).isPresent())
                    .anyMatch(r -> r.flag("blockOwnerDeletion").orElse(false));
            if (!Owners.deleting(dependent.object())) {
                world.deleteForeground(dependent.object().ref(dependent.kind()));
            }
        }
        if (!blocked) {
            finish(world, owner, FOREGROUND);
        }
    }

    private static void finish(World world, Item item, String finalizer) {
        world.update(item.object().ref(item.kind()), o -> {
            List<Object> left = new ArrayList<>(o.texts("metadata", "finalizers"));
            left.remove(finalizer);
            return o.with(left, "metadata", "finalizers");
        });
    }
}
