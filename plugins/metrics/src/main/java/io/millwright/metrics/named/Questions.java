package io.millwright.metrics.named;

import io.millwright.kit.Tree;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String OPERATOR = "metrics.operator-runs";
    static final String SETTLED = "metrics.settled";
    static final String STACK = "metrics.stack-settled";
    static final String FIRES = "metrics.alert-fires";
    static final String ARRIVED = "metrics.alert-arrived";
    static final String DELIVERED = "metrics.alert-delivered";
    static final String SILENCED = "metrics.silenced";
    static final String DEFINITIONS = "metrics.definitions";
    static final String GROWN = "metrics.claims-grown";
    static final String RESTARTED = "metrics.restarted";
    static final String KEEPS = "metrics.keeps";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(OPERATOR, new OperatorRuns());
        all.put(SETTLED, new Settled());
        all.put(STACK, new StackSettled());
        all.put(FIRES, new Fires());
        all.put(ARRIVED, new Arrived());
        all.put(DELIVERED, new Delivered());
        all.put(SILENCED, new Silenced());
        all.put(DEFINITIONS, new DefinitionsAre());
        all.put(GROWN, new ClaimsGrown());
        all.put(RESTARTED, new Restarted());
        all.put(KEEPS, new Keeps());
        return all;
    }

    /** An operator runs, in that version unless it is empty. */
    public static Check operator(String version) {
        return new Check.Named(OPERATOR, Tree.of("version", version));
    }

    /** An operator's rollout is done, to that version unless it is empty. */
    public static Check operatorDone(String version) {
        return new Check.Named(OPERATOR, Tree.of("version", version, "rollout", "done"));
    }

    /** It runs as asked for, by its object and by its own word. */
    public static Check settled(Server s) {
        return of(SETTLED, s, Map.of());
    }

    /** All that a release keeps runs as asked for. */
    public static Check stack(String namespace, String release) {
        return new Check.Named(STACK, Tree.of("namespace", namespace, "release", release));
    }

    public static Check fires(Server s, String alert) {
        return of(FIRES, s, Map.of("alert", alert));
    }

    public static Check arrived(Server s, String alert) {
        return of(ARRIVED, s, Map.of("alert", alert));
    }

    /** More notifications have been taken than until now; empty when what has been sent can't be read. */
    public static Optional<Check> delivered(Server s, ClusterView view) {
        return Delivered.count(s, view)
                .map(c -> of(
                        DELIVERED, s, Tree.of("sent", Long.toString(c.sent()), "failed", Long.toString(c.failed()))));
    }

    public static Check silenced(Server s, String comment) {
        return of(SILENCED, s, Map.of("comment", comment));
    }

    public static Check ended(Server s, String id) {
        return of(SILENCED, s, Map.of("ended", id));
    }

    public static Check definitions(String version) {
        return new Check.Named(DEFINITIONS, Tree.of("version", version));
    }

    /** @param restarts whether growing as far as it goes without a restart is enough */
    public static Check grown(String namespace, List<String> claims, String size, boolean restarts) {
        Map<String, String> arguments =
                Tree.of("namespace", namespace, "claims", String.join(",", claims), "size", size);
        if (restarts) {
            arguments.put("asked", "true");
        }
        return new Check.Named(GROWN, arguments);
    }

    public static Check restarted(Server s, List<Resource> pods) {
        return new Check.Named(
                RESTARTED,
                Tree.of(
                        "namespace",
                        s.namespace(),
                        "pods",
                        pods.stream().map(p -> p.name() + "=" + p.uid()).collect(Collectors.joining(","))));
    }

    public static Check keeps(Server s, String retention) {
        return of(KEEPS, s, Map.of("retention", retention));
    }

    private static Check of(String id, Server s, Map<String, String> more) {
        Map<String, String> arguments = Tree.of("component", s.word(), "namespace", s.namespace(), "name", s.name());
        arguments.putAll(more);
        return new Check.Named(id, arguments);
    }
}
