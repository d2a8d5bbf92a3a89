package io.millwright.testkit.sandbox;

import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A real API server as a tool's simulator sees it, so that a simulator can be the operator of a laboratory's cluster: what it writes passes the
 * server's schemas, CEL rules and admission. Not thread-safe; one pass of a simulator at a time.
 */
final class LabCluster implements SimulatedCluster {
    private static final int RETRIES = 20;

    private final ClusterConnection connection;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Set<String> faults = new HashSet<>();
    /** What belongs to no namespace, and so doesn't go with one. */
    private final List<ObjectRef> clusterWide = new ArrayList<>();

    private long writes;

    LabCluster(ClusterConnection connection) {
        this.connection = connection;
    }

    /** How often it has changed anything. */
    long writes() {
        return writes;
    }

    /** What it has made that belongs to no namespace. */
    List<ObjectRef> clusterWide() {
        return List.copyOf(clusterWide);
    }

    void fault(String name, boolean on) {
        if (on) {
            faults.add(name);
        } else {
            faults.remove(name);
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return connection.view().get(object);
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        try {
            return connection.view().list(kind, selector);
        } catch (ProblemException e) {
            if (e.problem().code().filter("404"::equals).isPresent()) {
                // Its definition isn't installed.
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Resource create(Resource object) {
        Resource made = connection.writer().create(object.without("status"), Mode.REAL);
        writes++;
        if (!kind(object).namespaced()) {
            clusterWide.add(object.ref(kind(object)));
        }
        Optional<Object> status = object.at("status");
        return status.isEmpty()
                ? made
                : updateStatus(made.ref(kind(object)), o -> o.with(status.get(), "status"))
                        .orElse(made);
    }

    @Override
    public Resource ensure(Resource object) {
        return get(object.ref(kind(object))).orElseGet(() -> create(object));
    }

    @Override
    public Optional<Resource> update(ObjectRef object, UnaryOperator<Resource> change) {
        return write(object, change, "");
    }

    @Override
    public Optional<Resource> updateStatus(ObjectRef object, UnaryOperator<Resource> change) {
        return write(object, change, "status");
    }

    private Optional<Resource> write(ObjectRef object, UnaryOperator<Resource> change, String subresource) {
        for (int attempt = 0; attempt < RETRIES; attempt++) {
            Optional<Resource> before = get(object);
            if (before.isEmpty()) {
                return before;
            }
            Resource after = change.apply(before.get());
            List<String> removals = new ArrayList<>();
            Map<String, Object> patch = difference(
                    part(before.get(), subresource).content(),
                    part(after, subresource).content(),
                    "",
                    removals);
            if (patch.isEmpty() && removals.isEmpty()) {
                return before;
            }
            try {
                Resource written = connection
                        .writer()
                        .patch(
                                object,
                                patch,
                                removals,
                                subresource,
                                Optional.of(before.get().resourceVersion()),
                                Mode.REAL);
                writes++;
                return Optional.of(written);
            } catch (ProblemException e) {
                if (e.problem().code().filter("404"::equals).isPresent()) {
                    return Optional.empty();
                }
                if (e.problem().code().filter("409"::equals).isEmpty()) {
                    throw e;
                }
            }
        }
        throw new ProblemException(Problem.user(
                "update " + object.display(),
                connection.context(),
                "somebody else changed it each of " + RETRIES + " times",
                "Leave this cluster to the test alone."));
    }

    /** What a write to that subresource can change. */
    private static Resource part(Resource object, String subresource) {
        if (subresource.isEmpty()) {
            return object.without("status");
        }
        return new Resource(Map.of(subresource, object.at(subresource).orElse(Map.of())));
    }

    /** The merge patch from one tree to the other; what is to be taken away is told beside it, as paths. */
    private static Map<String, Object> difference(
            Map<String, Object> before, Map<String, Object> after, String path, List<String> removals) {
        Map<String, Object> patch = new LinkedHashMap<>();
        before.keySet().stream()
                .filter(k -> !after.containsKey(k))
                .forEach(k -> removals.add(path + k.replace("~", "~0").replace("/", "~1")));
        after.forEach((key, value) -> {
            Object old = before.get(key);
            if (value instanceof Map<?, ?> inner && old instanceof Map<?, ?> outer) {
                Map<String, Object> deeper = difference(
                        tree(outer), tree(inner), path + key.replace("~", "~0").replace("/", "~1") + "/", removals);
                if (!deeper.isEmpty()) {
                    patch.put(key, deeper);
                }
            } else if (!value.equals(old)) {
                patch.put(key, value);
            }
        });
        return patch;
    }

    private static Map<String, Object> tree(Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((k, v) -> tree.put(String.valueOf(k), v));
        return tree;
    }

    @Override
    public void delete(ObjectRef object) {
        connection.writer().delete(object, Action.Propagation.BACKGROUND, Mode.REAL);
        writes++;
    }

    @Override
    public void event(Resource about, String type, String reason, String message) {
        String now = now().truncatedTo(ChronoUnit.SECONDS).toString();
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "involvedObject",
                Map.of(
                        "apiVersion",
                        about.apiVersion(),
                        "kind",
                        about.kind(),
                        "name",
                        about.name(),
                        "namespace",
                        about.namespace(),
                        "uid",
                        about.uid()));
        fields.put("type", type);
        fields.put("reason", reason);
        fields.put("message", message);
        fields.put("firstTimestamp", now);
        fields.put("lastTimestamp", now);
        fields.put("count", 1L);
        connection
                .writer()
                .create(
                        Resource.of(
                                Kind.EVENT,
                                namespace,
                                about.name() + "." + Long.toHexString(System.nanoTime()),
                                fields),
                        Mode.REAL);
        writes++;
    }

    @Override
    public boolean fault(String name) {
        return faults.contains(name);
    }

    /** The kind of an object; only the server knows what its collection is called. */
    Kind kind(Resource object) {
        String group = object.apiVersion().contains("/")
                ? object.apiVersion().substring(0, object.apiVersion().indexOf('/'))
                : "";
        String word = object.kind().toLowerCase(Locale.ROOT) + (group.isEmpty() ? "" : "." + group);
        Kind known = kinds.get(word);
        if (known != null) {
            return known;
        }
        Kind found = connection
                .tables()
                .find(word)
                .map(Served::kind)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "find the kind of " + object.kind() + " " + object.name(),
                        connection.context(),
                        "the server doesn't serve " + word,
                        "Install its definition first.")));
        kinds.put(word, found);
        return found;
    }
}
