package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.PodScript;
import io.millwright.sandbox.controller.World;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Write;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The cluster as one tool's simulator sees it. */
final class ToolCluster implements SimulatedCluster {
    private final String cluster;
    private final String tool;
    private final ObjectStore store;
    private final World world;
    private final Faults faults;

    ToolCluster(String cluster, String tool, ObjectStore store, World world, Faults faults) {
        this.cluster = cluster;
        this.tool = tool;
        this.store = store;
        this.world = world;
        this.faults = faults;
    }

    @Override
    public Instant now() {
        return world.now();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return store.get(object.kind(), object.namespace(), object.name())
                .filter(o -> object.uid().map(o.uid()::equals).orElse(true));
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return store.kinds().find(kind).isEmpty() ? List.of() : store.list(kind, selector);
    }

    @Override
    public Resource create(Resource object) {
        return told("create", display(object), () -> store.create(kind(object), object, Write.ALL));
    }

    @Override
    public Resource ensure(Resource object) {
        return store.get(kind(object), object.namespace(), object.name()).orElseGet(() -> create(object));
    }

    @Override
    public Optional<Resource> update(ObjectRef object, UnaryOperator<Resource> change) {
        return told("update", object.display(), () -> world.update(object, change));
    }

    @Override
    public Optional<Resource> updateStatus(ObjectRef object, UnaryOperator<Resource> change) {
        if (object.kind().equals(Kind.POD)) {
            hold(object, change);
        }
        return told("update the status of", object.display(), () -> world.updateStatus(object, change));
    }

    /** A simulator that turns a pod's readiness means it to stay so; the kubelet would turn it back without being told. */
    private void hold(ObjectRef pod, UnaryOperator<Resource> change) {
        get(pod).ifPresent(before -> {
            Optional<String> ready = ready(change.apply(before));
            if (!ready.equals(ready(before)) && ready.isPresent()) {
                update(
                        pod,
                        p -> ready.get().equals("True")
                                ? p.without("metadata", "annotations", PodScript.READY)
                                : p.with("false", "metadata", "annotations", PodScript.READY));
            }
        });
    }

    private static Optional<String> ready(Resource pod) {
        return pod.condition("Ready").flatMap(c -> c.text("status"));
    }

    @Override
    public void delete(ObjectRef object) {
        world.delete(object);
    }

    @Override
    public void event(Resource about, String type, String reason, String message) {
        world.event(about, tool, type, reason, message);
    }

    @Override
    public boolean fault(String name) {
        return faults.isOn(tool, name);
    }

    private Kind kind(Resource object) {
        return store.kinds()
                .kind(object.apiVersion(), object.kind())
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.TOOL,
                        "find the kind of " + display(object),
                        "sandbox cluster " + cluster,
                        "no kind " + object.kind() + " in " + object.apiVersion() + " is served",
                        "The simulator of " + tool + " must create its definitions first.",
                        Optional.of("404"))))
                .kind();
    }

    private static String display(Resource object) {
        return object.kind() + " " + (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name();
    }

    private <T> T told(String verb, String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (ApiError e) {
            throw new ProblemException(
                    new Problem(
                            Problem.Kind.TOOL,
                            verb + " " + what,
                            "sandbox cluster " + cluster,
                            e.text(),
                            "The simulator of " + tool + " wrote what the API refuses.",
                            Optional.of(String.valueOf(e.code()))),
                    e);
        }
    }
}
