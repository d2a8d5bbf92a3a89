package io.millwright.postgres.cnpg;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Selector;

/** The Service by which the API server reaches the operator's webhooks. */
public record WebhookService(ObjectRef ref) {
    private static final Kind ENDPOINT_SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    /** Who stands behind it. */
    public enum State {
        /** There is no such Service. */
        MISSING,
        /** No pod behind it is ready: every write is refused. */
        EMPTY,
        /** A pod behind it is ready, or the cluster serves no EndpointSlices by which it could be told. */
        ANSWERS
    }

    /** That of the operator in the namespace. */
    public static WebhookService in(String namespace) {
        return new WebhookService(ObjectRef.of(Kind.SERVICE, namespace, Cnpg.WEBHOOK_SERVICE));
    }

    public State state(ClusterView view) {
        if (view.get(ref).isEmpty()) {
            return State.MISSING;
        }
        boolean ready = view
                .list(ENDPOINT_SLICE, Selector.labelled(ref.namespace(), "kubernetes.io/service-name", ref.name()))
                .stream()
                .flatMap(s -> s.items("endpoints").stream())
                .anyMatch(e -> e.flag("conditions", "ready").orElse(true));
        return ready || !view.serves(ENDPOINT_SLICE) ? State.ANSWERS : State.EMPTY;
    }
}
