package io.millwright.app;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One look at a cluster by several tools or for several instances: the same list or object is read once, whoever asks for it, and those who ask
 * meanwhile wait for it. What fails, fails for the one who asked first; the others ask themselves. Made for one look and dropped after it, since it
 * sees no change. Any thread.
 */
public final class SharedReads extends ForwardingView {
    private record Listed(Kind kind, Selector selector) {}

    private final Map<Listed, FutureTask<List<Resource>>> lists = new ConcurrentHashMap<>();
    private final Map<ObjectRef, FutureTask<Optional<Resource>>> objects = new ConcurrentHashMap<>();

    /** One look at one cluster. */
    public SharedReads(ClusterView cluster) {
        super(cluster);
    }

    /** One look at several clusters: each of them is opened when it is first asked for, by its context. */
    public static Function<String, ClusterView> of(ClusterSource clusters) {
        Map<String, Lazy<ClusterView>> opened = new ConcurrentHashMap<>();
        return context -> opened.computeIfAbsent(
                        context,
                        c -> new Lazy<>(() -> new SharedReads(clusters.open(c).view())))
                .get();
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return once(lists, new Listed(kind, selector), () -> super.list(kind, selector));
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        return once(objects, object, () -> super.get(object));
    }

    private <K, V> V once(Map<K, FutureTask<V>> asked, K key, Supplier<V> read) {
        FutureTask<V> own = new FutureTask<>(read::get);
        FutureTask<V> first = asked.putIfAbsent(key, own);
        if (first == null) {
            own.run();
        }
        try {
            return (first == null ? own : first).get();
        } catch (ExecutionException failed) {
            if (first != null) {
                return read.get();
            }
            if (failed.getCause() instanceof RuntimeException e) {
                throw e;
            }
            throw new IllegalStateException("a read throws nothing that is checked", failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "read what another tool reads, too",
                    "cluster " + cluster(),
                    "it was cancelled",
                    "Nothing was changed; ask again.",
                    Optional.empty()));
        }
    }
}
