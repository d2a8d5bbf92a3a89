package io.millwright.logging.named;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String SETTLED = "logging.settled";
    static final String RESTARTED = "logging.restarted";
    static final String EXCLUDED = "logging.excluded";
    static final String SHARDS_OFF = "logging.shards-off";
    static final String REPOSITORY = "logging.repository";
    static final String SNAPSHOT = "logging.snapshot";
    static final String INDICES = "logging.indices";
    static final String DEPRECATIONS = "logging.no-deprecations";
    static final String PASSWORD = "logging.password-new";
    static final String GROWN = "logging.claims-grown";
    static final String KEPT = "logging.claims-kept";
    static final String KIBANA = "logging.kibana";
    static final String OPERATOR = "logging.operator-runs";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(SETTLED, new Settled());
        all.put(RESTARTED, new Restarted());
        all.put(EXCLUDED, new Excluded());
        all.put(SHARDS_OFF, new ShardsOff());
        all.put(REPOSITORY, new RepositoryThere());
        all.put(SNAPSHOT, new SnapshotDone());
        all.put(INDICES, new IndicesThere());
        all.put(DEPRECATIONS, new NoDeprecations());
        all.put(PASSWORD, new PasswordNew());
        all.put(GROWN, new ClaimsGrown());
        all.put(KEPT, new ClaimsKept());
        all.put(KIBANA, new KibanaServes());
        all.put(OPERATOR, new OperatorRuns());
        return all;
    }

    private static Check of(String id, Elastic e) {
        return new Check.Named(id, Tree.of("namespace", e.namespace(), "name", e.name()));
    }

    private static Check of(String id, Elastic e, String argument, String value) {
        return new Check.Named(id, Tree.of("namespace", e.namespace(), "name", e.name(), argument, value));
    }

    /** What was asked for is reached, at least in that health: {@code any}, {@code yellow}, {@code green}. */
    public static Check settled(String namespace, String name, String health) {
        return new Check.Named(SETTLED, Tree.of("namespace", namespace, "name", name, "health", health));
    }

    public static Check settled(Elastic e, String health) {
        return settled(e.namespace(), e.name(), health);
    }

    /** Every one of those pods has been made anew. */
    public static Check restarted(Elastic e, List<Resource> pods) {
        return of(
                RESTARTED,
                e,
                "pods",
                pods.stream().map(p -> p.name() + "=" + p.uid()).collect(Collectors.joining(",")));
    }

    /** Shards keep off exactly those nodes. */
    public static Check excluded(Elastic e, List<String> nodes) {
        return of(EXCLUDED, e, "nodes", String.join(",", nodes));
    }

    /** Which nodes are excluded now. */
    public static String excludedNow(Elastic e, ClusterView view) {
        return Excluded.now(e, view);
    }

    public static Check shardsOff(Elastic e, List<String> nodes) {
        return of(SHARDS_OFF, e, "nodes", String.join(",", nodes));
    }

    public static Check repository(Elastic e, String repository, String bucket) {
        return new Check.Named(
                REPOSITORY,
                Tree.of("namespace", e.namespace(), "name", e.name(), "repository", repository, "bucket", bucket));
    }

    public static Check snapshot(Elastic e, String repository, String snapshot) {
        return new Check.Named(
                SNAPSHOT,
                Tree.of("namespace", e.namespace(), "name", e.name(), "repository", repository, "snapshot", snapshot));
    }

    public static Check indices(Elastic e, List<String> indices) {
        return of(INDICES, e, "indices", String.join(",", indices));
    }

    public static Check noDeprecations(Elastic e) {
        return of(DEPRECATIONS, e);
    }

    /** The elastic user has another Secret than that one, and its password works. */
    public static Check passwordNew(Elastic e, String uid) {
        return of(PASSWORD, e, "uid", uid);
    }

    public static Check claimsGrown(Elastic e, List<String> claims, String size) {
        return new Check.Named(
                GROWN,
                Tree.of(
                        "namespace",
                        e.namespace(),
                        "name",
                        e.name(),
                        "claims",
                        String.join(",", claims),
                        "size",
                        size));
    }

    public static Check claimsKept(String namespace, List<String> claims) {
        return new Check.Named(KEPT, Tree.of("namespace", namespace, "claims", String.join(",", claims)));
    }

    /** That Kibana serves, in that version unless it is empty. */
    public static Check kibana(String namespace, String name, String version) {
        return new Check.Named(KIBANA, Tree.of("namespace", namespace, "name", name, "version", version));
    }

    public static Check operator(String version) {
        return new Check.Named(OPERATOR, Tree.of("version", version));
    }

    /** An operator's rollout is done, to that version unless it is empty, and its webhooks can be asked. */
    public static Check operatorDone(String version) {
        return new Check.Named(OPERATOR, Tree.of("version", version, "rollout", "done"));
    }
}
