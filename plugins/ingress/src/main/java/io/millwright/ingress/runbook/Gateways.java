package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.migrate.Translation;
import io.millwright.kit.Tree;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The step that makes a Gateway, or gives one that is there more listeners. */
final class Gateways {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The API's limit. */
    private static final int MOST_LISTENERS = 64;

    private Gateways() {}

    /** A listener for HTTP, and one with TLS for each host. */
    static List<Map<String, Object>> listeners(Map<String, String> secretsByHost) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(Tree.of("name", "http", "port", 80L, "protocol", "HTTP"));
        secretsByHost.forEach((host, secret) -> all.add(https(host, secret)));
        return all;
    }

    private static Map<String, Object> https(String host, String secret) {
        Map<String, Object> listener = new LinkedHashMap<>();
        listener.put("name", Translation.listener(host));
        listener.put("port", 443L);
        listener.put("protocol", "HTTPS");
        listener.put("hostname", host);
        listener.put(
                "tls",
                Tree.of(
                        "mode",
                        "Terminate",
                        "certificateRefs",
                        List.of(Tree.of("group", "", "kind", "Secret", "name", secret))));
        return listener;
    }

    /** Routes of all namespaces may use them when {@code all}; otherwise those of its own. */
    static Step step(
            ClusterView view,
            String namespace,
            String name,
            String gatewayClass,
            List<Map<String, Object>> listeners,
            boolean all) {
        if (all) {
            listeners.forEach(l -> l.put("allowedRoutes", Tree.of("namespaces", Tree.of("from", "All"))));
        }
        Optional<Resource> live = view.get(ObjectRef.of(Names.GATEWAY, namespace, name));
        return live.isPresent()
                ? more(live.get(), gatewayClass, listeners)
                : make(namespace, name, gatewayClass, listeners);
    }

    private static Step make(String namespace, String name, String gatewayClass, List<Map<String, Object>> listeners) {
        within(namespace, name, listeners.size());
        Resource gateway = Resource.of(
                Names.GATEWAY,
                namespace,
                name,
                Map.of("spec", Tree.of("gatewayClassName", gatewayClass, "listeners", listeners)));
        return Step.change(
                "gateway",
                "Gateway " + namespace + "/" + name + " of class " + gatewayClass + " with " + listeners.size()
                        + " listeners",
                "It gets an address of its own.",
                new Action.Apply(List.of(gateway), false),
                new Check.Matches(List.of(gateway)),
                Undo.EXACT,
                SOON);
    }

    private static Step more(Resource live, String gatewayClass, List<Map<String, Object>> listeners) {
        if (!live.text("spec", "gatewayClassName").orElse("").equals(gatewayClass)) {
            throw new ProblemException(Problem.user(
                    "plan listeners",
                    "Gateway " + live.namespace() + "/" + live.name(),
                    "it is there and of class "
                            + live.text("spec", "gatewayClassName").orElse("none"),
                    "Give that class, or another name for the Gateway."));
        }
        List<Object> whole = new ArrayList<>();
        List<String> names = new ArrayList<>();
        live.items("spec", "listeners").forEach(l -> {
            whole.add(l.content());
            names.add(l.text("name").orElse(""));
        });
        listeners.stream()
                .filter(l -> !names.contains(String.valueOf(l.get("name"))))
                .forEach(whole::add);
        within(live.namespace(), live.name(), whole.size());
        ObjectRef ref = ObjectRef.of(Names.GATEWAY, live.namespace(), live.name());
        Resource wanted =
                Resource.of(Names.GATEWAY, live.namespace(), live.name(), Map.of("spec", Tree.of("listeners", whole)));
        return Step.change(
                "gateway",
                "Gateway " + live.namespace() + "/" + live.name() + "  " + names.size() + " → " + whole.size()
                        + " listeners",
                "It is there; it gets the listeners that it lacks.",
                new Action.Patch(ref, Tree.of("spec", Tree.of("listeners", whole)), List.of(), ""),
                new Check.Matches(List.of(wanted)),
                Undo.EXACT,
                SOON);
    }

    private static void within(String namespace, String name, int count) {
        if (count > MOST_LISTENERS) {
            throw new ProblemException(Problem.user(
                    "plan listeners",
                    "Gateway " + namespace + "/" + name,
                    count + " listeners are needed, and a Gateway takes " + MOST_LISTENERS,
                    "Migrate fewer Ingresses at a time, each lot to a Gateway of its own."));
        }
    }
}
