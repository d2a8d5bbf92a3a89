package io.millwright.kit;

import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Management.By;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** Reads who installed an object and keeps it, by the marks that installers leave. */
public final class Installer {
    private Installer() {}

    /**
     * Who manages an object. GitOps comes before Helm: Argo CD and Flux render charts, and then they are who changes it.
     *
     * @param object any object with the labels and annotations that its installer left
     */
    public static Management of(Resource object) {
        Optional<String> csv = csv(object);
        if (csv.isPresent()) {
            return new Management(By.OLM, "ClusterServiceVersion " + csv.get());
        }
        Optional<String> argo = object.annotation("argocd.argoproj.io/tracking-id")
                .map(id -> "Application " + id.split(":", 2)[0])
                .or(() -> object.label("argocd.argoproj.io/instance").map(n -> "Application " + n));
        if (argo.isPresent()) {
            return new Management(By.GITOPS, argo.get());
        }
        Optional<String> flux = object.label("helm.toolkit.fluxcd.io/name")
                .map(n -> "HelmRelease "
                        + object.label("helm.toolkit.fluxcd.io/namespace")
                                .map(s -> s + "/")
                                .orElse("") + n)
                .or(() -> object.label("kustomize.toolkit.fluxcd.io/name")
                        .map(n -> "Kustomization "
                                + object.label("kustomize.toolkit.fluxcd.io/namespace")
                                        .map(s -> s + "/")
                                        .orElse("") + n));
        if (flux.isPresent()) {
            return new Management(By.GITOPS, flux.get());
        }
        return release(object)
                .map(r -> new Management(By.HELM, "release " + r.namespace() + "/" + r.name()))
                .orElseGet(() -> byFieldManager(object));
    }

    /**
     * The Helm release that an object came from, whoever rendered it: namespace and name, under the kind of the Secrets in which Helm keeps
     * releases. Empty when no chart brought it.
     */
    public static Optional<ObjectRef> release(Resource object) {
        return object.annotation("meta.helm.sh/release-name")
                .map(n -> ObjectRef.of(
                        Kind.SECRET,
                        object.annotation("meta.helm.sh/release-namespace").orElse(object.namespace()),
                        n));
    }

    private static Management byFieldManager(Resource object) {
        List<String> managers = object.items("metadata", "managedFields").stream()
                .flatMap(m -> m.text("manager").stream())
                .toList();
        if (managers.contains("millwright")) {
            return new Management(By.MILLWRIGHT, "");
        }
        return managers.stream()
                .filter(m -> m.startsWith("kubectl"))
                .findFirst()
                .map(m -> new Management(By.MANIFEST, "applied by " + m))
                .orElseGet(() -> new Management(By.MANIFEST, ""));
    }

    /** The ClusterServiceVersion of OLM that owns it. */
    static Optional<String> csv(Resource deployment) {
        return deployment.items("metadata", "ownerReferences").stream()
                .filter(o -> o.text("kind").orElse("").equals("ClusterServiceVersion"))
                .flatMap(o -> o.text("name").stream())
                .findFirst()
                .or(() -> deployment.label("olm.owner"));
    }
}
