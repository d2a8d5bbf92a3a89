package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Owner references and label selectors. */
public final class Owners {
    private Owners() {}

    /** The reference that makes the owner the controller of what carries it. */
    public static Map<String, Object> controllerReference(Resource owner) {
        return Fields.of(
                "apiVersion", owner.apiVersion(),
                "kind", owner.kind(),
                "name", owner.name(),
                "uid", owner.uid(),
                "controller", true,
                "blockOwnerDeletion", true);
    }

    /** The UID of the object's controller. */
    public static Optional<String> controllerUid(Resource object) {
        return object.items("metadata", "ownerReferences").stream()
                .filter(r -> r.flag("controller").orElse(false))
                .findFirst()
                .flatMap(r -> r.text("uid"));
    }

    /** Whether the owner is the object's controller. */
    public static boolean controls(Resource owner, Resource object) {
        return controllerUid(object).filter(owner.uid()::equals).isPresent();
    }

    /** The objects of the kind that the owner controls; orphans that its selector matches are adopted first, as upstream does. */
    public static List<Resource> controlled(World world, Resource owner, Kind kind) {
        List<Resource> result = new ArrayList<>();
        for (Resource object : world.list(kind, owner.namespace())) {
            Optional<String> controller = controllerUid(object);
            if (controller.filter(owner.uid()::equals).isPresent()) {
                result.add(object);
            } else if (controller.isEmpty() && adoptable(owner, object)) {
                world.update(object.ref(kind), o -> withReference(o, owner)).ifPresent(result::add);
            }
        }
        return result;
    }

    private static boolean adoptable(Resource owner, Resource object) {
        return !deleting(owner) && !deleting(object) && matches(owner, object, "spec", "selector");
    }

    private static Resource withReference(Resource object, Resource owner) {
        List<Object> references = new ArrayList<>();
        object.items("metadata", "ownerReferences").forEach(r -> references.add(r.content()));
        references.add(controllerReference(owner));
        return object.with(references, "metadata", "ownerReferences");
    }

    /** Whether the label selector at that path of {@code holder} matches the object's labels. An empty or absent selector matches nothing. */
    public static boolean matches(Resource holder, Resource object, String... path) {
        LabelSelector selector = LabelSelector.of(holder, path);
        return !selector.isEmpty() && selector.selects(object);
    }

    /** Whether the object is being deleted. */
    public static boolean deleting(Resource object) {
        return object.at("metadata", "deletionTimestamp").isPresent();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> tree(Resource holder, String... path) {
        return (Map<String, Object>)
                holder.at(path).filter(Map.class::isInstance).orElse(Map.of());
    }
}
