package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The objects of one simulated cluster, in memory. Every write goes through admission (names, defaults, schema, life cycle), gets the next
 * resourceVersion and reaches watches and listeners in that order. Thread-safe; objects are immutable values. All methods throw {@link
 * ApiError} with upstream's code and words when they refuse; nothing has changed then.
 *
 * <p>There are no controllers here: a scheduled pod that is deleted stays, with its deletionTimestamp, until a kubelet calls {@link #erase};
 * a deleted namespace stays {@code Terminating} until a namespace controller empties and erases it; {@code foregroundDeletion} finalizers wait
 * for a garbage collector.
 */
public final class ObjectStore {
    private static final int HISTORY = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private final Contents contents = new Contents();
    private final History history = new History(HISTORY);
    private final Pages pages;
    private final Admission admission;
    private final Deletion deletion;
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final Names names = new Names();
    private volatile Registry registry;
    private long version = 1;

    /** An empty cluster of that time, with the namespaces {@code default}, {@code kube-system}, {@code kube-public}, {@code kube-node-lease}. */
    public ObjectStore(Clock clock) {
        this.clock = clock;
        this.pages = new Pages(clock);
        this.admission = new Admission(clock, names, contents);
        this.deletion = new Deletion(clock);
        this.registry = new Registry(BuiltinKinds.all());
        Bootstrap.fill(this);
    }

    /** The cluster's clock. */
    public Clock clock() {
        return clock;
    }

    /** The kinds served now; the value never changes, later calls may give another. */
    public Registry kinds() {
        return registry;
    }

    /** The resourceVersion of the latest change. */
    public long version() {
        return locked(() -> version);
    }

    /** Five random characters, as upstream appends to generated names. */
    public String suffix() {
        return names.suffix();
    }

    /** Creates as a client does: a status is dropped where the kind has a status subresource. */
    public Resource create(Kind kind, Resource object) {
        return create(kind, object, Write.MAIN);
    }

    /** Creates; with {@link Write#ALL} the status is kept. */
    public Resource create(Kind kind, Resource object, Write write) {
        return locked(() -> {
            KindInfo info = registry.require(kind);
            Resource admitted = admission.create(info, object, write);
            if (contents.get(info.storage(), admitted.namespace(), admitted.name())
                    .isPresent()) {
                throw ApiError.alreadyExists(kind, admitted.name());
            }
            Definitions.check(info, admitted, registry);
            if (write.dryRun()) {
                return admitted;
            }
            return commit(
                    Change.Type.ADDED, info, Definitions.accepted(info, admitted, registry, clock), Optional.empty());
        });
    }

    /** The object in that version of its kind; empty when there is none or the kind isn't served. */
    public Optional<Resource> get(Kind kind, String namespace, String name) {
        return locked(() -> registry.find(kind)
                .flatMap(info -> contents.get(info.storage(), namespace, name).map(o -> as(info, o))));
    }

    /** The object. Throws {@link ApiError} 404 when there is none. */
    public Resource require(Kind kind, String namespace, String name) {
        return get(kind, namespace, name).orElseThrow(() -> ApiError.notFound(kind, name));
    }

    /** All objects meant, in the order of namespace and name. Throws 404 when the kind isn't served. */
    public List<Resource> list(Kind kind, Selector selector) {
        return list(kind, Filter.of(selector), 0, "").items();
    }

    /**
     * A list or a part of it.
     *
     * @param limit most objects to give, 0 for all
     * @param next the token of the part before, empty for the first part; 410 when it is too old
     */
    public Page list(Kind kind, Filter filter, long limit, String next) {
        KindInfo info = registry.require(kind);
        if (!next.isEmpty()) {
            return locked(() -> pages.next(next, limit));
        }
        record Taken(List<Resource> items, long version) {}
        // Only references are copied under the lock; filtering 10,000 objects must not keep writers waiting.
        Taken taken = locked(() -> new Taken(contents.list(info.storage(), filter.namespace()), version));
        List<Resource> items = taken.items().stream()
                .filter(filter::matches)
                .map(o -> as(info, o))
                .toList();
        return locked(() -> pages.first(items, taken.version(), limit));
    }

    /** Replaces the object; {@code MAIN}. With a resourceVersion in it, 409 when that isn't the current one. */
    public Resource update(Kind kind, Resource object) {
        return update(kind, object, Write.MAIN);
    }

    /** Replaces the object's status. */
    public Resource updateStatus(Kind kind, Resource object) {
        return update(kind, object, Write.STATUS);
    }

    /**
     * Replaces the meant part of the object. When nothing differs, nothing is written and the current object is given. When its last finalizer
     * goes while it is being deleted, the object goes.
     */
    public Resource update(Kind kind, Resource object, Write write) {
        return locked(() -> {
            KindInfo info = registry.require(kind);
            Resource current = contents.get(info.storage(), object.namespace(), object.name())
                    .orElseThrow(() -> ApiError.notFound(kind, object.name()));
            if (!object.resourceVersion().isEmpty() && !object.resourceVersion().equals(current.resourceVersion())) {
                throw ApiError.modified(kind, object.name());
            }
            if (!object.uid().isEmpty() && !object.uid().equals(current.uid())) {
                throw ApiError.conflict(
                        kind,
                        object.name(),
                        "Precondition failed: UID in precondition: " + object.uid() + ", UID in object meta: "
                                + current.uid());
            }
            Resource admitted = admission.update(info, as(info, current), object, write);
            if (write.dryRun() || admitted.equals(as(info, current))) {
                return admitted;
            }
            if (deletion.finished(info, admitted)) {
                return removed(info, admitted);
            }
            Definitions.check(info, admitted, registry);
            return commit(
                    Change.Type.MODIFIED,
                    info,
                    Definitions.accepted(info, admitted, registry, clock),
                    Optional.of(current));
        });
    }

    /**
     * Deletes the object, or marks it as being deleted.
     *
     * @return what is left: the object with its deletionTimestamp, or empty when it is gone
     */
    public Optional<Resource> delete(Kind kind, String namespace, String name, DeleteOptions options) {
        return locked(() -> {
            KindInfo info = registry.require(kind);
            Resource current =
                    contents.get(info.storage(), namespace, name).orElseThrow(() -> ApiError.notFound(kind, name));
            deletion.check(info, current, options);
            if (options.dryRun()) {
                return Optional.empty();
            }
            if (options.propagation() == DeleteOptions.Propagation.ORPHAN) {
                orphan(current);
            }
            Resource marked = Definitions.accepted(info, deletion.mark(info, current, options), registry, clock);
            if (deletion.finished(info, marked)) {
                removed(info, marked);
                return Optional.empty();
            }
            Resource left =
                    marked.equals(current) ? current : commit(Change.Type.MODIFIED, info, marked, Optional.of(current));
            if (Definitions.isDefinition(info)) {
                emptyOut(left);
                return contents.get(info.storage(), namespace, name).map(o -> as(info, o));
            }
            return Optional.of(as(info, left));
        });
    }

    /**
     * Removes an object that is being deleted, whatever its grace: a kubelet's or the namespace controller's last word. Finalizers still hold
     * it; an object that isn't there is no error.
     *
     * @return whether it is gone
     */
    public boolean erase(Kind kind, String namespace, String name) {
        return locked(() -> {
            KindInfo info = registry.require(kind);
            Optional<Resource> current = contents.get(info.storage(), namespace, name);
            if (current.isEmpty()) {
                return true;
            }
            Resource object = current.get();
            if (object.text("metadata", "deletionTimestamp").isEmpty()
                    || !object.texts("metadata", "finalizers").isEmpty()) {
                return false;
            }
            removed(info, object);
            return true;
        });
    }

    /**
     * Watches changes after that version.
     *
     * @param from 0 for "from now, with what is there as ADDED first"; otherwise 410 when the history doesn't reach back so far
     * @param bookmarks whether {@code BOOKMARK}s are wanted: see {@link #sendBookmarks}
     */
    public Watch watch(Kind kind, Filter filter, long from, boolean bookmarks) {
        return locked(() -> {
            KindInfo info = registry.require(kind);
            Watch watch = new Watch(w -> locked(() -> {
                history.unsubscribe(w);
                return w;
            }));
            if (from > 0) {
                history.check(from);
                history.subscribe(watch, info, filter, from, bookmarks);
            } else {
                contents.list(info.storage(), filter.namespace()).stream()
                        .filter(filter::matches)
                        .forEach(o -> watch.offer(new Watch.Event("ADDED", as(info, o))));
                history.subscribe(watch, info, filter, version, bookmarks);
            }
            return watch;
        });
    }

    /** As {@link #watch}, with what is there first and then a bookmark that says so: a watch list. */
    public Watch watchList(Kind kind, Filter filter, boolean bookmarks) {
        return locked(() -> {
            Watch watch = watch(kind, filter, 0, bookmarks);
            watch.offer(new Watch.Event("BOOKMARK", History.bookmark(kind, version, true)));
            return watch;
        });
    }

    /** Sends every watch that wants them a bookmark of the current version. */
    public void sendBookmarks() {
        locked(() -> {
            history.bookmarks(version);
            return version;
        });
    }

    /** Forgets the history and all started lists, as a compaction of etcd does: older versions and tokens are 410 from now. */
    public void compact() {
        locked(() -> {
            history.forget(version);
            pages.forgetAll();
            return version;
        });
    }

    /**
     * Has every change told, in order. The listener is called with the store locked, so it must be quick and must not write: put the change
     * in a queue.
     */
    public void subscribe(Consumer<Change> listener) {
        locked(() -> listeners.add(listener));
    }

    /** Writes all objects and the version to that file, whole or not at all. */
    public void save(Path file) throws IOException {
        record State(List<Resource> objects, long version) {}
        State state = locked(() -> new State(contents.all(), version));
        StateFile.write(file, state.objects(), state.version());
    }

    /** A cluster with what {@link #save} wrote. */
    public static ObjectStore load(Path file, Clock clock) throws IOException {
        ObjectStore store = new ObjectStore(clock);
        store.restore(StateFile.read(file));
        return store;
    }

    /** A cluster with those objects as they are, UIDs and statuses included; those of kinds that it can't serve are left out. */
    public static ObjectStore holding(List<Resource> objects, Clock clock) {
        ObjectStore store = new ObjectStore(clock);
        store.restore(new StateFile.State(objects, newest(objects)));
        return store;
    }

    private static long newest(List<Resource> objects) {
        return objects.stream()
                .map(Resource::resourceVersion)
                .filter(v -> v.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /** Ends all watches. */
    public void close() {
        locked(() -> {
            history.closeAll();
            return version;
        });
    }

    /** The object as that version of its kind shows it; definitions convert by name only. */
    static Resource as(KindInfo info, Resource object) {
        return object.apiVersion().equals(info.kind().apiVersion())
                ? object
                : object.with(info.kind().apiVersion(), "apiVersion");
    }

    private void restore(StateFile.State state) {
        locked(() -> {
            contents.clear();
            for (Resource object : state.definitionsFirst()) {
                registry.kind(object.apiVersion(), object.kind()).ifPresent(info -> {
                    contents.put(info.storage(), object);
                    if (Definitions.isDefinition(info)) {
                        rebuild();
                    }
                });
            }
            version = Math.max(version, state.version());
            history.forget(version);
            return version;
        });
    }

    private Resource commit(Change.Type type, KindInfo info, Resource object, Optional<Resource> before) {
        version++;
        Resource stored = object.with(Long.toString(version), "metadata", "resourceVersion");
        if (type == Change.Type.DELETED) {
            contents.remove(info.storage(), stored);
        } else {
            contents.put(info.storage(), stored);
        }
        if (Definitions.isDefinition(info)) {
            rebuild();
        }
        Change change = new Change(type, info, stored, before, version);
        history.add(change);
        listeners.forEach(l -> l.accept(change));
        return stored;
    }

    private Resource removed(KindInfo info, Resource last) {
        Optional<Resource> before = contents.get(info.storage(), last.namespace(), last.name());
        Resource gone = commit(Change.Type.DELETED, info, last, before);
        if (Definitions.isDefinition(info)) {
            Definitions.infos(gone).forEach(i -> history.end(i.storage()));
        } else if (info.custom()) {
            finishDefinition(info);
        }
        return gone;
    }

    private void rebuild() {
        List<KindInfo> all = new ArrayList<>(BuiltinKinds.all());
        contents.list(BuiltinKinds.DEFINITIONS, "").forEach(d -> all.addAll(Definitions.served(d)));
        registry = new Registry(all);
    }

    /** Deletes what a terminating definition's kind still has; finalizers of these objects keep the definition. */
    private void emptyOut(Resource definition) {
        for (KindInfo info : Definitions.infos(definition).stream().limit(1).toList()) {
            for (Resource object : contents.list(info.storage(), "")) {
                delete(info.kind(), object.namespace(), object.name(), DeleteOptions.NOW);
            }
            finishDefinition(info);
        }
    }

    private void finishDefinition(KindInfo custom) {
        contents.get(BuiltinKinds.DEFINITIONS, "", custom.kind().resourceName())
                .filter(d -> d.text("metadata", "deletionTimestamp").isPresent())
                .filter(d -> contents.list(custom.storage(), "").isEmpty())
                .ifPresent(d -> {
                    KindInfo info = registry.require(Kind.CUSTOM_RESOURCE_DEFINITION);
                    Resource free = d.without("metadata", "finalizers");
                    removed(info, free);
                });
    }

    private void orphan(Resource owner) {
        for (KindInfo info : registry.all()) {
            for (Resource object : contents.list(info.storage(), owner.namespace())) {
                List<Resource> kept = object.items("metadata", "ownerReferences").stream()
                        .filter(r -> !r.text("uid").orElse("").equals(owner.uid()))
                        .toList();
                if (kept.size() < object.items("metadata", "ownerReferences").size()) {
                    Tree tree = Tree.of(object);
                    tree.put(kept.stream().map(Resource::content).toList(), "metadata", "ownerReferences");
                    if (kept.isEmpty()) {
                        tree.remove("metadata", "ownerReferences");
                    }
                    commit(Change.Type.MODIFIED, info, tree.resource(), Optional.of(object));
                }
            }
        }
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
