package io.millwright.testkit;

import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster.Write;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writing side of a {@link FakeCluster}. */
final class FakeWriter implements ClusterWriter {
    private static final String MANAGER = "millwright";
    private final FakeCluster cluster;
    private final FakeObjects objects;

    FakeWriter(FakeCluster cluster, FakeObjects objects) {
        this.cluster = cluster;
        this.objects = objects;
    }

    @Override
    public Resource apply(Resource object, boolean force, Mode mode) {
        cluster.failing("apply");
        ObjectRef ref = refOf(object, "apply");
        Optional<String> version = Optional.of(object.resourceVersion()).filter(v -> !v.isEmpty());
        Optional<Resource> there = objects.get(ref);
        there.ifPresent(present -> refuseOther(version, present, ref, "apply"));
        Resource sent = object.without("metadata", "resourceVersion");
        Resource merged = there.map(present -> merge(present, sent.content())).orElse(sent);
        Resource result = keep(managed(merged, "Apply"), ref, mode);
        cluster.wrote(new Write("apply", ref, sent, ""), mode == Mode.REAL);
        return result;
    }

    @Override
    public Resource create(Resource object, Mode mode) {
        ObjectRef ref = refOf(object, "create");
        if (!FakeCluster.isBookkeeping(ref)) {
            cluster.failing("create");
        }
        if (objects.get(ref).isPresent()) {
            throw cluster.problem("create", ref.display(), "already exists", "409");
        }
        Resource result = keep(managed(object, "Update"), ref, mode);
        cluster.wrote(new Write("create", ref, object, ""), mode == Mode.REAL);
        return result;
    }

    @Override
    public Resource patch(
            ObjectRef object,
            Map<String, Object> patch,
            List<String> removals,
            String subresource,
            Optional<String> resourceVersion,
            Mode mode) {
        if (!FakeCluster.isBookkeeping(object)) {
            cluster.failing("patch");
        }
        Resource present = present(object, "patch");
        refuseOther(resourceVersion, present, object, "patch");
        Resource changed = merge(present, patch);
        for (String removal : removals) {
            changed = changed.without(words(removal));
        }
        Resource result = keep(managed(changed, "Update"), object, mode);
        cluster.wrote(new Write("patch", object, patchBody(patch, removals), subresource), mode == Mode.REAL);
        return result;
    }

    private void refuseOther(Optional<String> version, Resource present, ObjectRef ref, String verb) {
        if (version.filter(v -> !v.equals(present.resourceVersion())).isPresent()) {
            throw cluster.problem(verb, ref.display(), "the object has been modified", "409");
        }
    }

    private static Resource patchBody(Map<String, Object> patch, List<String> removals) {
        Resource body = new Resource(patch);
        return removals.isEmpty() ? body : body.with(removals, "removals");
    }

    @Override
    public void scale(ObjectRef object, int replicas, Optional<String> resourceVersion, Mode mode) {
        cluster.failing("scale");
        Resource present = present(object, "scale");
        refuseOther(resourceVersion, present, object, "scale");
        String[] path = objects.replicasPath(object.kind(), present).toArray(String[]::new);
        keep(managed(present.with((long) replicas, path), "Update"), object, mode);
        cluster.wrote(
                new Write("scale", object, new Resource(Map.of("replicas", (long) replicas)), "scale"),
                mode == Mode.REAL);
    }

    @Override
    public void delete(ObjectRef object, Action.Propagation propagation, Mode mode) {
        delete("delete", object, propagation, mode);
    }

    /** No node is waited for here in any case. */
    @Override
    public void forceDelete(ObjectRef pod, Mode mode) {
        delete("force-delete", pod, Action.Propagation.BACKGROUND, mode);
    }

    private void delete(String verb, ObjectRef object, Action.Propagation propagation, Mode mode) {
        cluster.failing(verb);
        Optional<Resource> present = objects.get(object.anyIncarnation());
        if (present.isPresent()
                && object.uid().filter(u -> !u.equals(present.get().uid())).isPresent()) {
            throw cluster.problem(verb, object.display(), "the UID in the precondition is another one", "409");
        }
        if (mode == Mode.REAL && present.isPresent()) {
            remove(present.get(), object.anyIncarnation(), propagation);
        }
        cluster.wrote(
                new Write(verb, object, new Resource(Map.of("propagation", propagation.name())), ""),
                mode == Mode.REAL);
    }

    @Override
    public void evict(ObjectRef pod, Mode mode) {
        cluster.failing("evict");
        Optional<Resource> present = objects.get(pod.anyIncarnation())
                .filter(p -> p.uid().equals(pod.uid().orElseThrow()));
        if (present.isPresent()) {
            budget(present.get()).ifPresent(b -> {
                throw cluster.problem(
                        "evict", pod.display(), "the disruption budget " + b + " permits it not now", "429");
            });
            if (mode == Mode.REAL) {
                remove(present.get(), pod.anyIncarnation(), Action.Propagation.BACKGROUND);
            }
        }
        cluster.wrote(new Write("evict", pod, new Resource(Map.of()), "eviction"), mode == Mode.REAL);
    }

    /** The name of a budget that has the pod and permits nothing now. */
    private Optional<String> budget(Resource pod) {
        return cluster.list(Kind.POD_DISRUPTION_BUDGET, Selector.in(pod.namespace())).stream()
                .filter(b -> LabelSelector.of(b, "spec", "selector").selects(pod))
                .filter(b -> b.number("status", "disruptionsAllowed").orElse(0L) <= 0)
                .map(Resource::name)
                .findFirst();
    }

    private void remove(Resource present, ObjectRef ref, Action.Propagation propagation) {
        if (!present.texts("metadata", "finalizers").isEmpty()) {
            objects.store(present.with(cluster.now().toString(), "metadata", "deletionTimestamp"), ref, cluster.now());
            return;
        }
        objects.remove(ref);
        for (ObjectRef owned : objects.ownedBy(present.uid())) {
            Optional<Resource> dependent = objects.get(owned);
            if (dependent.isEmpty()) {
                continue;
            }
            if (propagation == Action.Propagation.ORPHAN) {
                objects.store(orphan(dependent.get(), present.uid()), owned, cluster.now());
            } else {
                remove(dependent.get(), owned, propagation);
            }
        }
    }

    private static Resource orphan(Resource dependent, String owner) {
        List<Map<String, Object>> left = dependent.items("metadata", "ownerReferences").stream()
                .filter(o -> !o.text("uid").orElse("").equals(owner))
                .map(Resource::content)
                .toList();
        return left.isEmpty()
                ? dependent.without("metadata", "ownerReferences")
                : dependent.with(left, "metadata", "ownerReferences");
    }

    @Override
    public HttpReply http(HttpExchange e) {
        cluster.failing("http");
        cluster.wrote(
                new Write(
                        "http",
                        e.podOrService(),
                        new Resource(Map.of("method", e.method(), "path", e.path(), "body", e.text())),
                        ""),
                true);
        HttpReply reply = cluster.requested(e.podOrService(), e.scheme(), e.port(), e.path());
        e.saveTo().filter(f -> reply.status() / 100 == 2).ifPresent(f -> saved(f, reply));
        return reply;
    }

    private static void saved(Path file, HttpReply reply) {
        try {
            Files.writeString(file, reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the answer can't be saved", e);
        }
    }

    @Override
    public ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit) {
        cluster.failing("exec");
        cluster.wrote(
                new Write(
                        "exec",
                        pod,
                        new Resource(Map.of("container", container, "command", command, "limit", limit.toSeconds())),
                        ""),
                true);
        return new ExecReply(0, "", "");
    }

    private Resource keep(Resource object, ObjectRef ref, Mode mode) {
        return mode == Mode.REAL
                ? objects.store(object, ref, cluster.now())
                : objects.prepared(object, ref, cluster.now());
    }

    private Resource present(ObjectRef ref, String verb) {
        return objects.get(ref).orElseThrow(() -> cluster.problem(verb, ref.display(), "not found", "404"));
    }

    private ObjectRef refOf(Resource object, String verb) {
        Kind kind = objects.kind(object)
                .orElseThrow(() -> cluster.problem(
                        verb,
                        object.kind() + " " + object.name(),
                        "no matches for kind " + object.kind() + " in version " + object.apiVersion(),
                        "404"));
        return ObjectRef.of(kind, object.namespace(), object.name());
    }

    private static String[] words(String path) {
        String trimmed = path.startsWith("/") ? path.substring(1) : path;
        String[] words = trimmed.split("/");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].replace("~1", "/").replace("~0", "~");
        }
        return words;
    }

    /** One entry for each manager, as far as a test can see without field sets. */
    private static Resource managed(Resource object, String operation) {
        List<Object> entries = new ArrayList<>();
        object.items("metadata", "managedFields").stream()
                .filter(m -> !m.text("manager").orElse("").equals(MANAGER)
                        || !m.text("operation").orElse("").equals(operation))
                .forEach(m -> entries.add(m.content()));
        entries.add(Map.of("manager", MANAGER, "operation", operation));
        return object.with(entries, "metadata", "managedFields");
    }

    private static Resource merge(Resource present, Map<String, Object> patch) {
        return new Resource(merged(present.content(), patch));
    }

    private static Map<String, Object> merged(Map<?, ?> present, Map<?, ?> patch) {
        Map<String, Object> result = new LinkedHashMap<>();
        present.forEach((k, v) -> result.put(String.valueOf(k), v));
        patch.forEach((k, v) -> {
            Object here = result.get(String.valueOf(k));
            result.put(
                    String.valueOf(k),
                    v instanceof Map<?, ?> m ? merged(here instanceof Map<?, ?> h ? h : Map.of(), m) : v);
        });
        return result;
    }
}
