package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.World;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Write;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The store as the built-in controllers see it. Used by the cluster's loop thread only. */
final class StoreWorld implements World {
    private static final int RETRIES = 20;

    private final ObjectStore store;
    private final EventRecorder events;
    private final Consumer<Instant> wake;
    private final Consumer<ApiError> refused;

    StoreWorld(ObjectStore store, EventRecorder events, Consumer<Instant> wake, Consumer<ApiError> refused) {
        this.store = store;
        this.events = events;
        this.wake = wake;
        this.refused = refused;
    }

    @Override
    public Instant now() {
        return store.clock().instant();
    }

    @Override
    public Optional<Resource> get(Kind kind, String namespace, String name) {
        return store.get(kind, namespace, name);
    }

    @Override
    public List<Resource> list(Kind kind) {
        return list(kind, "");
    }

    @Override
    public List<Resource> list(Kind kind, String namespace) {
        return store.kinds().find(kind).isEmpty() ? List.of() : store.list(kind, Selector.in(namespace));
    }

    @Override
    public List<Kind> kinds() {
        Set<KindInfo.StorageKey> seen = new HashSet<>();
        List<Kind> result = new ArrayList<>();
        for (KindInfo info : store.kinds().all()) {
            if (seen.add(info.storage())) {
                result.add(info.kind());
            }
        }
        return result;
    }

    @Override
    public Optional<Resource> create(Resource object) {
        Optional<KindInfo> info = store.kinds().kind(object.apiVersion(), object.kind());
        if (info.isEmpty()
                || store.get(info.get().kind(), object.namespace(), object.name())
                        .isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(store.create(info.get().kind(), object, Write.ALL));
        } catch (ApiError e) {
            // A namespace that is going refuses what controllers would still make in it; upstream's controllers drop
            // that too.
            if (e.code() != 409 && e.code() != 403 && e.code() != 404) {
                refused.accept(e);
            }
            return Optional.empty();
        }
    }

    @Override
    public Optional<Resource> update(ObjectRef object, UnaryOperator<Resource> change) {
        return write(object, change, Write.MAIN);
    }

    @Override
    public Optional<Resource> updateStatus(ObjectRef object, UnaryOperator<Resource> change) {
        boolean separate =
                store.kinds().find(object.kind()).map(KindInfo::hasStatus).orElse(true);
        return write(object, change, separate ? Write.STATUS : Write.MAIN);
    }

    private Optional<Resource> write(ObjectRef object, UnaryOperator<Resource> change, Write write) {
        for (int attempt = 0; attempt < RETRIES; attempt++) {
            Optional<Resource> current = store.get(object.kind(), object.namespace(), object.name())
                    .filter(o -> object.uid().map(o.uid()::equals).orElse(true));
            if (current.isEmpty()) {
                return Optional.empty();
            }
            Resource next = change.apply(current.get());
            if (next.equals(current.get())) {
                return current;
            }
            try {
                return Optional.of(store.update(object.kind(), next, write));
            } catch (ApiError e) {
                if (e.code() == 404) {
                    return Optional.empty();
                }
                if (e.code() != 409) {
                    throw e;
                }
            }
        }
        throw ApiError.modified(object.kind(), object.name());
    }

    @Override
    public void delete(ObjectRef object) {
        delete(object, DeleteOptions.DEFAULT);
    }

    @Override
    public void deleteForeground(ObjectRef object) {
        delete(object, DeleteOptions.DEFAULT.with(DeleteOptions.Propagation.FOREGROUND));
    }

    private void delete(ObjectRef object, DeleteOptions options) {
        boolean there = store.get(object.kind(), object.namespace(), object.name())
                .filter(o -> object.uid().map(o.uid()::equals).orElse(true))
                .isPresent();
        if (there) {
            try {
                store.delete(object.kind(), object.namespace(), object.name(), options);
            } catch (ApiError e) {
                if (e.code() != 404 && e.code() != 409) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void erase(ObjectRef object) {
        store.erase(object.kind(), object.namespace(), object.name());
    }

    @Override
    public void event(Resource about, String component, String type, String reason, String message) {
        events.record(about, component, type, reason, message);
    }

    @Override
    public void wakeAt(Instant when) {
        wake.accept(when);
    }

    @Override
    public String suffix() {
        return store.suffix();
    }
}
