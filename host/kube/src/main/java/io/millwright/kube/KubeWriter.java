package io.millwright.kube;

import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes a real cluster. */
final class KubeWriter implements ClusterWriter {
    private static final String MERGE = "application/merge-patch+json";
    private static final String MANAGER = "millwright";

    private final Transport transport;
    private final Discovery discovery;
    private final PodExec exec;
    private final PodHttp direct;

    KubeWriter(Transport transport, Discovery discovery, PodExec exec, PodHttp direct) {
        this.transport = transport;
        this.discovery = discovery;
        this.exec = exec;
        this.direct = direct;
    }

    @Override
    public Resource apply(Resource object, boolean force, Mode mode) {
        String attempted = "apply " + display(object);
        Kind kind = kind(object, attempted);
        Map<String, String> parameters = parameters(mode);
        parameters.put("force", Boolean.toString(force));
        // A managed object that was read can't be applied with what the server keeps about it.
        Resource clean = object.without("metadata", "managedFields");
        return transport.object(Call.patch(
                attempted,
                Call.query(Paths.object(target(object, kind)), parameters),
                "application/apply-patch+yaml",
                PlainTree.json(clean.content())));
    }

    @Override
    public Resource create(Resource object, Mode mode) {
        String attempted = "create " + display(object);
        Kind kind = kind(object, attempted);
        return transport.object(Call.post(
                attempted,
                Call.query(Paths.collection(kind, target(object, kind).namespace()), parameters(mode)),
                PlainTree.json(object.content())));
    }

    @Override
    public Resource patch(
            ObjectRef object,
            Map<String, Object> patch,
            List<String> removals,
            String subresource,
            Optional<String> resourceVersion,
            Mode mode) {
        Map<String, @Nullable Object> body = mutable(patch);
        for (String removal : removals) {
            remove(body, removal);
        }
        resourceVersion.ifPresent(v -> child(body, "metadata").put("resourceVersion", v));
        object.uid().ifPresent(u -> child(body, "metadata").put("uid", u));
        return transport.object(Call.patch(
                "patch " + object.display(),
                Call.query(Paths.object(object) + (subresource.isEmpty() ? "" : "/" + subresource), parameters(mode)),
                MERGE,
                PlainTree.json(body)));
    }

    @Override
    public void scale(ObjectRef object, int replicas, Optional<String> resourceVersion, Mode mode) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("spec", Map.of("replicas", replicas));
        resourceVersion.ifPresent(v -> body.put("metadata", Map.of("resourceVersion", v)));
        transport.object(Call.patch(
                "scale " + object.display() + " to " + replicas,
                Call.query(Paths.object(object) + "/scale", parameters(mode)),
                MERGE,
                PlainTree.json(body)));
    }

    @Override
    public void delete(ObjectRef object, Action.Propagation propagation, Mode mode) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put(
                "propagationPolicy",
                switch (propagation) {
                    case BACKGROUND -> "Background";
                    case FOREGROUND -> "Foreground";
                    case ORPHAN -> "Orphan";
                });
        delete("delete " + object.display(), object, options, mode);
    }

    @Override
    public void forceDelete(ObjectRef pod, Mode mode) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("gracePeriodSeconds", 0);
        delete("delete " + pod.display() + " by force", pod, options, mode);
    }

    private void delete(String attempted, ObjectRef object, Map<String, Object> options, Mode mode) {
        object.uid().ifPresent(u -> options.put("preconditions", Map.of("uid", u)));
        if (mode == Mode.DRY_RUN) {
            options.put("dryRun", List.of("All"));
        }
        Call.Body body = new Call.Body("application/json", PlainTree.json(options));
        // In the address as well, where the API server's audit log tells a try from a deletion; what counts is in the
        // body.
        String path = Paths.object(object) + (mode == Mode.DRY_RUN ? "?dryRun=All" : "");
        Reply reply = transport.send(new Call(attempted, "DELETE", path, Optional.of(body)));
        if (!reply.succeeded() && reply.status() != 404) {
            throw transport.problems().of(attempted, reply);
        }
    }

    @Override
    public void evict(ObjectRef pod, Mode mode) {
        String attempted = "evict " + pod.display();
        Map<String, Object> options = new LinkedHashMap<>();
        pod.uid().ifPresent(u -> options.put("preconditions", Map.of("uid", u)));
        if (mode == Mode.DRY_RUN) {
            options.put("dryRun", List.of("All"));
        }
        Map<String, Object> eviction = new LinkedHashMap<>();
        eviction.put("apiVersion", "policy/v1");
        eviction.put("kind", "Eviction");
        eviction.put("metadata", Map.of("namespace", pod.namespace(), "name", pod.name()));
        eviction.put("deleteOptions", options);
        String path = Paths.object(pod) + "/eviction" + (mode == Mode.DRY_RUN ? "?dryRun=All" : "");
        // How long a budget is waited for is decided by who asks.
        Reply reply = transport.sendNow(Call.post(attempted, path, PlainTree.json(eviction)));
        if (!reply.succeeded() && reply.status() != 404 && !another(pod, reply)) {
            throw transport.problems().of(attempted, reply);
        }
    }

    /** Whether it was refused because the pod of that name is another one by now. */
    private boolean another(ObjectRef pod, Reply reply) {
        if (reply.status() != 409 || pod.uid().isEmpty()) {
            return false;
        }
        Reply now = transport.send(Call.get("get " + pod.display(), Paths.object(pod)));
        return now.status() == 404
                || now.object().filter(o -> !o.uid().equals(pod.uid().get())).isPresent();
    }

    @Override
    public ClusterView.HttpReply http(HttpExchange exchange) {
        if (exchange.direct()) {
            return direct.send(exchange);
        }
        Optional<Call.Body> body = exchange.text().isEmpty()
                ? Optional.empty()
                : Optional.of(new Call.Body("application/json", exchange.text()));
        return KubeView.passedOn(
                transport,
                new Call(
                        exchange.attempted(),
                        exchange.method(),
                        Paths.proxy(exchange.podOrService(), exchange.scheme(), exchange.port(), exchange.path()),
                        body));
    }

    @Override
    public ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit) {
        return exec.run(pod, container, command, limit);
    }

    private Kind kind(Resource object, String attempted) {
        return discovery
                .find(object.apiVersion(), object.kind())
                .orElseThrow(() -> new ProblemException(transport
                        .problems()
                        .cluster(
                                attempted,
                                "the cluster doesn't serve " + object.kind() + " of " + object.apiVersion(),
                                "Install the definitions (CRDs) of the tool first, or check its version.",
                                "404")));
    }

    private ObjectRef target(Resource object, Kind kind) {
        String namespace = object.namespace().isEmpty() && kind.namespaced()
                ? transport.context().namespace()
                : object.namespace();
        return ObjectRef.of(kind, namespace, object.name());
    }

    private static String display(Resource object) {
        return object.kind() + " " + (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name();
    }

    private static Map<String, String> parameters(Mode mode) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("fieldManager", MANAGER);
        parameters.put("dryRun", mode == Mode.DRY_RUN ? "All" : "");
        return parameters;
    }

    private static void remove(Map<String, @Nullable Object> body, String path) {
        String[] words = path.split("/");
        Map<String, @Nullable Object> here = body;
        for (int i = 0; i < words.length - 1; i++) {
            if (!words[i].isEmpty()) {
                here = child(here, words[i].replace("~1", "/").replace("~0", "~"));
            }
        }
        here.put(words[words.length - 1].replace("~1", "/").replace("~0", "~"), null);
    }

    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> of, String key) {
        Map<String, @Nullable Object> child =
                of.get(key) instanceof Map<?, ?> map ? mutable(map) : new LinkedHashMap<>();
        of.put(key, child);
        return child;
    }

    private static Map<String, @Nullable Object> mutable(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        return copy;
    }
}
