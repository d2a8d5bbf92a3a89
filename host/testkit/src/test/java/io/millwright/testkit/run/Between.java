package io.millwright.testkit.run;

import io.millwright.engine.check.Refs;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HelmPort;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.Logs;
import io.millwright.engine.port.Pods;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A way to a cluster on which something happens to a write: before it arrives, or to its answer. */
abstract class Between implements ClusterConnection {
    private final FakeCluster cluster;

    Between(FakeCluster cluster) {
        this.cluster = cluster;
    }

    /** A real write of that kind is on its way; {@code send} delivers it and gives its answer. */
    abstract <T> T write(String verb, ObjectRef object, Supplier<T> send);

    private <T> T passed(String verb, ObjectRef object, ClusterWriter.Mode mode, Supplier<T> send) {
        return mode == ClusterWriter.Mode.REAL ? write(verb, object, send) : send.get();
    }

    @Override
    public String context() {
        return cluster.context();
    }

    @Override
    public ClusterView view() {
        return cluster.view();
    }

    @Override
    public Tables tables() {
        return cluster.tables();
    }

    @Override
    public Logs logs() {
        return cluster.logs();
    }

    @Override
    public Pods pods() {
        return cluster.pods();
    }

    @Override
    public HelmPort helm() {
        HelmPort there = cluster.helm();
        return new HelmPort() {
            @Override
            public Optional<ReleaseState> release(String namespace, String name) {
                return there.release(namespace, name);
            }

            @Override
            public List<ReleaseState> releases() {
                return there.releases();
            }

            @Override
            public ReleaseState execute(Action.Helm action, String description, Duration timeout) {
                return write(
                        "helm",
                        ObjectRef.of(Kind.SECRET, action.namespace(), action.release()),
                        () -> there.execute(action, description, timeout));
            }

            @Override
            public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
                return write(
                        "helm",
                        ObjectRef.of(Kind.SECRET, action.namespace(), action.release()),
                        () -> there.rollBack(action, description, timeout));
            }

            @Override
            public List<Resource> render(Action.Helm action) {
                return there.render(action);
            }
        };
    }

    @Override
    public String user() {
        return cluster.user();
    }

    @Override
    public ClusterWriter writer() {
        ClusterWriter there = cluster.writer();
        return new ClusterWriter() {
            @Override
            public Resource apply(Resource object, boolean force, Mode mode) {
                return passed("apply", named(object), mode, () -> there.apply(object, force, mode));
            }

            @Override
            public Resource create(Resource object, Mode mode) {
                return passed("create", named(object), mode, () -> there.create(object, mode));
            }

            @Override
            public Resource patch(
                    ObjectRef object,
                    Map<String, Object> patch,
                    List<String> removals,
                    String subresource,
                    Optional<String> version,
                    Mode mode) {
                return passed(
                        "patch", object, mode, () -> there.patch(object, patch, removals, subresource, version, mode));
            }

            @Override
            public void scale(ObjectRef object, int replicas, Optional<String> version, Mode mode) {
                passed("scale", object, mode, () -> {
                    there.scale(object, replicas, version, mode);
                    return true;
                });
            }

            @Override
            public void delete(ObjectRef object, Action.Propagation propagation, Mode mode) {
                passed("delete", object, mode, () -> {
                    there.delete(object, propagation, mode);
                    return true;
                });
            }

            @Override
            public void forceDelete(ObjectRef pod, Mode mode) {
                passed("force-delete", pod, mode, () -> {
                    there.forceDelete(pod, mode);
                    return true;
                });
            }

            @Override
            public void evict(ObjectRef pod, Mode mode) {
                passed("evict", pod, mode, () -> {
                    there.evict(pod, mode);
                    return true;
                });
            }

            @Override
            public ClusterView.HttpReply http(HttpExchange exchange) {
                return write("http", exchange.podOrService(), () -> there.http(exchange));
            }

            @Override
            public ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit) {
                return write("exec", pod, () -> there.exec(pod, container, command, limit));
            }
        };
    }

    private static ObjectRef named(Resource object) {
        return Refs.of(object);
    }

    /** Whether it is the engine's own bookkeeping: locks and copies of runs. */
    static boolean isBookkeeping(ObjectRef object) {
        return object.name().startsWith("millwright-");
    }
}
