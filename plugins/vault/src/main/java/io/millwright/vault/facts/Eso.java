package io.millwright.vault.facts;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.health.Webhook;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Optional;

/** Finds the External Secrets Operator: controller, webhook and the controller of the webhook's certificate. */
public final class Eso {
    private static final String WEBHOOK = "external-secrets-webhook";
    private static final String CERTIFICATES = "external-secrets-cert-controller";

    private static final List<String> VALIDATIONS = List.of("secretstore-validate", "externalsecret-validate");

    private Eso() {}

    /** The controllers, one for each installation. */
    public static List<Resource> controllers(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(d -> named(d, Names.ESO))
                .toList();
    }

    /** Every Deployment of that controller's installation, the controller first. */
    public static List<Resource> deployments(Resource controller, ClusterView view) {
        List<Resource> beside = view.list(Kind.DEPLOYMENT, Selector.in(controller.namespace())).stream()
                .filter(d -> named(d, WEBHOOK) || named(d, CERTIFICATES))
                .filter(d ->
                        d.label("app.kubernetes.io/instance").equals(controller.label("app.kubernetes.io/instance")))
                .toList();
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(controller), beside.stream())
                .toList();
    }

    private static boolean named(Resource deployment, String name) {
        return deployment.label(Names.APP_NAME).filter(name::equals).isPresent();
    }

    /** Its webhooks that check stores and secrets, as far as their configurations are there; {@code namespace} is where the controller lives. */
    public static List<Webhook> webhooks(String namespace, ClusterView view) {
        return VALIDATIONS.stream()
                .map(name -> ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", name))
                .flatMap(ref -> view.get(ref).stream())
                .flatMap(c -> Webhook.of(c, namespace).stream())
                .toList();
    }

    public static Optional<String> version(Resource controller) {
        return Operators.version(controller).map(Version::text);
    }

    /** Stores of both kinds. */
    public static List<Resource> stores(ClusterView view) {
        return java.util.stream.Stream.concat(
                        view.list(Names.CLUSTER_STORE, Selector.ALL).stream(),
                        view.list(Names.SECRET_STORE, Selector.ALL).stream())
                .toList();
    }

    public static Kind storeKind(Resource store) {
        return store.kind().equals("ClusterSecretStore") ? Names.CLUSTER_STORE : Names.SECRET_STORE;
    }

    /** {@code namespace/name}, or the name alone of what has no namespace. */
    public static String path(Resource object) {
        return object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    }

    /** The Secret that an ExternalSecret writes. */
    public static ObjectRef target(Resource secret) {
        return ObjectRef.of(
                Kind.SECRET,
                secret.namespace(),
                secret.text("spec", "target", "name").filter(n -> !n.isEmpty()).orElse(secret.name()));
    }
}
