package io.millwright.ingress.health;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the definitions of the Gateway API are whole, of one release and new enough. */
final class ApiDefinitions extends EnvoyCheck {
    ApiDefinitions() {
        super(
                "ingress.gateway.definitions",
                "Definitions of the Gateway API",
                Dimension.CONFIGURATION,
                "CustomResourceDefinitions of gateway.networking.k8s.io: condition Established, annotations bundle-version and channel,"
                        + " status.storedVersions; one that isn't served is Critical, mixed or old ones and stored versions that the"
                        + " definition lacks are Warning.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef control, ClusterView view) {
        List<Resource> all = view.list(Kind.CUSTOM_RESOURCE_DEFINITION, Selector.ALL).stream()
                .filter(d -> d.text("spec", "group")
                        .filter(Names.GATEWAY.group()::equals)
                        .isPresent())
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (all.isEmpty()) {
            findings.add(draft(view, Severity.CRITICAL, "the cluster doesn't know the Gateway API")
                    .suffix("missing")
                    .impact("No Gateway can exist, and the control plane doesn't start.")
                    .saw("definitions", control, "CustomResourceDefinition *.gateway.networking.k8s.io", "none")
                    .run("apply them", "upgrade-definitions", Map.of())
                    .build());
            return findings;
        }
        all.forEach(d -> one(d, view, findings));
        Set<String> bundles = values(all, Names.BUNDLE_VERSION);
        Set<String> channels = values(all, Names.CHANNEL);
        if (bundles.size() > 1 || channels.size() > 1) {
            findings.add(draft(
                            view,
                            Severity.WARNING,
                            "the definitions of the Gateway API come from different releases: "
                                    + String.join(", ", bundles) + (channels.size() > 1 ? " and channels" : ""))
                    .suffix("mixed")
                    .impact("An upgrade stopped half-way; kinds behave as of different releases.")
                    .saw("releases", ref(all.getFirst()), "metadata.annotations." + Names.BUNDLE_VERSION, bundles)
                    .run("apply one release's", "upgrade-definitions", Map.of())
                    .build());
        }
        Optional<Version> needed = Operators.version(deployment).flatMap(v -> Envoy.gatewayApi(v.text()));
        Optional<Version> present = Envoy.bundle(view);
        if (needed.isPresent() && present.isPresent() && present.get().olderThan(needed.get())) {
            findings.add(draft(
                            view,
                            Severity.WARNING,
                            "the Gateway API " + present.get() + " is older than the " + needed.get()
                                    + " that this Envoy Gateway needs")
                    .suffix("old")
                    .impact("Routes of kinds that are new to it are dropped without a word.")
                    .saw("release", ref(all.getFirst()), "metadata.annotations." + Names.BUNDLE_VERSION, present.get())
                    .run("upgrade the definitions", "upgrade-definitions", Map.of())
                    .build());
        }
        return findings;
    }

    private void one(Resource d, ClusterView view, List<Finding> findings) {
        if (d.condition("Established")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isEmpty()) {
            findings.add(draft(view, Severity.CRITICAL, "definition " + d.name() + " isn't served")
                    .suffix("unserved." + d.text("spec", "names", "plural").orElse("one"))
                    .impact("Objects of its kind can't be read or changed.")
                    .saw("condition", ref(d), "status.conditions[Established]", "not True")
                    .manual("see why", "kubectl describe crd " + d.name())
                    .build());
        }
        List<String> versions = d.items("spec", "versions").stream()
                .flatMap(v -> v.text("name").stream())
                .toList();
        List<String> lost = d.texts("status", "storedVersions").stream()
                .filter(v -> !versions.contains(v))
                .toList();
        if (!lost.isEmpty()) {
            findings.add(draft(
                            view,
                            Severity.WARNING,
                            "definition " + d.name() + " has objects stored as " + String.join(", ", lost)
                                    + ", which it no longer has")
                    .suffix("stored." + d.text("spec", "names", "plural").orElse("one"))
                    .impact("The next upgrade of the definitions is refused.")
                    .saw("stored versions", ref(d), "status.storedVersions", lost)
                    .manual("store all objects anew, then forget the old version", """
                            kubectl get %1$s -A -o json | kubectl replace -f -
                            kubectl patch crd %1$s --subresource=status --type=merge -p '{"status":{"storedVersions":["%2$s"]}}'
                            """.formatted(
                                    d.name(), versions.isEmpty() ? "v1" : versions.getFirst()))
                    .build());
        }
    }

    private static Set<String> values(List<Resource> definitions, String annotation) {
        return definitions.stream()
                .flatMap(d -> d.annotation(annotation).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ObjectRef ref(Resource definition) {
        return ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", definition.name());
    }
}
