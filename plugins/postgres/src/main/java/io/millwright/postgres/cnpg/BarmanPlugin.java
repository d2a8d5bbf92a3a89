package io.millwright.postgres.cnpg;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Optional;

/**
 * The Barman Cloud plugin as it is installed: it belongs to the operator, and is found by the Service by which the operator finds it.
 *
 * @param service by which it is registered
 * @param deployment its own program; empty when none is there, or it isn't known by its image
 */
public record BarmanPlugin(Resource service, Optional<Resource> deployment) {
    /** The name of its image, whatever registry it comes from, and that of the container that it puts beside PostgreSQL. */
    public static final String SIDECAR = "plugin-barman-cloud";

    /** The oldest operator that works with it. */
    public static final Version LEAST_OPERATOR = Version.of("1.26.0");

    public static final Kind CERTIFICATE = Kind.of("cert-manager.io", "v1", "Certificate", "certificates");

    /** The Secrets by which operator and plugin know each other; cert-manager makes them. */
    public static final List<String> SECRETS = List.of("barman-cloud-client-tls", "barman-cloud-server-tls");

    /** The one that is there. */
    public static Optional<BarmanPlugin> of(ClusterView view) {
        return view.list(Kind.SERVICE, Selector.labelled("", Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN)).stream()
                .findFirst()
                .map(s -> new BarmanPlugin(
                        s,
                        view.list(Kind.DEPLOYMENT, Selector.in(s.namespace())).stream()
                                .filter(BarmanPlugin::isItself)
                                .findFirst()));
    }

    /** Whether a Deployment is the plugin's. */
    public static boolean isItself(Resource deployment) {
        return Operators.image(deployment)
                .filter(i -> i.matches("(.*/)?" + SIDECAR + "[:@].*"))
                .isPresent();
    }

    public String namespace() {
        return service.namespace();
    }

    public Optional<ObjectRef> reference() {
        return deployment.map(d -> ObjectRef.of(Kind.DEPLOYMENT, d.namespace(), d.name()));
    }

    public Optional<Version> version() {
        return deployment.flatMap(Operators::version);
    }

    public boolean available() {
        return deployment.filter(Operators::available).isPresent();
    }

    /** The sidecar of an instance's pod. */
    public static Optional<Resource> sidecar(Resource pod) {
        return List.of("initContainers", "containers").stream()
                .flatMap(f -> pod.items("spec", f).stream())
                .filter(c -> c.text("name").orElse("").equals(SIDECAR))
                .findFirst();
    }
}
