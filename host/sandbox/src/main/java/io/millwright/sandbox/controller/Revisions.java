package io.millwright.sandbox.controller;

import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ControllerRevisions of StatefulSets and DaemonSets: what {@code kubectl rollout history} and {@code undo} read. */
final class Revisions {
    private Revisions() {}

    /** Makes sure the owner's present template has a revision, the newest one, and returns its hash label. */
    static String record(World world, Resource owner) {
        Map<String, Object> template = new LinkedHashMap<>(Owners.tree(owner, "spec", "template"));
        template.put("$patch", "replace");
        Map<String, Object> data = Fields.of("spec", Fields.of("template", template));
        String hash = owner.name() + "-" + Fields.hash(data);
        List<Resource> all = world.list(Kinds.CONTROLLER_REVISION, owner.namespace()).stream()
                .filter(r -> Owners.controls(owner, r))
                .sorted(Comparator.comparing(r -> r.number("revision").orElse(0L)))
                .toList();
        long newest = all.isEmpty() ? 0 : all.getLast().number("revision").orElse(0L);
        Resource wanted = Resource.of(
                Kinds.CONTROLLER_REVISION, owner.namespace(), hash, Fields.of("data", data, "revision", newest + 1));
        if (all.stream().noneMatch(r -> r.name().equals(hash))) {
            Map<String, String> labels = new LinkedHashMap<>(owner.textMap("spec", "template", "metadata", "labels"));
            labels.put("controller-revision-hash", hash);
            Resource made = wanted.with(labels, "metadata", "labels")
                    .with(List.of(Owners.controllerReference(owner)), "metadata", "ownerReferences");
            world.create(made);
        } else if (!all.getLast().name().equals(hash)) {
            world.update(wanted.ref(Kinds.CONTROLLER_REVISION), r -> r.with(newest + 1, "revision"));
        }
        long keep = owner.number("spec", "revisionHistoryLimit").orElse(10L);
        all.stream()
                .filter(r -> !r.name().equals(hash))
                .limit(Math.max(0, all.size() - 1 - keep))
                .forEach(r -> world.delete(r.ref(Kinds.CONTROLLER_REVISION)));
        return hash;
    }

    /** The pod template of that revision, or the owner's present one. */
    static Resource template(World world, Resource owner, String revision) {
        return new Resource(world.get(Kinds.CONTROLLER_REVISION, owner.namespace(), revision)
                        .map(r -> Owners.tree(r, "data", "spec", "template"))
                        .orElseGet(() -> Owners.tree(owner, "spec", "template")))
                .without("$patch");
    }
}
