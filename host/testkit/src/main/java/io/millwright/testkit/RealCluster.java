package io.millwright.testkit;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterSource.Context;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Map;

/** What a test has to wait for on an API server that is no simulated one, and busy besides. */
public final class RealCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RealCluster() {}

    /** The current context, once it answers: the first handshake of a busy machine may take longer than a connection is waited for. */
    public static ClusterConnection current(ClusterSource all) {
        ClusterConnection cluster = all.open(all.contexts().stream()
                .filter(Context::current)
                .map(Context::name)
                .findFirst()
                .orElseThrow());
        answers(cluster);
        return cluster;
    }

    /** Waits for its first answer. */
    public static void answers(ClusterConnection cluster) {
        patiently(
                cluster.context() + " answers",
                () -> !cluster.view().clusterUid().isEmpty());
    }

    /**
     * Makes a namespace in which pods can be made: they are refused until a controller has made the account {@code default} in it
     * (<a href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/">its admission</a> waits a second or two).
     */
    public static void namespace(ClusterConnection cluster, String name) {
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", name, Map.of()), Mode.REAL);
        ObjectRef account = ObjectRef.of(Kind.SERVICE_ACCOUNT, name, "default");
        patiently(
                account.display() + " is there",
                () -> cluster.view().get(account).isPresent());
    }

    private static void patiently(String what, java.util.function.BooleanSupplier holds) {
        if (!Patience.until(PATIENCE, holds)) {
            throw new AssertionError(what + ": not within " + PATIENCE.toSeconds() + " s");
        }
    }
}
