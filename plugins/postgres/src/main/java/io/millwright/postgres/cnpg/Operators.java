package io.millwright.postgres.cnpg;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Management.By;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Optional;

/** Finds the operator, whoever installed it, and reads its version and its owner. */
public final class Operators {
    private Operators() {}

    /** Every Deployment of the operator in the cluster. */
    public static List<Resource> deployments(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.labelled("", Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME));
    }

    /** The version that a Deployment runs: image tag, then Helm's label, then the name of its ClusterServiceVersion. */
    public static Optional<Version> version(Resource deployment) {
        return image(deployment)
                .flatMap(Version::ofImage)
                .or(() -> deployment.label("app.kubernetes.io/version").map(v -> Version.of(v.replaceFirst("^v", ""))))
                .or(() -> csv(deployment)
                        .filter(n -> n.contains(".v"))
                        .map(n -> Version.of(n.substring(n.indexOf(".v") + 2))));
    }

    /** The image of its manager. */
    public static Optional<String> image(Resource deployment) {
        List<Resource> containers = deployment.items("spec", "template", "spec", "containers");
        return containers.stream()
                .filter(c -> c.text("name").orElse("").equals("manager"))
                .findFirst()
                .or(() -> containers.stream().findFirst())
                .flatMap(c -> c.text("image"));
    }

    private static Optional<String> csv(Resource deployment) {
        return deployment.items("metadata", "ownerReferences").stream()
                .filter(o -> o.text("kind").orElse("").equals("ClusterServiceVersion"))
                .flatMap(o -> o.text("name").stream())
                .findFirst()
                .or(() -> deployment.label("olm.owner"));
    }

    /** Whether it has as many pods as wanted, and at least one. */
    public static boolean available(Resource deployment) {
        return deployment.number("status", "availableReplicas").orElse(0L) > 0;
    }

    /**
     * Who manages an object. GitOps comes before Helm: Argo CD and Flux render charts, and then they are who changes it.
     *
     * @param object any object with the labels and annotations that its installer left
     */
    public static Management management(Resource object) {
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
        Optional<String> helm = object.annotation("meta.helm.sh/release-name");
        if (helm.isPresent()) {
            String namespace =
                    object.annotation("meta.helm.sh/release-namespace").orElse(object.namespace());
            return new Management(By.HELM, "release " + namespace + "/" + helm.get());
        }
        return byFieldManager(object);
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
}
