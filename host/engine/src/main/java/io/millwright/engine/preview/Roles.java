package io.millwright.engine.preview;

import io.millwright.engine.check.Refs;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The smallest roles that a plan can be run with: what its steps change and look at, its lock, its copy in the cluster. What the tool's own
 * checks read beyond that isn't known here; it is in no role.
 */
public final class Roles {
    private static final List<String> ANY_CHANGE = List.of("get", "create", "patch", "delete");
    private static final List<String> HELM_STORE = List.of("get", "list", "create", "update", "patch", "delete");

    private final ClusterConnection cluster;
    private final HelmChanges foreseen;
    private final Set<AccessNeed> needs = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    private Roles(ClusterConnection cluster) {
        this.cluster = cluster;
        this.foreseen = new HelmChanges(cluster);
    }

    /**
     * Roles and their bindings.
     *
     * @param objects a Role for each namespace, a ClusterRole for the rest, and bindings for the current user
     * @param unknown what rights can't be told, in words
     */
    public record Generated(List<Resource> objects, List<String> unknown) {
        public Generated {
            objects = List.copyOf(objects);
            unknown = List.copyOf(unknown);
        }
    }

    /** The roles for that plan in that cluster as it is now. */
    public static Generated of(Plan plan, ClusterConnection cluster) {
        Roles roles = new Roles(cluster);
        roles.needs.addAll(AccessNeeds.of(plan, cluster, roles.foreseen));
        roles.read(plan.target().root());
        String namespace = plan.target().instance().namespace().isEmpty()
                ? "default"
                : plan.target().instance().namespace();
        Stream.of("get", "create", "patch").forEach(v -> roles.need(v, Kind.LEASE, namespace));
        Stream.of("get", "list", "create", "patch", "delete").forEach(v -> roles.need(v, Kind.CONFIG_MAP, namespace));
        plan.steps().forEach(roles::step);
        return new Generated(
                roles.objects("millwright-" + plan.tool() + "-" + plan.runbookId()), List.copyOf(roles.unknown));
    }

    private void need(String verb, Kind kind, String namespace) {
        needs.add(new AccessNeed(verb, kind.group(), kind.plural(), namespace, ""));
    }

    private void read(ObjectRef ref) {
        need("get", ref.kind(), ref.namespace());
    }

    private void step(Step step) {
        step.before().forEach(this::check);
        check(step.probe());
        check(step.done());
        switch (step.action()) {
            case Action.Apply a -> a.objects().forEach(o -> read(Refs.of(o, a.objects())));
            case Action.Create a -> read(Refs.of(a.object()));
            case Action.Patch a -> read(a.object());
            case Action.Scale a -> read(a.object());
            case Action.Annotate a -> read(a.object());
            case Action.Delete a -> read(a.object());
            case Action.Evict a -> read(a.pod());
            case Action.ForceDelete a -> read(a.pod());
            case Action.Helm a -> helm(a);
            case Action.HelmRollback a -> rollBack(a);
            case Action.Http a -> read(a.object());
            case Action.Exec a -> read(a.pod());
            case Action.ForEach a -> a.steps().forEach(this::step);
            case Action.Wait a -> check(a.until());
            case Action.Look a -> check(a.check());
            case Action.Confirm a -> {}
            case Action.Input a -> {}
            case Action.Manual a -> {}
        }
        // What an exact undo makes goes again.
        if (step.undo() instanceof Undo.Exact && step.action() instanceof Action.Create a) {
            need("delete", Refs.of(a.object()).kind(), Refs.of(a.object()).namespace());
        }
    }

    /** A release keeps its history in Secrets, and whatever the chart makes is made with the user's rights. */
    private void helm(Action.Helm a) {
        HELM_STORE.forEach(v -> need(v, Kind.SECRET, a.namespace()));
        try {
            foreseen.of(a)
                    .forEach(f -> ANY_CHANGE.forEach(
                            v -> need(v, f.object().kind(), f.object().namespace())));
        } catch (ProblemException e) {
            unknown.add("what release " + a.namespace() + "/" + a.release() + " makes can't be told: "
                    + e.problem().why());
        }
    }

    /** It makes what the former revision held, and takes away what only the present one holds. */
    private void rollBack(Action.HelmRollback a) {
        HELM_STORE.forEach(v -> need(v, Kind.SECRET, a.namespace()));
        HelmRevision.of(a.namespace(), a.release(), cluster.view()).stream()
                .flatMap(r -> r.objects().stream().map(r::ref))
                .distinct()
                .forEach(ref -> ANY_CHANGE.forEach(v -> need(v, ref.kind(), ref.namespace())));
    }

    private void check(Check check) {
        switch (check) {
            case Check.Ready c -> read(c.object());
            case Check.Condition c -> read(c.object());
            case Check.FieldMatches c -> read(c.object());
            case Check.Matches c -> c.objects().forEach(o -> read(Refs.of(o, c.objects())));
            case Check.Exists c -> read(c.object());
            case Check.Absent c -> read(c.object());
            case Check.HttpOk c ->
                needs.add(new AccessNeed(
                        "get",
                        c.object().kind().group(),
                        c.object().kind().plural() + "/proxy",
                        c.object().namespace(),
                        ""));
            case Check.Release c -> {
                need("get", Kind.SECRET, c.namespace());
                need("list", Kind.SECRET, c.namespace());
            }
            case Check.Named c ->
                unknown.add("what the tool's check '" + c.id() + "' reads is known to its plugin only");
            case Check.All c -> c.checks().forEach(this::check);
            case Check.Never c -> {}
        }
    }

    private List<Resource> objects(String name) {
        Map<String, Map<String, Set<String>>> verbs = new TreeMap<>();
        for (AccessNeed n : needs) {
            verbs.computeIfAbsent(n.namespace(), k -> new TreeMap<>())
                    .computeIfAbsent(n.group() + "|" + n.resource(), k -> new TreeSet<>())
                    .add(n.verb());
        }
        List<Resource> objects = new ArrayList<>();
        verbs.forEach((namespace, rules) -> {
            boolean whole = namespace.isEmpty();
            objects.add(object(whole ? "ClusterRole" : "Role", namespace, name, Map.of("rules", rules(rules))));
            objects.add(object(whole ? "ClusterRoleBinding" : "RoleBinding", namespace, name, binding(whole, name)));
        });
        return objects;
    }

    private static List<Map<String, Object>> rules(Map<String, Set<String>> rules) {
        List<Map<String, Object>> list = new ArrayList<>();
        rules.forEach((key, verbs) -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("apiGroups", List.of(key.substring(0, key.indexOf('|'))));
            rule.put("resources", List.of(key.substring(key.indexOf('|') + 1)));
            rule.put("verbs", List.copyOf(verbs));
            list.add(rule);
        });
        return list;
    }

    private Map<String, Object> binding(boolean whole, String name) {
        String group = "rbac.authorization.k8s.io";
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("roleRef", reference(group, whole ? "ClusterRole" : "Role", name));
        binding.put("subjects", List.of(reference(group, "User", cluster.user())));
        return binding;
    }

    /** With its words always in the same order, so that two outputs can be compared. */
    private static Map<String, Object> reference(String group, String kind, String name) {
        return new TreeMap<>(Map.of("apiGroup", group, "kind", kind, "name", name));
    }

    private static Resource object(String kind, String namespace, String name, Map<String, Object> fields) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", "rbac.authorization.k8s.io/v1");
        content.put("kind", kind);
        content.put("metadata", metadata);
        content.putAll(fields);
        return new Resource(content);
    }
}
