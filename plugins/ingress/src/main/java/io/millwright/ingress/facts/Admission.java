package io.millwright.ingress.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Optional;

/**
 * The webhook of ingress-nginx that judges every Ingress.
 *
 * @param configuration where it is written
 * @param bundle the authority that the API server was told to trust; empty when none
 * @param refuses whether a change is refused while it doesn't answer
 */
public record Admission(Resource configuration, ObjectRef service, String bundle, boolean refuses) {
    /** All in the cluster, whoever's they are. */
    public static List<Admission> all(ClusterView view) {
        return view.list(Kind.VALIDATING_WEBHOOK, Selector.ALL).stream()
                .flatMap(c -> c.items("webhooks").stream()
                        .filter(w ->
                                w.text("name").filter(Names.WEBHOOK::equals).isPresent())
                        .map(w -> of(c, w)))
                .toList();
    }

    private static Admission of(Resource configuration, Resource webhook) {
        ObjectRef service = ObjectRef.of(
                Kind.SERVICE,
                webhook.text("clientConfig", "service", "namespace").orElse(""),
                webhook.text("clientConfig", "service", "name").orElse(""));
        return new Admission(
                configuration,
                service,
                webhook.text("clientConfig", "caBundle").orElse(""),
                webhook.text("failurePolicy").orElse("Fail").equals("Fail"));
    }

    public ObjectRef ref() {
        return ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", configuration.name());
    }

    /** Whether the API server believes it: by the Secret with the authority that signed its certificate, where that is there. */
    public boolean trusted(ClusterView view) {
        Optional<String> authority = view.get(ObjectRef.of(Kind.SECRET, service.namespace(), configuration.name()))
                .flatMap(s -> s.text("data", "ca"));
        return !bundle.isEmpty() && authority.filter(a -> !a.equals(bundle)).isEmpty();
    }

    /** Whether somebody answers, or nobody minds. */
    public boolean answered(ClusterView view) {
        return !refuses || Backend.readyEndpoints(service, view) > 0;
    }
}
