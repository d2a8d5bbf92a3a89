package io.millwright.app;

import io.millwright.engine.port.ClusterWriter;
import io.millwright.engine.port.HttpExchange;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The writing side of a cluster behind a gate that refuses what may not pass. */
record GatedWriter(ClusterWriter there, Gate gate) implements ClusterWriter {
    /** Throws what is said to whoever wants something that may not pass. */
    interface Gate {
        /** A change of an object, real or tried. */
        void change(String attempted, Mode mode);

        void request(HttpExchange exchange);

        /** The answer to a request that has passed. */
        default void answered(HttpExchange exchange, HttpReply reply) {}

        void command(ObjectRef pod);
    }

    @Override
    public Resource apply(Resource object, boolean force, Mode mode) {
        gate.change("apply " + object.kind() + " " + object.name(), mode);
        return there.apply(object, force, mode);
    }

    @Override
    public Resource create(Resource object, Mode mode) {
        gate.change("create " + object.kind() + " " + object.name(), mode);
        return there.create(object, mode);
    }

    @Override
    public Resource patch(
            ObjectRef object,
            Map<String, Object> patch,
            List<String> removals,
            String subresource,
            Optional<String> version,
            Mode mode) {
        gate.change("change " + object.display(), mode);
        return there.patch(object, patch, removals, subresource, version, mode);
    }

    @Override
    public void scale(ObjectRef object, int replicas, Optional<String> version, Mode mode) {
        gate.change("scale " + object.display(), mode);
        there.scale(object, replicas, version, mode);
    }

    @Override
    public void delete(ObjectRef object, Action.Propagation propagation, Mode mode) {
        gate.change("delete " + object.display(), mode);
        there.delete(object, propagation, mode);
    }

    @Override
    public void forceDelete(ObjectRef pod, Mode mode) {
        gate.change("delete " + pod.display() + " by force", mode);
        there.forceDelete(pod, mode);
    }

    @Override
    public void evict(ObjectRef pod, Mode mode) {
        gate.change("evict " + pod.display(), mode);
        there.evict(pod, mode);
    }

    @Override
    public HttpReply http(HttpExchange exchange) {
        gate.request(exchange);
        HttpReply reply = there.http(exchange);
        gate.answered(exchange, reply);
        return reply;
    }

    @Override
    public ExecReply exec(ObjectRef pod, String container, List<String> command, Duration limit) {
        gate.command(pod);
        return there.exec(pod, container, command, limit);
    }
}
