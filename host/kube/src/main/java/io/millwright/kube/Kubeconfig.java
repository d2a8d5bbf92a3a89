package io.millwright.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kubeconfig files merged as kubectl does: the first file to name a context, cluster or user wins. Read entry by entry, so that one that
 * is broken doesn't spoil the others.
 */
final class Kubeconfig {
    private static final String ATTEMPTED = "read the kubeconfig";
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final String IN_CLUSTER = "in-cluster";

    private final Map<String, Resource> contexts = new LinkedHashMap<>();
    private final Map<String, Resource> clusters = new LinkedHashMap<>();
    private final Map<String, Resource> users = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final KubeOptions.Other other;
    private String current = "";

    private Kubeconfig(KubeOptions.Other other) {
        this.other = other;
    }

    static Kubeconfig read(KubeOptions options) {
        return read(options, ACCOUNT);
    }

    /**
     * @param account the folder in which a pod finds its service account
     */
    static Kubeconfig read(KubeOptions options, Path account) {
        Kubeconfig result = new Kubeconfig(options.other());
        List<Path> files = options.files();
        List<Path> missing = files.stream().filter(f -> !Files.exists(f)).toList();
        files.stream().filter(Files::exists).forEach(result::add);
        if (missing.size() == files.size() && options.explicit().isEmpty() && result.inCluster(options, account)) {
            return result;
        }
        if (missing.size() == files.size()) {
            missing.forEach(f -> result.problems.add(Problem.user(
                    ATTEMPTED,
                    "file " + f,
                    "there is no such file",
                    "Name one with --kubeconfig or KUBECONFIG, or put it at ~/.kube/config.")));
        } else if (result.contexts.isEmpty() && result.problems.isEmpty()) {
            result.problems.add(Problem.user(
                    ATTEMPTED,
                    "file " + files.getFirst(),
                    "it has no contexts",
                    "Add one with kubectl config set-context, or name another file with --kubeconfig."));
        }
        return result;
    }

    /** Without a kubeconfig, a program that runs in a pod uses the pod's own service account. */
    private boolean inCluster(KubeOptions options, Path account) {
        Optional<String> host = options.variable("KUBERNETES_SERVICE_HOST");
        if (host.isEmpty() || !Files.isReadable(account.resolve("token"))) {
            return false;
        }
        String address = host.get().contains(":") ? "[" + host.get() + "]" : host.get();
        String server = "https://" + address + ":"
                + options.variable("KUBERNETES_SERVICE_PORT").orElse("443");
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("cluster", IN_CLUSTER);
        context.put("user", IN_CLUSTER);
        try {
            context.put(
                    "namespace", Files.readString(account.resolve("namespace")).strip());
        } catch (IOException e) {
            // The namespace is a convenience: without the file it is the usual one.
            context.put("namespace", "default");
        }
        contexts.put(IN_CLUSTER, new Resource(Map.of("name", IN_CLUSTER, "context", context)));
        clusters.put(
                IN_CLUSTER,
                new Resource(Map.of(
                        "name",
                        IN_CLUSTER,
                        "cluster",
                        Map.of(
                                "server",
                                server,
                                "certificate-authority",
                                account.resolve("ca.crt").toString()))));
        users.put(
                IN_CLUSTER,
                new Resource(Map.of(
                        "name",
                        IN_CLUSTER,
                        "user",
                        Map.of("tokenFile", account.resolve("token").toString()))));
        current = IN_CLUSTER;
        return true;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** All contexts; where parts of one are replaced, that one alone. */
    List<String> names() {
        String chosen = other.context().orElse(current);
        return contexts.keySet().stream()
                .filter(n -> other.isNone() || n.equals(chosen))
                .toList();
    }

    String current() {
        return current;
    }

    /** That context with what it refers to; empty when there is none. */
    Optional<KubeContext> context(String name) {
        return Optional.ofNullable(contexts.get(name))
                .filter(_ -> names().contains(name))
                .map(entry -> resolve(name, entry));
    }

    private KubeContext resolve(String name, Resource entry) {
        String clusterName =
                other.cluster().or(() -> entry.text("context", "cluster")).orElse("");
        String userName = other.user().or(() -> entry.text("context", "user")).orElse("");
        Optional<Resource> cluster = Optional.ofNullable(clusters.get(clusterName));
        Optional<Resource> user = other.token()
                .map(t -> new Resource(
                        Map.of("name", userName.isEmpty() ? "token" : userName, "user", Map.of("token", t))))
                .or(() -> Optional.ofNullable(users.get(userName)));
        String server = cluster.flatMap(c -> c.text("cluster", "server")).orElse("");
        String why = "";
        if (cluster.isEmpty()) {
            why = clusterName.isEmpty() ? "it names no cluster" : "its cluster " + clusterName + " is not defined";
        } else if (!server.startsWith("https://") && !server.startsWith("http://")) {
            why = "its cluster " + clusterName + " has no usable server address"
                    + (server.isEmpty() ? "" : ": " + server);
        } else if (user.isEmpty() && !userName.isEmpty()) {
            why = "its user " + userName + " is not defined";
        } else {
            why = LoginFiles.fault(cluster.get(), user).orElse("");
        }
        Optional<Problem> unusable = Optional.of(why)
                .filter(w -> !w.isEmpty())
                .map(w -> Problem.user(
                        "use context " + name,
                        "the kubeconfig",
                        w,
                        "Correct the context: kubectl config view shows it."));
        return new KubeContext(
                name,
                server,
                entry.text("context", "namespace").filter(n -> !n.isEmpty()).orElse("default"),
                userName,
                unusable,
                cluster.orElse(entry),
                user);
    }

    private void add(Path file) {
        try {
            Object tree = PlainTree.yaml(Files.readString(file));
            if (tree == null) {
                return;
            }
            if (!(tree instanceof Map<?, ?> map)) {
                problems.add(broken(file, "it isn't a kubeconfig"));
                return;
            }
            Map<String, Object> content = new LinkedHashMap<>();
            map.forEach((k, v) -> content.put(String.valueOf(k), v));
            Resource config = new Resource(content);
            Path place = file.toAbsolutePath().normalize();
            take(config, "contexts", contexts, place);
            take(config, "clusters", clusters, place);
            take(config, "users", users, place);
            if (current.isEmpty()) {
                current = config.text("current-context").orElse("");
            }
        } catch (JsonProcessingException e) {
            // Only the place: the parser's message quotes the file, and the file holds secrets.
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            problems.add(broken(file, "it isn't valid YAML" + where));
        } catch (IOException e) {
            problems.add(broken(file, "it can't be read: " + e.getClass().getSimpleName()));
        }
    }

    private static Problem broken(Path file, String why) {
        return Problem.user(ATTEMPTED, "file " + file, why, "Correct the file, or name another one with --kubeconfig.");
    }

    private static void take(Resource config, String list, Map<String, Resource> into, Path file) {
        for (Resource entry : config.items(list)) {
            entry.text("name").ifPresent(name -> into.putIfAbsent(name, absolute(entry, file)));
        }
    }

    /** File names in a kubeconfig are relative to its folder. */
    private static Resource absolute(Resource entry, Path file) {
        Resource result = entry;
        for (String[] path : new String[][] {
            {"cluster", "certificate-authority"},
            {"user", "client-certificate"},
            {"user", "client-key"},
            {"user", "tokenFile"},
            {"user", "exec", "command"}
        }) {
            boolean command = path.length == 3;
            Optional<String> value = entry.text(path).filter(v -> !v.isEmpty() && (!command || v.contains("/")));
            if (value.isPresent()) {
                result = result.with(file.resolveSibling(value.get()).toString(), path);
            }
        }
        return result;
    }
}
