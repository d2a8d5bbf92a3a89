package io.millwright.certificates.facts;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cert-manager: its controller's Deployment and what belongs to it.
 *
 * @param controller the Deployment that stands for it
 */
public record Installation(Resource controller) {
    /** Its three programs. */
    public enum Part {
        CONTROLLER("cert-manager", "controller", "cert-manager-controller"),
        WEBHOOK("webhook", "webhook", "cert-manager-webhook"),
        INJECTOR("cainjector", "cainjector", "cert-manager-cainjector");

        private final String name;
        private final String component;
        private final String image;

        Part(String name, String component, String image) {
            this.name = name;
            this.component = component;
            this.image = image;
        }

        /** {@code controller}, {@code webhook}, {@code cainjector}. */
        public String word() {
            return component;
        }

        /** Whether that Deployment is this part, by its labels or its image. */
        public boolean is(Resource deployment) {
            boolean labelled = deployment
                            .label("app.kubernetes.io/name")
                            .filter(name::equals)
                            .isPresent()
                    && deployment
                            .label("app.kubernetes.io/component")
                            .filter(component::equals)
                            .isPresent();
            return labelled
                    || Operators.image(deployment)
                            .map(i -> i.split("[:@]", 2)[0])
                            .filter(i -> i.endsWith("/" + image))
                            .isPresent();
        }
    }

    /** Every one in the cluster, by namespace and name. */
    public static List<Installation> all(ClusterView view) {
        return among(view.list(Kind.DEPLOYMENT, Selector.ALL));
    }

    /** Every one among these Deployments. */
    public static List<Installation> among(List<Resource> deployments) {
        return deployments.stream()
                .filter(Part.CONTROLLER::is)
                .map(Installation::new)
                .toList();
    }

    public String namespace() {
        return controller.namespace();
    }

    public ObjectRef ref() {
        return ObjectRef.of(Kind.DEPLOYMENT, controller.namespace(), controller.name());
    }

    public Optional<String> version() {
        return version(controller);
    }

    /** The version that a Deployment of it runs. */
    public static Optional<String> version(Resource deployment) {
        return Operators.version(deployment).map(Version::text).map(v -> v.replaceFirst("^v", ""));
    }

    /** The Deployments that are there, by part. */
    public Map<Part, Resource> parts(ClusterView view) {
        return parts(view.list(Kind.DEPLOYMENT, Selector.in(namespace())));
    }

    /** Those of it among these Deployments, by part. */
    public Map<Part, Resource> parts(List<Resource> all) {
        Map<Part, Resource> found = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            all.stream()
                    .filter(part::is)
                    .filter(d -> d.namespace().equals(namespace()) && sameRelease(d))
                    .findFirst()
                    .ifPresent(d -> found.put(part, d));
        }
        return found;
    }

    private boolean sameRelease(Resource other) {
        Optional<String> mine = controller.label("app.kubernetes.io/instance");
        Optional<String> theirs = other.label("app.kubernetes.io/instance");
        return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
    }

    /** The value of an argument of the controller's container: {@code --cluster-resource-namespace=x}. */
    public Optional<String> argument(String name) {
        return controller.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("args").stream())
                .filter(a -> a.startsWith("--" + name + "="))
                .map(a -> a.substring(name.length() + 3))
                .map(v -> v.equals("$(POD_NAMESPACE)") ? namespace() : v)
                .findFirst();
    }

    /** Where ClusterIssuers read their Secrets. */
    public String clusterResourceNamespace() {
        return argument("cluster-resource-namespace").filter(n -> !n.isEmpty()).orElse(namespace());
    }

    /** Where the lease is that says which pod acts. */
    public String leaseNamespace() {
        return argument("leader-election-namespace").filter(n -> !n.isEmpty()).orElse("kube-system");
    }

    /** Whether requests are approved by itself. */
    public boolean approves() {
        return argument("controllers")
                .filter(c -> c.contains("-certificaterequests-approver"))
                .isEmpty();
    }

    /** The release that it belongs to: namespace and name; empty when Helm didn't install it. */
    public Optional<ObjectRef> release() {
        return Installer.release(controller);
    }

    /** The Secret with the authority that signs the webhook's certificate. */
    public ObjectRef webhookAuthority() {
        return ObjectRef.of(Kind.SECRET, namespace(), webhookName() + "-ca");
    }

    /** The name of the webhook's Deployment, Service and configurations. */
    public String webhookName() {
        return controller.name() + "-webhook";
    }

    /** Both webhook configurations. */
    public List<ObjectRef> webhookConfigurations() {
        List<ObjectRef> refs = new ArrayList<>();
        refs.add(ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", webhookName()));
        refs.add(ObjectRef.of(Kind.MUTATING_WEBHOOK, "", webhookName()));
        return refs;
    }
}
