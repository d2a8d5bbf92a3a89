package io.millwright.app.browse;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What somebody may do in a namespace: oneself as the API server says it, others as roles and their bindings say it. */
public final class Rights {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final Kind ROLE = Kind.of(GROUP, "v1", "Role", "roles");
    static final Kind ROLE_BINDING = Kind.of(GROUP, "v1", "RoleBinding", "rolebindings");
    private static final Kind CLUSTER_ROLE = new Kind(GROUP, "v1", "ClusterRole", "clusterroles", false);
    static final Kind CLUSTER_ROLE_BINDING = new Kind(GROUP, "v1", "ClusterRoleBinding", "clusterrolebindings", false);

    private Rights() {}

    /**
     * A right.
     *
     * @param resources {@code pods}, {@code deployments.apps}, {@code *}; or a path
     * @param names only objects of these names; empty for all
     * @param from the binding that gives it; empty where the API server didn't say
     */
    public record Right(String resources, String names, String verbs, String from) {}

    /**
     * What somebody may do.
     *
     * @param who in words
     * @param incomplete why there may be more than that; empty when that is all
     */
    public record Found(String who, String namespace, List<Right> rights, String incomplete) {
        public Found {
            rights = List.copyOf(rights);
        }
    }

    /**
     * Somebody: oneself, or a subject of bindings.
     *
     * @param kind {@code User}, {@code Group}, {@code ServiceAccount}; empty for oneself
     */
    public record Who(String kind, String namespace, String name) {
        public static final Who ME = new Who("", "", "");

        /**
         * Understands {@code me}, {@code u:NAME}, {@code g:NAME}, {@code s:NAMESPACE/NAME}; the first part may be written out.
         *
         * @throws ProblemException when it is none of them
         */
        public static Who parse(String text) {
            int colon = text.indexOf(':');
            String what = colon < 0 ? text : text.substring(0, colon);
            String name = colon < 0 ? "" : text.substring(colon + 1);
            int slash = name.indexOf('/');
            if (text.isEmpty() || text.equals("me")) {
                return ME;
            }
            if (Set.of("u", "user").contains(what) && !name.isEmpty()) {
                return new Who("User", "", name);
            }
            if (Set.of("g", "group").contains(what) && !name.isEmpty()) {
                return new Who("Group", "", name);
            }
            if (Set.of("s", "sa", "serviceaccount").contains(what) && slash > 0 && slash < name.length() - 1) {
                return new Who("ServiceAccount", name.substring(0, slash), name.substring(slash + 1));
            }
            throw new ProblemException(Problem.user(
                    "tell whose rights are meant",
                    "'" + text + "'",
                    "it names neither a user nor a group nor a service account",
                    "Write me, u:NAME, g:NAME or s:NAMESPACE/NAME."));
        }

        String words() {
            return switch (kind) {
                case "" -> "you";
                case "User" -> "user " + name;
                case "Group" -> "group " + name;
                default -> "service account " + namespace + "/" + name;
            };
        }

        private boolean is(Resource subject) {
            String told = subject.text("name").orElse("");
            boolean same = subject.kind().equals(kind)
                    && told.equals(name)
                    && (!kind.equals("ServiceAccount")
                            || subject.text("namespace")
                                    .filter(namespace::equals)
                                    .isPresent());
            boolean member = subject.kind().equals("Group") && groups().contains(told);
            boolean alias = subject.kind().equals("User")
                    && kind.equals("ServiceAccount")
                    && told.equals("system:serviceaccount:" + namespace + ":" + name);
            return same || member || alias;
        }

        /** Those that everybody of its kind is in. */
        private Set<String> groups() {
            return switch (kind) {
                case "ServiceAccount" ->
                    Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated");
                case "User" -> Set.of("system:authenticated");
                default -> Set.of();
            };
        }
    }

    /**
     * What that one may do there.
     *
     * @throws ProblemException when the cluster refused or didn't answer
     */
    public static Found of(ClusterConnection cluster, Who who, String namespace) {
        return who.equals(Who.ME) ? own(cluster, namespace) : bound(cluster, who, namespace);
    }

    private static Found own(ClusterConnection cluster, String namespace) {
        Resource review = cluster.ownRules(namespace)
                .orElseThrow(() -> new ProblemException(new Problem(
                        Problem.Kind.CLUSTER,
                        "ask what you may do",
                        "cluster " + cluster.context(),
                        "it can't tell",
                        "Ask for one right at a time: 'kubectl auth can-i'.",
                        Optional.empty())));
        List<Right> rights = new ArrayList<>();
        review.items("status", "resourceRules").forEach(r -> rights.addAll(rights(r, "")));
        review.items("status", "nonResourceRules").forEach(r -> rights.addAll(rights(r, "")));
        boolean incomplete = review.flag("status", "incomplete").orElse(false);
        String why = review.text("status", "evaluationError")
                .filter(e -> !e.isEmpty())
                .orElse("");
        return new Found(
                "you (" + cluster.user() + ")",
                namespace,
                sorted(rights),
                incomplete ? "the API server can't tell all of it" + (why.isEmpty() ? "" : ": " + why) : "");
    }

    private static Found bound(ClusterConnection cluster, Who who, String namespace) {
        List<Right> rights = new ArrayList<>();
        List<Resource> bindings = new ArrayList<>(cluster.view().list(ROLE_BINDING, Selector.in(namespace)));
        bindings.addAll(cluster.view().list(CLUSTER_ROLE_BINDING, Selector.ALL));
        for (Resource binding : bindings) {
            if (binding.items("subjects").stream().anyMatch(who::is)) {
                role(cluster, binding)
                        .ifPresent(role -> role.items("rules")
                                .forEach(r -> rights.addAll(rights(r, binding.kind() + " " + binding.name()))));
            }
        }
        return new Found(
                who.words(),
                namespace,
                sorted(rights),
                who.kind().equals("User")
                        ? "which groups a user is in is only known when they log in; ask for a group with g:NAME"
                        : "");
    }

    private static Optional<Resource> role(ClusterConnection cluster, Resource binding) {
        String name = binding.text("roleRef", "name").orElse("");
        boolean wide =
                binding.text("roleRef", "kind").filter("ClusterRole"::equals).isPresent();
        return cluster.view().get(ObjectRef.of(wide ? CLUSTER_ROLE : ROLE, wide ? "" : binding.namespace(), name));
    }

    private static List<Right> rights(Resource rule, String from) {
        String verbs = String.join(", ", rule.texts("verbs"));
        String names = String.join(", ", rule.texts("resourceNames"));
        List<Right> rights = new ArrayList<>();
        for (String path : rule.texts("nonResourceURLs")) {
            rights.add(new Right(path, "", verbs, from));
        }
        for (String group : rule.texts("apiGroups")) {
            for (String resource : rule.texts("resources")) {
                rights.add(new Right(display(group, resource), names, verbs, from));
            }
        }
        return rights;
    }

    /** {@code pods/log}, {@code deployments.apps}, {@code *} of everything. */
    private static String display(String group, String resource) {
        return group.isEmpty() || group.equals("*") && resource.equals("*") ? resource : resource + "." + group;
    }

    private static List<Right> sorted(List<Right> rights) {
        return new LinkedHashSet<>(rights)
                .stream()
                        .sorted(Comparator.comparing((Right r) -> r.resources().startsWith("/"))
                                .thenComparing(Right::resources)
                                .thenComparing(Right::from))
                        .toList();
    }
}
