package io.millwright.certificates.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;

/** Reads trust-manager's Bundles. */
public final class Bundles {
    private Bundles() {}

    public static List<Resource> all(ClusterView view) {
        return view.list(CertManager.BUNDLE, Selector.ALL);
    }

    public static ObjectRef ref(Resource bundle) {
        return ObjectRef.of(CertManager.BUNDLE, "", bundle.name());
    }

    /** Those that take every ConfigMap with the label of trusted roots. */
    public static List<Resource> labelled(ClusterView view) {
        return all(view).stream()
                .filter(b -> b.items("spec", "sources").stream()
                        .anyMatch(s -> s.text("configMap", "selector", "matchLabels", CertManager.ROOT_LABEL)
                                .isPresent()))
                .toList();
    }

    public static boolean synced(Resource bundle) {
        return bundle.condition("Synced")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    public static String reason(Resource bundle) {
        return bundle.condition("Synced").flatMap(c -> c.text("reason")).orElse("not looked at yet");
    }

    /** The ConfigMaps that it has written; one per selected namespace. */
    public static List<Resource> targets(Resource bundle, ClusterView view) {
        LabelSelector selected = LabelSelector.of(bundle, "spec", "target", "namespaceSelector");
        return view.list(Kind.NAMESPACE, new Selector("", selected.labels(), Map.of())).stream()
                .filter(selected::selects)
                .flatMap(n -> view.get(ObjectRef.of(Kind.CONFIG_MAP, n.name(), bundle.name())).stream())
                .toList();
    }

    /** The roots in a target, as PEM. */
    public static String text(Resource bundle, Resource target) {
        return target.text(
                        "data",
                        bundle.text("spec", "target", "configMap", "key").orElse("ca-bundle.pem"))
                .orElse("");
    }
}
