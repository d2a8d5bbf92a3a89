package io.millwright.logging.facts;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Webhook;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds ECK's operator: a StatefulSet of chart or manifest, or a Deployment of OLM. */
public final class Eck {
    private static final Pattern IMAGE = Pattern.compile(".*/eck-operator(-ubi)?(-fips)?([:@].*)?");

    private Eck() {}

    public static boolean isOperator(Resource workload) {
        return Operators.image(workload).filter(i -> IMAGE.matcher(i).matches()).isPresent();
    }

    /** The operators' workloads, StatefulSets first. */
    public static List<Resource> operators(ClusterView view) {
        List<Resource> all = new ArrayList<>(view.list(Kind.STATEFUL_SET, Selector.ALL));
        all.addAll(view.list(Kind.DEPLOYMENT, Selector.ALL));
        return all.stream().filter(Eck::isOperator).toList();
    }

    public static Kind kind(Resource workload) {
        return workload.kind().equals("Deployment") ? Kind.DEPLOYMENT : Kind.STATEFUL_SET;
    }

    /** Whether a pod of it is ready. StatefulSets of old clusters have no {@code availableReplicas}. */
    public static boolean running(Resource workload) {
        return workload.number("status", "readyReplicas").orElse(0L) > 0;
    }

    /** Its webhooks that check changes of the stack's resources, of which an installation may have none; {@code namespace} is where the operator lives. */
    public static List<Webhook> webhooks(String namespace, ClusterView view) {
        return view.list(Kind.VALIDATING_WEBHOOK, Selector.ALL).stream()
                .filter(c -> c.name().startsWith("elastic-"))
                .flatMap(c -> Webhook.of(c, namespace).stream())
                .toList();
    }

    public static Optional<String> version(Resource workload) {
        return Operators.version(workload).map(v -> v.text());
    }
}
