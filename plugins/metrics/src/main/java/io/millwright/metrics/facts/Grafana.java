package io.millwright.metrics.facts;

import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds Grafana: it has no kind of its own, so its image tells. */
public final class Grafana {
    private static final Pattern IMAGE = Pattern.compile("(.*/)?grafana(-oss|-enterprise)?([:@].*)?");

    private Grafana() {}

    public static boolean is(Resource deployment) {
        return image(deployment).isPresent();
    }

    private static Optional<String> image(Resource deployment) {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.text("image").stream())
                .filter(i -> IMAGE.matcher(i).matches())
                .findFirst();
    }

    public static List<Resource> all(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(Grafana::is)
                .toList();
    }

    /** Those that the Helm release of that namespace and name brought. */
    public static List<Resource> of(String namespace, String release, ClusterView view) {
        return all(view).stream()
                .filter(g -> Installer.release(g)
                        .filter(r -> r.namespace().equals(namespace) && r.name().equals(release))
                        .isPresent())
                .toList();
    }

    /** A pod of it that is ready: another is asked nothing. */
    public static Optional<Resource> readyPod(Resource deployment, ClusterView view) {
        return pods(deployment, view).stream().filter(Server::ready).findFirst();
    }

    /** Whether it is to run at all. */
    public static boolean wanted(Resource deployment) {
        return deployment.number("spec", "replicas").orElse(1L) > 0;
    }

    public static Optional<String> version(Resource deployment) {
        return image(deployment)
                .flatMap(Version::ofImage)
                .map(Version::text)
                .or(() -> Versions.plain(deployment.label("app.kubernetes.io/version")));
    }

    /** The claim where it keeps its database; empty when that dies with the pod. */
    public static Optional<ObjectRef> claim(Resource deployment) {
        return deployment.items("spec", "template", "spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .findFirst()
                .map(n -> ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, deployment.namespace(), n));
    }

    public static List<Resource> pods(Resource deployment, ClusterView view) {
        return view.list(
                Kind.POD,
                new Selector(deployment.namespace(), deployment.textMap("spec", "selector", "matchLabels"), Map.of()));
    }
}
