package io.millwright.certificates.health;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;

/** All checks, in the order in which their results are best read. */
public final class Checks {
    private static final Duration YOUNG = Duration.ofSeconds(90);

    public static final List<HealthCheck> ALL = List.of(
            new OperatorReady(),
            new OperatorWebhook(),
            new OperatorLeader(),
            new OperatorDefinitions(),
            new IssuerReady(),
            new CertificateReady(),
            new CertificateExpiry(),
            new CertificateRenewal(),
            new CertificateFailing(),
            new RequestState(),
            new AcmeOrders(),
            new CertificateOwner(),
            new CertificateChain(),
            new IssuerAuthority(),
            new TrustBundles(),
            new OperatorMetrics(),
            new OperatorRedundancy(),
            new OperatorVersion());

    private Checks() {}

    /** Which of several objects a finding is about: {@code web.www}, or {@code local-ca} for a cluster-scoped one. */
    static String suffix(ObjectRef ref) {
        return ref.namespace().isEmpty() ? ref.name() : ref.namespace() + "." + ref.name();
    }

    /** Whether the object is so new that nobody can be blamed yet. */
    static boolean young(Resource object, ClusterView view) {
        return Times.kubernetes(object.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(YOUNG).isAfter(view.now()))
                .isPresent();
    }
}
