package io.millwright.app.browse;

import io.millwright.app.browse.Relations.Related;
import io.millwright.app.browse.Relations.State;
import io.millwright.engine.inspect.SelectedPods;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What belongs to an object outside of its namespace and can't be seen on the object itself: it takes lists of a whole cluster, so it is
 * asked for one object at a time, when somebody opens it.
 */
final class Beyond {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Kind ROLE = Kind.of(RBAC, "v1", "Role", "roles");
    private static final Kind ROLE_BINDING = Kind.of(RBAC, "v1", "RoleBinding", "rolebindings");
    private static final Kind CLUSTER_ROLE = new Kind(RBAC, "v1", "ClusterRole", "clusterroles", false);
    private static final Kind CLUSTER_ROLE_BINDING =
            new Kind(RBAC, "v1", "ClusterRoleBinding", "clusterrolebindings", false);
    private static final Kind API_SERVICE =
            new Kind("apiregistration.k8s.io", "v1", "APIService", "apiservices", false);
    private static final Kind PRIORITY_CLASS =
            new Kind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false);
    private static final Kind INGRESS_CLASS =
            new Kind("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);

    /** Where what is made for an object is looked for by its labels; without Secrets, whose values would be read with them. */
    private static final List<Kind> LABELLED = List.of(
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.SERVICE,
            Kind.SERVICE_ACCOUNT,
            Kind.CONFIG_MAP,
            ROLE,
            ROLE_BINDING,
            CLUSTER_ROLE,
            CLUSTER_ROLE_BINDING,
            Kind.VALIDATING_WEBHOOK,
            Kind.MUTATING_WEBHOOK,
            API_SERVICE,
            PRIORITY_CLASS,
            INGRESS_CLASS,
            Kind.STORAGE_CLASS,
            Kind.CUSTOM_RESOURCE_DEFINITION);

    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final String OWNING_GATEWAY = "gateway.envoyproxy.io/owning-gateway-";
    private static final Set<String> SEARCHED = Set.of(
            "ServiceAccount",
            "Service",
            "Node",
            "StorageClass.storage.k8s.io",
            "ClusterRole." + RBAC,
            "GatewayClass.gateway.networking.k8s.io");

    private final ClusterConnection cluster;
    private final List<Problem> missing;

    /** @param missing told what couldn't be read */
    Beyond(ClusterConnection cluster, List<Problem> missing) {
        this.cluster = cluster;
        this.missing = missing;
    }

    /** Whether something may be found for objects of that kind. */
    static boolean isSearched(String word) {
        return SEARCHED.contains(word) || word.startsWith("Cluster") && isCustom(word);
    }

    private static boolean isCustom(String word) {
        int dot = word.indexOf('.');
        return dot > 0 && word.indexOf('.', dot + 1) > 0 && !word.endsWith(".k8s.io");
    }

    /** What belongs to that object and lies anywhere in the cluster. */
    List<Related> of(Resource object) {
        String name = object.name();
        return switch (Relations.word(object)) {
            case "ServiceAccount" -> bindings(object);
            case "ClusterRole." + RBAC ->
                Stream.of(ROLE_BINDING, CLUSTER_ROLE_BINDING)
                        .flatMap(k -> found("bound by", k, Selector.ALL, b -> isTo(b, object)).stream())
                        .toList();
            case "Service" -> callers(object);
            case "Node" ->
                found(
                        "runs",
                        Kind.POD,
                        Selector.ALL.andField("spec.nodeName", name),
                        p -> p.text("spec", "nodeName").filter(name::equals).isPresent());
            case "StorageClass.storage.k8s.io" ->
                found(
                        "is class of",
                        Kind.PERSISTENT_VOLUME,
                        Selector.ALL,
                        v -> v.text("spec", "storageClassName")
                                .filter(name::equals)
                                .isPresent());
            case "GatewayClass.gateway.networking.k8s.io" ->
                cluster.tables().find("gateways.gateway.networking.k8s.io").stream()
                        .flatMap(s -> found(
                                "is class of",
                                s.kind(),
                                Selector.ALL,
                                g -> g.text("spec", "gatewayClassName")
                                        .filter(name::equals)
                                        .isPresent())
                                .stream())
                        .toList();
            default -> object.namespace().isEmpty() && isSearched(Relations.word(object)) ? owned(object) : List.of();
        };
    }

    /** What its kind's name without the word Cluster names: what such an object makes, it makes in namespaces. */
    private List<Related> owned(Resource object) {
        String word = Relations.word(object).substring("Cluster".length());
        return cluster.tables().find(word).filter(s -> s.kind().namespaced()).stream()
                .flatMap(s -> found(
                        "owns",
                        s.kind(),
                        Selector.ALL,
                        o -> o.items("metadata", "ownerReferences").stream()
                                .anyMatch(r -> r.text("uid")
                                        .filter(object.uid()::equals)
                                        .isPresent()))
                        .stream())
                .toList();
    }

    private List<Related> bindings(Resource account) {
        List<Related> all = new ArrayList<>();
        for (Kind kind : List.of(ROLE_BINDING, CLUSTER_ROLE_BINDING)) {
            all.addAll(found(
                    "bound by",
                    kind,
                    Selector.ALL,
                    b -> b.items("subjects").stream()
                            .anyMatch(s -> s.kind().equals("ServiceAccount")
                                    && s.text("name")
                                            .filter(account.name()::equals)
                                            .isPresent()
                                    && s.text("namespace").orElse(b.namespace()).equals(account.namespace()))));
        }
        return all;
    }

    private static boolean isTo(Resource binding, Resource role) {
        return binding.text("roleRef", "kind").filter("ClusterRole"::equals).isPresent()
                && binding.text("roleRef", "name").filter(role.name()::equals).isPresent();
    }

    @SuppressWarnings("unchecked")
    private static Resource part(Resource whole, String field) {
        return whole.at(field)
                .filter(Map.class::isInstance)
                .map(m -> new Resource((Map<String, Object>) m))
                .orElse(new Resource(Map.of()));
    }

    /** What the API server calls a service for, and the pods behind it. */
    private List<Related> callers(Resource service) {
        Predicate<Resource> same = holder ->
                holder.text("service", "name").filter(service.name()::equals).isPresent()
                        && holder.text("service", "namespace")
                                .filter(service.namespace()::equals)
                                .isPresent();
        List<Related> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.VALIDATING_WEBHOOK, Kind.MUTATING_WEBHOOK)) {
            all.addAll(found(
                    "called by",
                    kind,
                    Selector.ALL,
                    w -> w.items("webhooks").stream().anyMatch(h -> same.test(part(h, "clientConfig")))));
        }
        all.addAll(found("called by", API_SERVICE, Selector.ALL, a -> same.test(part(a, "spec"))));
        SelectedPods.selector(service)
                .ifPresent(s -> all.addAll(found(
                        "selects", Kind.POD, new Selector(service.namespace(), s.labels(), Map.of()), s::selects)));
        return all;
    }

    /** What carries the object's labels in other namespaces, and in the cluster as a whole. */
    List<Related> elsewhere(Resource object) {
        List<Related> all = new ArrayList<>();
        Selector selector = labels(object);
        Predicate<Resource> theirs = o -> o.textMap("metadata", "labels")
                        .entrySet()
                        .containsAll(selector.labels().entrySet())
                && (o.namespace().isEmpty() || !o.namespace().equals(object.namespace()))
                // Releases of the same name in two namespaces have the same label.
                && o.annotation(RELEASE_NAMESPACE)
                        .or(() -> Optional.of(object.namespace()))
                        .equals(object.annotation(RELEASE_NAMESPACE).or(() -> Optional.of(object.namespace())));
        for (Kind kind : LABELLED) {
            all.addAll(found("labelled", kind, selector, theirs));
        }
        return all;
    }

    private static Selector labels(Resource object) {
        return Relations.word(object).equals("Gateway.gateway.networking.k8s.io")
                ? Selector.ALL
                        .andLabel(OWNING_GATEWAY + "name", object.name())
                        .andLabel(OWNING_GATEWAY + "namespace", object.namespace())
                : Selector.ALL.andLabel(
                        INSTANCE,
                        object.label(INSTANCE)
                                .or(() -> object.annotation(RELEASE))
                                .orElse(object.name()));
    }

    private List<Related> found(String role, Kind kind, Selector selector, Predicate<Resource> wanted) {
        try {
            return cluster.view().list(kind, selector).stream()
                    .filter(wanted)
                    .limit(Relations.AT_MOST)
                    .map(o -> new Related(
                            role, Relations.word(kind), o.namespace(), o.name(), stateOf(kind, o), List.of(), true))
                    .toList();
        } catch (ProblemException e) {
            missing.add(e.problem());
            return List.of();
        }
    }

    private static State stateOf(Kind kind, Resource object) {
        // Objects of a list may lack their kind, by which the state is told.
        return ObjectState.of(object.with(kind.kind(), "kind"));
    }
}
