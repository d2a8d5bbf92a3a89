package io.millwright.ingress.facts;

import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Envoy Gateway: how it is found, and what each of its releases needs. */
public final class Envoy {
    private Envoy() {}

    /** The control planes' Deployments. */
    public static List<Resource> deployments(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.labelled("", Names.ENVOY_LABEL, Names.ENVOY));
    }

    public static boolean isOne(Resource deployment) {
        return deployment.label(Names.ENVOY_LABEL).filter(Names.ENVOY::equals).isPresent();
    }

    /** The Gateway API bundle that a release was made with; empty for a branch that isn't known here. */
    public static Optional<Version> gatewayApi(String envoyVersion) {
        return Optional.ofNullable(
                        switch (Version.of(envoyVersion).branch()) {
                            case "1.9" -> "1.6.1";
                            case "1.8" -> "1.5.1";
                            case "1.7" -> "1.4.1";
                            default -> null;
                        })
                .map(Version::of);
    }

    /** The Gateway API bundle in the cluster, by the definition of Gateways; empty when there is none. */
    public static Optional<Version> bundle(ClusterView view) {
        return view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Names.definition(Names.GATEWAY)))
                .flatMap(d -> d.annotation(Names.BUNDLE_VERSION))
                .map(v -> Version.of(v.replaceFirst("^v", "")));
    }

    /** The classes that Envoy Gateway answers for. */
    public static List<Resource> classes(ClusterView view) {
        return view.list(Names.GATEWAY_CLASS, Selector.ALL).stream()
                .filter(c -> c.text("spec", "controllerName")
                        .filter(Names.ENVOY_CONTROLLER::equals)
                        .isPresent())
                .toList();
    }

    /** The Deployments or DaemonSets that carry a Gateway's traffic. */
    public static List<Resource> proxies(Resource gateway, ClusterView view) {
        Map<String, String> owned =
                Map.of(Names.OWNING_GATEWAY, gateway.name(), Names.OWNING_GATEWAY_NAMESPACE, gateway.namespace());
        return view.list(Kind.DEPLOYMENT, new Selector("", owned, Map.of()));
    }
}
