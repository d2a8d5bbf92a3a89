package io.millwright.ingress.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Service that an Ingress sends requests to.
 *
 * @param service the Service
 * @param port its port's name or number as the Ingress says it
 */
public record Backend(ObjectRef service, String port) {
    /** All of an Ingress, its default backend first; those that are no Service are left out. */
    public static List<Backend> of(Resource ingress) {
        List<Backend> all = new ArrayList<>();
        at(ingress, ingress.namespace(), "spec", "defaultBackend").ifPresent(all::add);
        ingress.items("spec", "rules").stream()
                .flatMap(r -> r.items("http", "paths").stream())
                .flatMap(p -> at(p, ingress.namespace(), "backend").stream())
                .forEach(all::add);
        return all.stream().distinct().toList();
    }

    /** The one at that path. */
    public static Optional<Backend> at(Resource tree, String namespace, String... path) {
        String[] name = append(path, "name");
        return tree.text(name)
                .map(n -> new Backend(
                        ObjectRef.of(Kind.SERVICE, namespace, n),
                        tree.text(append(path, "port", "name"))
                                .or(() -> tree.text(append(path, "port", "number")))
                                .orElse("")));
    }

    private static String[] append(String[] path, String... words) {
        List<String> whole = new ArrayList<>(List.of(path));
        whole.add("service");
        whole.addAll(List.of(words));
        return whole.toArray(String[]::new);
    }

    /** The Service's port number; empty when the Service has no such port. */
    public Optional<Long> number(Resource live) {
        return live.items("spec", "ports").stream()
                .filter(p -> p.text("name").filter(port::equals).isPresent()
                        || p.text("port").filter(port::equals).isPresent())
                .flatMap(p -> p.number("port").stream())
                .findFirst();
    }

    /** How many endpoints of that Service take requests. */
    public static long readyEndpoints(ObjectRef service, ClusterView view) {
        return view
                .list(Names.ENDPOINT_SLICE, Selector.labelled(service.namespace(), Names.SERVICE_NAME, service.name()))
                .stream()
                .flatMap(s -> s.items("endpoints").stream())
                .filter(e -> e.flag("conditions", "ready").orElse(true))
                .count();
    }
}
