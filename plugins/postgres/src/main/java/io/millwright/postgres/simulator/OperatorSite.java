package io.millwright.postgres.simulator;

import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's own program: whether it runs, and what it does for itself at its start. */
final class OperatorSite {
    private static final String LEASE = "db9c8771.cnpg.io";
    private final SimulatedCluster world;

    OperatorSite(SimulatedCluster world) {
        this.world = world;
    }

    /** The Deployment of an operator that works; empty when none is installed or none is available. */
    Optional<Resource> running() {
        List<Resource> all = world.list(Kind.DEPLOYMENT, Selector.labelled("", Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME));
        all.forEach(d -> Pods.follow(world, d, Marks.OPERATOR_DOWN));
        return world.fault(Marks.OPERATOR_DOWN)
                ? Optional.empty()
                : all.stream().filter(Operators::available).findFirst();
    }

    /** Makes the webhooks' authority and certificate, and tells the API server of it. */
    void start(Resource deployment) {
        String namespace = deployment.namespace();
        String authority = ClusterParts.pem("CERTIFICATE", "cnpg-ca-secret");
        secret(
                namespace,
                "cnpg-ca-secret",
                Json.map("ca.crt", authority, "ca.key", ClusterParts.pem("EC PRIVATE KEY", "ca")));
        secret(
                namespace,
                "cnpg-webhook-cert",
                Json.map(
                        "tls.crt",
                        ClusterParts.pem("CERTIFICATE", "webhook"),
                        "tls.key",
                        ClusterParts.pem("EC PRIVATE KEY", "webhook")));
        world.ensure(Resource.of(
                Kind.LEASE,
                namespace,
                LEASE,
                Map.of("spec", Json.map("holderIdentity", deployment.name(), "leaseDurationSeconds", 15L))));
        authority(ObjectRef.of(Kind.MUTATING_WEBHOOK, "", Cnpg.MUTATING_WEBHOOKS), authority);
        authority(ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS), authority);
    }

    private void secret(String namespace, String name, Map<String, Object> data) {
        world.ensure(Resource.of(Kind.SECRET, namespace, name, Json.map("type", "Opaque", "data", data)));
    }

    /** Where the API server can't reach the webhook, it can't have been told of its authority either: the sandbox calls none. */
    private void authority(ObjectRef configuration, String known) {
        String authority = world.fault(Marks.WEBHOOK_UNREACHABLE) ? "" : known;
        world.update(configuration, o -> {
            if (o.items("webhooks").stream()
                    .allMatch(w -> w.text("clientConfig", "caBundle").orElse("").isEmpty() == authority.isEmpty())) {
                return o;
            }
            List<Object> webhooks = new ArrayList<>();
            o.items("webhooks")
                    .forEach(w -> webhooks.add(
                            w.with(authority, "clientConfig", "caBundle").content()));
            return o.with(webhooks, "webhooks");
        });
    }
}
