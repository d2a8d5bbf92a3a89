package io.millwright.metrics.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** The operator's definitions in a cluster. Helm installs them and never upgrades them, so their version is a thing of its own. */
public final class Definitions {
    private Definitions() {}

    public static ObjectRef ref(String name) {
        return ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", name);
    }

    public static boolean served(Resource definition) {
        return definition
                .condition("Established")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** The operator's version that a definition was made for. */
    public static Optional<String> version(Resource definition) {
        return definition.annotation(Names.SCHEMA_VERSION);
    }

    /** Whether all ten are there, served, and of that version. */
    public static boolean are(String version, ClusterView view) {
        return Names.DEFINITIONS.stream()
                .allMatch(n -> view.get(ref(n))
                        .filter(d ->
                                served(d) && version(d).filter(version::equals).isPresent())
                        .isPresent());
    }

    /** The names of those that are there. */
    public static List<String> present(ClusterView view) {
        return Names.DEFINITIONS.stream()
                .filter(n -> view.get(ref(n)).isPresent())
                .toList();
    }

    /** Where upstream publishes them. */
    public static String address(String version) {
        return "https://github.com/prometheus-operator/prometheus-operator/releases/download/v" + version
                + "/stripped-down-crds.yaml";
    }
}
