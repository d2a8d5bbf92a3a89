package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;

/** What trust-manager does: puts the roots of a Bundle's sources into a ConfigMap of each selected namespace. */
final class BundleReconciler {
    private final SimulatedCluster world;
    private final String trust;

    BundleReconciler(SimulatedCluster world, String trustNamespace) {
        this.world = world;
        this.trust = trustNamespace;
    }

    void step(Resource bundle) {
        StringBuilder roots = new StringBuilder();
        for (Resource source : bundle.items("spec", "sources")) {
            String key = source.text("configMap", "key").orElse("ca.crt");
            Map<String, String> labels = source.textMap("configMap", "selector", "matchLabels");
            List<Resource> found = labels.isEmpty()
                    ? source.text("configMap", "name").stream()
                            .flatMap(n -> world.get(ObjectRef.of(Kind.CONFIG_MAP, trust, n)).stream())
                            .toList()
                    : world.list(Kind.CONFIG_MAP, new Selector(trust, labels, Map.of()));
            if (found.isEmpty() && source.text("inLine").isEmpty()) {
                set(bundle, "False", "SourceNotFound", "bundle source was not found");
                return;
            }
            found.forEach(c -> roots.append(c.text("data", key).orElse("")));
            roots.append(source.text("inLine").orElse(""));
        }
        String key = bundle.text("spec", "target", "configMap", "key").orElse("ca-bundle.pem");
        Map<String, String> labels = bundle.textMap("spec", "target", "namespaceSelector", "matchLabels");
        for (Resource namespace : world.list(Kind.NAMESPACE, new Selector("", labels, Map.of()))) {
            ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, namespace.name(), bundle.name());
            world.ensure(Resource.of(
                    Kind.CONFIG_MAP, ref.namespace(), ref.name(), Map.of("data", Json.map(key, roots.toString()))));
            world.update(ref, c -> c.with(roots.toString(), "data", key));
        }
        set(
                bundle,
                "True",
                "Synced",
                labels.isEmpty()
                        ? "Successfully synced Bundle to all namespaces"
                        : "Successfully synced Bundle to namespaces that match this label selector: " + labels);
    }

    private void set(Resource bundle, String status, String reason, String message) {
        world.updateStatus(
                ObjectRef.of(CertManager.BUNDLE, "", bundle.name()),
                b -> Conditions.set(b, "Synced", status, reason, message, world.now()));
    }
}
