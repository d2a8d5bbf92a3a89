package io.millwright.metrics.named;

import io.millwright.kit.Tree;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String OPERATOR = "metrics.operator-runs";
    static final String SETTLED = "metrics.settled";
    static final String STACK = "metrics.stack-settled";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(OPERATOR, new OperatorRuns());
        all.put(SETTLED, new Settled());
        all.put(STACK, new StackSettled());
        return all;
    }

    /** An operator runs, in that version unless it is empty. */
    public static Check operator(String version) {
        return new Check.Named(OPERATOR, Tree.of("version", version));
    }

    /** It runs as asked for, by its object and by its own word. */
    public static Check settled(Server s) {
        return of(SETTLED, s);
    }

    /** All that a release keeps runs as asked for. */
    public static Check stack(String namespace, String release) {
        return new Check.Named(STACK, Tree.of("namespace", namespace, "release", release));
    }

    private static Check of(String id, Server s) {
        return new Check.Named(id, Tree.of("component", s.word(), "namespace", s.namespace(), "name", s.name()));
    }
}
