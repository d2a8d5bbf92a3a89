package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Furnishes new namespaces, and empties those that are being deleted. */
final class NamespaceController implements Controller {
    static final String ROOT_CA = "kube-root-ca.crt";
    private static final List<String> SELF_MADE = List.of("events", "endpointslices", "endpoints");

    @Override
    public Set<Kind> watches() {
        return Set.of();
    }

    @Override
    public void reconcile(World world) {
        for (Resource namespace : world.list(Kind.NAMESPACE)) {
            if (Owners.deleting(namespace)) {
                empty(world, namespace);
            } else {
                furnish(world, namespace);
            }
        }
    }

    private static void furnish(World world, Resource namespace) {
        String name = namespace.name();
        if (namespace.text("status", "phase").isEmpty()) {
            world.updateStatus(namespace.ref(Kind.NAMESPACE), n -> n.with("Active", "status", "phase"));
        }
        if (world.get(Kind.SERVICE_ACCOUNT, name, "default").isEmpty()) {
            world.create(Resource.of(Kind.SERVICE_ACCOUNT, name, "default", Map.of()));
        }
        if (world.get(Kind.CONFIG_MAP, name, ROOT_CA).isEmpty()) {
            world.create(Resource.of(
                            Kind.CONFIG_MAP,
                            name,
                            ROOT_CA,
                            Fields.of("data", Map.of("ca.crt", "(the sandbox speaks plain HTTP)\n")))
                    .with(
                            Map.of(
                                    "kubernetes.io/description",
                                    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints."),
                            "metadata",
                            "annotations"));
        }
    }

    private static void empty(World world, Resource namespace) {
        if (namespace.text("status", "phase").filter("Terminating"::equals).isEmpty()) {
            world.updateStatus(namespace.ref(Kind.NAMESPACE), n -> n.with("Terminating", "status", "phase"));
        }
        boolean left = false;
        for (Kind kind : world.kinds()) {
            if (!kind.namespaced()) {
                continue;
            }
            for (Resource object : world.list(kind, namespace.name())) {
                // What the deletion itself brings forth (events, endpoints) doesn't hold the namespace.
                left |= !SELF_MADE.contains(kind.plural());
                if (!Owners.deleting(object)) {
                    world.delete(object.ref(kind));
                }
            }
        }
        if (!left) {
            world.erase(namespace.ref(Kind.NAMESPACE));
        }
    }
}
