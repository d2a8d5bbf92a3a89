package io.millwright.kit.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;

/**
 * One of the webhooks by which an operator checks changes of its resources.
 *
 * @param configuration where it is written
 * @param service by which the API server reaches it
 * @param trusted whether the API server was told whom to trust
 * @param fails whether it is written that a change is refused while the webhook can't be asked
 */
public record Webhook(Resource configuration, String name, ObjectRef service, boolean trusted, boolean fails) {
    /** Those of a ValidatingWebhookConfiguration; {@code namespace} is where the operator lives. */
    public static List<Webhook> of(Resource configuration, String namespace) {
        return configuration.items("webhooks").stream()
                .map(w -> new Webhook(
                        configuration,
                        w.text("name").orElse("?"),
                        ObjectRef.of(
                                Kind.SERVICE,
                                w.text("clientConfig", "service", "namespace").orElse(namespace),
                                w.text("clientConfig", "service", "name").orElse("")),
                        !w.text("clientConfig", "caBundle").orElse("").isEmpty(),
                        w.text("failurePolicy").filter("Fail"::equals).isPresent()))
                .toList();
    }

    public ObjectRef ref() {
        return configuration.ref(Kind.VALIDATING_WEBHOOK);
    }

    /** Whether it can be asked, as far as that can be told without asking it. */
    public boolean answers(ClusterView view) {
        return trusted && view.get(service).isPresent();
    }

    /** What one that can't be asked lacks. */
    public String lacks() {
        return trusted ? "its Service isn't there" : "its caBundle is empty";
    }

    /** Whether it was told whom to trust, in a word. */
    public String bundle() {
        return trusted ? "set" : "empty";
    }

    /** The draft with what was seen of one that can't be asked. */
    public FindingDraft seen(FindingDraft draft, ClusterView view) {
        return draft.saw("caBundle", ref(), "webhooks[].clientConfig.caBundle", bundle())
                .saw("Service", service, "metadata.name", view.get(service).isPresent() ? "there" : "not there");
    }
}
