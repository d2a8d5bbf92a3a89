package io.millwright.kube;

import io.millwright.engine.port.Calls;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where contexts come from and as whom requests are made.
 *
 * @param kubeconfigs files in order of precedence; those that don't exist are passed over when there are several
 * @param explicit the one file that the user named, which must exist; takes the place of {@code kubeconfigs}
 * @param other another cluster, user or token than the context names
 * @param asUser the user to impersonate
 * @param asGroups the groups to impersonate, only with {@code asUser}
 * @param requestTimeout the time that one request may take
 * @param calls is told of every call
 * @param environment what counts of the environment: proxies, and the API server of the cluster in which the program itself runs
 */
public record KubeOptions(
        List<Path> kubeconfigs,
        Optional<Path> explicit,
        Other other,
        Optional<String> asUser,
        List<String> asGroups,
        Duration requestTimeout,
        Calls calls,
        Map<String, String> environment) {
    /** The time that one request may take unless said otherwise. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private static final Set<String> VARIABLES = Set.of(
            "KUBERNETES_SERVICE_HOST",
            "KUBERNETES_SERVICE_PORT",
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "NO_PROXY",
            "no_proxy");

    public KubeOptions {
        kubeconfigs = List.copyOf(kubeconfigs);
        asGroups = List.copyOf(asGroups);
        environment = environment.entrySet().stream()
                .filter(e -> VARIABLES.contains(e.getKey()) && !e.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What kubectl would take: {@code explicit}, else the files of {@code KUBECONFIG}, else {@code ~/.kube/config}. */
    public static KubeOptions of(Optional<Path> explicit, Map<String, String> environment, Path home) {
        List<Path> files = Arrays.stream(
                        environment.getOrDefault("KUBECONFIG", "").split(File.pathSeparator))
                .filter(f -> !f.isBlank())
                .map(Path::of)
                .distinct()
                .toList();
        return new KubeOptions(
                files.isEmpty() ? List.of(home.resolve(".kube").resolve("config")) : files,
                explicit,
                Other.NONE,
                Optional.empty(),
                List.of(),
                REQUEST_TIMEOUT,
                Calls.UNHEARD,
                environment);
    }

    /** Just that file, and nothing of the environment. */
    public static KubeOptions file(Path kubeconfig) {
        return new KubeOptions(
                List.of(),
                Optional.of(kubeconfig),
                Other.NONE,
                Optional.empty(),
                List.of(),
                REQUEST_TIMEOUT,
                Calls.UNHEARD,
                Map.of());
    }

    public KubeOptions as(String user, List<String> groups) {
        return new KubeOptions(
                kubeconfigs, explicit, other, Optional.of(user), groups, requestTimeout, calls, environment);
    }

    public KubeOptions withRequestTimeout(Duration timeout) {
        return new KubeOptions(kubeconfigs, explicit, other, asUser, asGroups, timeout, calls, environment);
    }

    /** The same, telling somebody of every call. */
    public KubeOptions toldTo(Calls listener) {
        return new KubeOptions(kubeconfigs, explicit, other, asUser, asGroups, requestTimeout, listener, environment);
    }

    /** With other parts of the one context that is worked with. */
    public KubeOptions with(Other parts) {
        return new KubeOptions(kubeconfigs, explicit, parts, asUser, asGroups, requestTimeout, calls, environment);
    }

    /**
     * What takes the place of what one context names; that context is then the only one.
     *
     * @param context which; the current one when it is empty
     * @param cluster a cluster of the kubeconfig
     * @param user a user of the kubeconfig
     * @param token a bearer token, in place of whatever the user logs in with
     */
    public record Other(
            Optional<String> context, Optional<String> cluster, Optional<String> user, Optional<String> token) {
        public static final Other NONE =
                new Other(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        boolean isNone() {
            return cluster.isEmpty() && user.isEmpty() && token.isEmpty();
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "context " + context.orElse("current") + ", cluster " + cluster.orElse("its own") + ", user "
                    + user.orElse("its own") + (token.isPresent() ? ", a token" : "");
        }
    }

    /** What the environment says of the name, in capitals or not. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))));
    }

    List<Path> files() {
        return explicit.map(List::of).orElse(kubeconfigs);
    }
}
