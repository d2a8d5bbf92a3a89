package io.millwright.engine.inspect;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The pods that need an object: a secret, a config map, a volume claim, a service account. */
public final class Users {
    private static final Set<String> USED = Set.of("Secret", "ConfigMap", "PersistentVolumeClaim", "ServiceAccount");

    private Users() {}

    /** Whether pods name objects of that kind in their specification. */
    public static boolean areKnownFor(String kind) {
        return USED.contains(kind);
    }

    /**
     * The names of the pods of its namespace that name it, sorted.
     *
     * @throws io.millwright.spi.ProblemException when pods can't be listed
     */
    public static List<String> of(Resource object, ClusterView view) {
        return areKnownFor(object.kind())
                ? view.list(Kind.POD, Selector.in(object.namespace())).stream()
                        .filter(pod -> needs(pod, object.kind(), object.name()))
                        .map(Resource::name)
                        .sorted()
                        .toList()
                : List.of();
    }

    private static boolean needs(Resource pod, String kind, String name) {
        return named(pod, kind).anyMatch(name::equals);
    }

    private static Stream<String> named(Resource pod, String kind) {
        return switch (kind) {
            case "ServiceAccount" ->
                Stream.of(pod.text("spec", "serviceAccountName").orElse("default"));
            case "PersistentVolumeClaim" ->
                volumes(pod).flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream());
            case "Secret" ->
                Stream.of(
                                volumes(pod).flatMap(v -> v.text("secret", "secretName").stream()),
                                projected(pod, "secret"),
                                environment(pod, "secretKeyRef", "secretRef"),
                                pod.items("spec", "imagePullSecrets").stream().flatMap(s -> s.text("name").stream()))
                        .flatMap(s -> s);
            case "ConfigMap" ->
                Stream.of(
                                volumes(pod).flatMap(v -> v.text("configMap", "name").stream()),
                                projected(pod, "configMap"),
                                environment(pod, "configMapKeyRef", "configMapRef"))
                        .flatMap(s -> s);
            default -> Stream.empty();
        };
    }

    private static Stream<Resource> volumes(Resource pod) {
        return pod.items("spec", "volumes").stream();
    }

    private static Stream<String> projected(Resource pod, String what) {
        return volumes(pod)
                .flatMap(v -> v.items("projected", "sources").stream())
                .flatMap(s -> s.text(what, "name").stream());
    }

    private static Stream<String> environment(Resource pod, String one, String all) {
        return Stream.of("containers", "initContainers", "ephemeralContainers")
                .flatMap(list -> pod.items("spec", list).stream())
                .flatMap(c -> Stream.concat(
                        c.items("env").stream().flatMap(e -> e.text("valueFrom", one, "name").stream()),
                        c.items("envFrom").stream().flatMap(e -> e.text(all, "name").stream())));
    }
}
