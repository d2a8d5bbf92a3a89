package io.millwright.engine.inspect;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of the objects that pods need: those of pods, of the templates from which workloads make pods, and of what else needs a secret. */
final class Needs {
    private Needs() {}

    /**
     * Those of that kind that an object names. A workload that another one makes is left out: what it would make is told by the other one, and
     * what it has made by its pods.
     */
    static Stream<String> named(Resource user, String kind) {
        return switch (user.kind()) {
            case "Ingress" -> secretsOf(kind, user.items("spec", "tls"), "secretName");
            case "ServiceAccount" -> secretsOf(kind, user.items("imagePullSecrets"), "name");
            default -> specification(user).stream().flatMap(pod -> inPod(pod, kind));
        };
    }

    /** Whether a stateful set makes a claim of that name for one of its pods, of which there may be none now. */
    static boolean makesClaim(Resource user, String claim) {
        return user.kind().equals("StatefulSet")
                && user.items("spec", "volumeClaimTemplates").stream()
                        .map(t -> t.name() + "-" + user.name() + "-")
                        .anyMatch(p -> claim.startsWith(p)
                                && claim.substring(p.length()).matches("\\d{1,9}"));
    }

    private static Stream<String> secretsOf(String kind, List<Resource> holders, String field) {
        return kind.equals("Secret") ? holders.stream().flatMap(h -> h.text(field).stream()) : Stream.empty();
    }

    private static Optional<Resource> specification(Resource user) {
        boolean made = !user.items("metadata", "ownerReferences").isEmpty();
        return switch (user.kind()) {
            case "Pod" -> pod(user, "spec");
            case "CronJob" -> pod(user, "spec", "jobTemplate", "spec", "template", "spec");
            case "ReplicaSet", "Job" -> made ? Optional.empty() : pod(user, "spec", "template", "spec");
            default -> pod(user, "spec", "template", "spec");
        };
    }

    private static Optional<Resource> pod(Resource user, String... path) {
        return user.at(path).map(spec -> new Resource(Map.of("spec", spec)));
    }

    private static Stream<String> inPod(Resource pod, String kind) {
        return switch (kind) {
            case "ServiceAccount" ->
                Stream.of(pod.text("spec", "serviceAccountName").orElse("default"));
            case "PriorityClass" -> pod.text("spec", "priorityClassName").stream();
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
