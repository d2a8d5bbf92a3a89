package io.millwright.engine.inspect;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What needs an object: a secret, a config map, a volume claim, a service account or a priority class. Pods do, and what makes pods does when it
 * has none at the moment; a secret is also needed by an Ingress for its TLS and by a service account for pulling images.
 */
public final class Users {
    /** How long all lists together may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int HIGHEST = 8;
    private static final Kind INGRESS = Kind.of("networking.k8s.io", "v1", "Ingress", "ingresses");

    /** In the order in which they are told; those that make pods stand before what they make. */
    private static final List<Kind> WORKLOADS = List.of(
            Kind.DEPLOYMENT, Kind.STATEFUL_SET, Kind.DAEMON_SET, Kind.REPLICA_SET, Kind.CRON_JOB, Kind.JOB, Kind.POD);

    private static final List<Kind> OF_SECRETS = List.of(INGRESS, Kind.SERVICE_ACCOUNT);

    private Users() {}

    /**
     * What needs it.
     *
     * @param users workloads rather than their pods, and pods of which no workload is known; by kind and name
     * @param missing the kinds that couldn't be listed, among which there may be more
     */
    public record Found(List<Resource> users, List<Missing> missing) {
        public Found {
            users = List.copyOf(users);
            missing = List.copyOf(missing);
        }
    }

    /** Whether pods name objects of that kind in their specification. */
    public static boolean areKnownFor(Kind kind) {
        return areKnownFor(kind.apiVersion(), kind.kind());
    }

    /** Whether pods name objects of that object's kind in their specification. */
    public static boolean areKnownFor(Resource object) {
        return areKnownFor(object.apiVersion(), object.kind());
    }

    private static boolean areKnownFor(String version, String kind) {
        return switch (kind) {
            case "Secret", "ConfigMap", "PersistentVolumeClaim", "ServiceAccount" -> version.equals("v1");
            case "PriorityClass" -> version.startsWith("scheduling.k8s.io/");
            default -> false;
        };
    }

    /** The words for all that is looked at of an object of that kind: {@code pod or workload}. */
    public static String looked(String kind) {
        return kind.equals("Secret") ? "pod, workload, Ingress or service account" : "pod or workload";
    }

    /** What needs that object; the lists are read at the same time. Of a kind for which none are known, nothing is read. */
    public static Found of(Resource object, ClusterView view) {
        return of(object, view, PATIENCE);
    }

    static Found of(Resource object, ClusterView view, Duration patience) {
        if (!areKnownFor(object)) {
            return new Found(List.of(), List.of());
        }
        List<Kind> kinds = new ArrayList<>(WORKLOADS);
        if (object.kind().equals("Secret")) {
            kinds.addAll(OF_SECRETS);
        }
        Lists lists = Lists.read(kinds, selector(object), view, patience);
        Map<String, Resource> workloads = new HashMap<>();
        WORKLOADS.stream()
                .filter(k -> !k.equals(Kind.POD))
                .flatMap(k -> lists.of(k).stream())
                .forEach(o -> workloads.put(o.uid(), o));
        Map<String, Resource> users = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            lists.of(kind).stream()
                    .filter(o -> needs(o, object))
                    .map(o -> top(o, workloads, 0))
                    .forEach(o -> users.putIfAbsent(o.kind() + "/" + o.namespace() + "/" + o.name(), o));
        }
        List<String> order = kinds.stream().map(Kind::kind).toList();
        return new Found(
                users.values().stream()
                        .sorted(Comparator.comparing((Resource o) -> order.indexOf(o.kind()))
                                .thenComparing(Resource::namespace)
                                .thenComparing(Resource::name))
                        .toList(),
                lists.missing());
    }

    /**
     * The names of the pods of its namespace that name it, sorted: one list. What has no pods at the moment isn't among them.
     *
     * @throws io.millwright.spi.ProblemException when pods can't be listed
     */
    public static List<String> pods(Resource object, ClusterView view) {
        return areKnownFor(object)
                ? view.list(Kind.POD, selector(object)).stream()
                        .filter(pod -> needs(pod, object))
                        .map(Resource::name)
                        .sorted()
                        .toList()
                : List.of();
    }

    private static Selector selector(Resource object) {
        return object.namespace().isEmpty() ? Selector.ALL : Selector.in(object.namespace());
    }

    private static boolean needs(Resource user, Resource object) {
        return Needs.named(user, object.kind()).anyMatch(object.name()::equals)
                || object.kind().equals("PersistentVolumeClaim") && Needs.makesClaim(user, object.name());
    }

    /** What owns it in the end, as far as it is among the workloads that could be read. */
    private static Resource top(Resource object, Map<String, Resource> workloads, int height) {
        Optional<Resource> owner = height >= HIGHEST
                ? Optional.empty()
                : owner(object).flatMap(o -> Optional.ofNullable(workloads.get(o)));
        return owner.map(o -> top(o, workloads, height + 1)).orElse(object);
    }

    private static Optional<String> owner(Resource object) {
        return Stream.of(object)
                .flatMap(o -> o.items("metadata", "ownerReferences").stream())
                .filter(o -> o.flag("controller").orElse(false))
                .flatMap(o -> o.text("uid").stream())
                .findFirst();
    }
}
