package io.millwright.kafka.strimzi;

import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way from v1beta2 to v1: releases 0.49 to 0.51 know both and bring a tool that converts objects and definitions; later ones know v1 alone.
 * After upstream's page of the tool.
 */
public final class Conversion {
    private static final Version FIRST = Version.of("0.49.0");
    private static final Version V1_ONLY = Version.of("1.0.0");
    private static final Set<String> GONE_AUTHORIZATIONS = Set.of("keycloak", "opa");

    private Conversion() {}

    /** Whether an operator of that version brings the tool. */
    public static boolean possible(Version operator) {
        return !operator.olderThan(FIRST) && operator.olderThan(V1_ONLY);
    }

    /** Whether an operator of that version knows v1 alone. */
    public static boolean onlyV1(Version operator) {
        return !operator.olderThan(V1_ONLY);
    }

    /** Whether objects of that definition may still be stored in another version than v1. */
    public static boolean storedOld(Resource definition) {
        return definition.texts("status", "storedVersions").stream().anyMatch(v -> !v.equals("v1"));
    }

    /** The definitions whose objects may still be stored in another version. */
    public static List<Resource> storedOld(ClusterView view) {
        return Strimzi.KINDS.stream()
                .flatMap(k ->
                        view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(k))).stream())
                .filter(Conversion::storedOld)
                .toList();
    }

    /** What in the objects has no counterpart in v1, as a person has to change it first: object and field. */
    public static List<String> byHand(ClusterView view) {
        List<String> found = new ArrayList<>();
        for (Kind kind : List.of(Strimzi.KAFKA, Strimzi.CONNECT, Strimzi.MIRROR, Strimzi.BRIDGE)) {
            // Read as v1 the fields in question would be left out.
            Kind old = Kind.of(kind.group(), "v1beta2", kind.kind(), kind.plural());
            for (Resource object : view.list(old, Selector.ALL)) {
                fields(object)
                        .forEach(
                                f -> found.add(kind.kind() + " " + object.namespace() + "/" + object.name() + " " + f));
            }
        }
        return found;
    }

    private static List<String> fields(Resource object) {
        List<String> found = new ArrayList<>();
        for (Resource listener : object.items("spec", "kafka", "listeners")) {
            if (oauth(listener, "authentication", "type")) {
                found.add("spec.kafka.listeners[].authentication.type oauth");
            }
            if (listener.at("authentication", "secrets").isPresent()) {
                found.add("spec.kafka.listeners[].authentication.secrets");
            }
        }
        object.text("spec", "kafka", "authorization", "type")
                .filter(GONE_AUTHORIZATIONS::contains)
                .ifPresent(t -> found.add("spec.kafka.authorization.type " + t));
        if (object.at("spec", "kafka", "resources").isPresent()) {
            found.add("spec.kafka.resources");
        }
        if (oauth(object, "spec", "authentication", "type")) {
            found.add("spec.authentication.type oauth");
        }
        if (object.items("spec", "clusters").stream().anyMatch(c -> oauth(c, "authentication", "type"))) {
            found.add("spec.clusters[].authentication.type oauth");
        }
        if (object.at("spec", "externalConfiguration").isPresent()) {
            found.add("spec.externalConfiguration");
        }
        return found.stream().distinct().toList();
    }

    private static boolean oauth(Resource object, String... path) {
        return Optional.of("oauth").equals(object.text(path));
    }
}
