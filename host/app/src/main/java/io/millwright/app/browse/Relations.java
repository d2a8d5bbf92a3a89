package io.millwright.app.browse;

import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.inspect.Missing;
import io.millwright.engine.inspect.Users;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How objects belong together: what owns an object, what it owns, and what its pods mount and use. One namespace is read at once; what is
 * beyond it is named, and read when somebody opens it. Secrets are known by their names only.
 */
public final class Relations {
    /** Nodes of a tree; what is beyond is left out. */
    static final int AT_MOST = 1000;

    private static final int DEEPEST = 8;
    private static final Kind CERTIFICATE = Kind.of("cert-manager.io", "v1", "Certificate", "certificates");
    private static final List<Kind> KINDS = List.of(
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.REPLICA_SET,
            Kind.CRON_JOB,
            Kind.JOB,
            Kind.POD,
            Kind.SERVICE,
            Kind.PERSISTENT_VOLUME_CLAIM,
            Kind.CONFIG_MAP,
            Kind.SECRET,
            Kind.SERVICE_ACCOUNT,
            Kind.POD_DISRUPTION_BUDGET,
            CERTIFICATE);

    /** The role of what stands for all that carries an object's labels outside of its namespace. */
    public static final String ELSEWHERE = "elsewhere";

    private static final Set<String> WITH_A_NAMESPACE =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job");

    private final ClusterConnection cluster;
    private final Map<Kind, List<Resource>> known = new LinkedHashMap<>();
    private final List<Problem> missing = new ArrayList<>();
    private int count;

    /**
     * An object among those that it belongs with.
     *
     * @param role how it belongs to the one above: {@code owns}, {@code mounts}, {@code uses} ...; empty for the first
     * @param word what its kind is asked for by; empty for {@link #ELSEWHERE}
     * @param more whether there may be more below it, which {@link #opened} reads
     */
    public record Related(
            String role,
            String word,
            String namespace,
            String name,
            State state,
            List<Related> children,
            boolean more) {
        public Related {
            children = List.copyOf(children);
        }

        /** With nothing more below it. */
        public Related(String role, String word, String namespace, String name, State state, List<Related> children) {
            this(role, word, namespace, name, state, children, false);
        }

        /** Whether that is the same object. */
        public boolean is(Related other) {
            return word.equals(other.word) && namespace.equals(other.namespace) && name.equals(other.name);
        }

        private Related with(List<Related> others) {
            List<Related> all = new ArrayList<>(children);
            others.stream()
                    .filter(o -> all.stream().noneMatch(o::is) && !o.is(this))
                    .forEach(all::add);
            return new Related(role, word, namespace, name, state, all, more);
        }
    }

    /** How an object is, in few words; empty where its kind tells nothing. */
    public record State(String text, boolean bad) {
        static final State NOTHING = new State("", false);
    }

    /**
     * The whole.
     *
     * @param missing what couldn't be read
     */
    public record Found(Related root, List<Problem> missing) {
        public Found {
            missing = List.copyOf(missing);
        }

        /** Of one that nothing needs: what was looked at, and whether there may be more that couldn't be. */
        public String unused() {
            int dot = root.word.indexOf('.');
            String where = root.namespace.isEmpty() ? "" : " of its namespace";
            return (missing.isEmpty() ? "No " : "Of what could be read, no ")
                    + Users.looked(dot < 0 ? root.word : root.word.substring(0, dot)) + where + " names it.";
        }

        /** With these below the first one, in place of what stands for all that is elsewhere. */
        public Found withElsewhere(List<Related> others) {
            Related bare = new Related(
                    root.role,
                    root.word,
                    root.namespace,
                    root.name,
                    root.state,
                    root.children.stream()
                            .filter(c -> !c.role.equals(ELSEWHERE))
                            .toList(),
                    root.more);
            return new Found(bare.with(others), missing);
        }
    }

    private Relations(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /** Whether pods name objects of that kind in their specification. */
    public static boolean isUsed(Kind kind) {
        return Users.areKnownFor(kind);
    }

    /**
     * The tree in which an object is, from what owns it in the end.
     *
     * @throws ProblemException when the object can't be read
     */
    public static Found tree(ClusterConnection cluster, Served served, String namespace, String name) {
        Relations relations = new Relations(cluster);
        Resource object = Inspection.object(cluster, served, namespace, name);
        Resource top = relations.top(object, 0);
        relations.read(top.namespace());
        Related root = relations.node("", top, 0, new HashSet<>());
        if (object.uid().equals(top.uid())) {
            root = root.with(new Beyond(cluster, relations.missing).of(object));
        }
        Related elsewhere = new Related(ELSEWHERE, "", top.namespace(), top.name(), State.NOTHING, List.of(), true);
        return new Found(root.with(List.of(elsewhere)), relations.missing);
    }

    /**
     * An object that the tree names, and what is below it there. One that isn't there is told by its state.
     *
     * @throws ProblemException when the object can't be read
     */
    public static Found opened(ClusterConnection cluster, Served served, String namespace, String name) {
        ObjectRef ref = ObjectRef.of(served.kind(), served.kind().namespaced() ? namespace : "", name);
        Optional<Resource> there = cluster.view().get(ref);
        if (there.isEmpty()) {
            State gone = new State("not there", true);
            return new Found(new Related("", word(served.kind()), ref.namespace(), name, gone, List.of()), List.of());
        }
        Resource object = there.get().with(served.kind().kind(), "kind");
        Relations relations = new Relations(cluster);
        if (WITH_A_NAMESPACE.contains(object.kind()) || !object.namespace().isEmpty() && isDefined(served.kind())) {
            relations.read(object.namespace());
        }
        Related root = relations.node("", object, 0, new HashSet<>());
        return new Found(root.with(new Beyond(cluster, relations.missing).of(object)), relations.missing);
    }

    /**
     * What carries an object's labels in other namespaces and in the cluster as a whole.
     *
     * @throws ProblemException when the object can't be read
     */
    public static Found elsewhere(ClusterConnection cluster, Served served, String namespace, String name) {
        Resource object = Inspection.object(cluster, served, namespace, name);
        List<Problem> missing = new ArrayList<>();
        List<Related> found = new Beyond(cluster, missing).elsewhere(object);
        return new Found(new Related(ELSEWHERE, "", namespace, name, State.NOTHING, found), missing);
    }

    private static boolean isDefined(Kind kind) {
        return kind.group().contains(".") && !kind.group().endsWith(".k8s.io");
    }

    /**
     * The object, and what needs it.
     *
     * @throws ProblemException when the object can't be read
     */
    public static Found users(ClusterConnection cluster, Served served, String namespace, String name) {
        Resource object = Inspection.object(cluster, served, namespace, name);
        Users.Found found = Users.of(object, cluster.view());
        List<Related> users = found.users().stream()
                .limit(AT_MOST)
                .map(u -> new Related("used by", word(u), u.namespace(), u.name(), ObjectState.of(u), List.of()))
                .toList();
        return new Found(
                new Related("", word(object), object.namespace(), object.name(), ObjectState.of(object), users),
                Missing.told(found.missing(), object.namespace()));
    }

    private Resource top(Resource object, int height) {
        if (height >= DEEPEST) {
            return object;
        }
        List<Resource> owners = object.items("metadata", "ownerReferences");
        Optional<Resource> owner = owners.stream()
                .filter(o -> o.flag("controller").orElse(false))
                .findFirst()
                .or(() -> owners.stream().findFirst());
        // A node owns its mirror pods, which is of no interest; what can't be read ends the chain.
        return owner.filter(o -> !o.kind().equals("Node"))
                .flatMap(o -> owner(o, object.namespace()))
                .map(o -> top(o, height + 1))
                .orElse(object);
    }

    private Optional<Resource> owner(Resource reference, String namespace) {
        try {
            return cluster.tables()
                    .find(word(reference))
                    .map(s -> Inspection.object(
                            cluster, s, namespace, reference.text("name").orElse("")));
        } catch (ProblemException e) {
            missing.add(e.problem());
            return Optional.empty();
        }
    }

    static String word(Kind kind) {
        return kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
    }

    static String word(Resource object) {
        int slash = object.apiVersion().indexOf('/');
        return slash < 0
                ? object.kind()
                : object.kind() + "." + object.apiVersion().substring(0, slash);
    }

    /** Of objects without a namespace only they themselves are known: what they own may be anywhere. */
    private void read(String namespace) {
        if (namespace.isEmpty()) {
            return;
        }
        for (Kind kind : KINDS) {
            try {
                if (kind.equals(CERTIFICATE) && !cluster.view().serves(kind)) {
                    continue;
                }
                known.put(
                        kind,
                        cluster.view().list(kind, Selector.in(namespace)).stream()
                                .map(o -> kind.equals(Kind.SECRET)
                                        ? o.without("data").without("stringData")
                                        : o)
                                .toList());
            } catch (ProblemException e) {
                missing.add(e.problem());
            }
        }
    }

    private List<Resource> of(Kind kind) {
        return known.getOrDefault(kind, List.of());
    }

    private Related node(String role, Resource object, int depth, Set<String> path) {
        count++;
        List<Related> children = new ArrayList<>();
        // What owns itself, over however many others, is there once.
        boolean again = !object.uid().isEmpty() && !path.add(object.uid());
        if (depth < DEEPEST && !again) {
            for (Resource child : owned(object, depth)) {
                if (count < AT_MOST) {
                    boolean owns = !child.items("metadata", "ownerReferences").isEmpty();
                    children.add(node(owns ? "owns" : "labelled", child, depth + 1, path));
                }
            }
            if (object.kind().equals("Pod")) {
                children.addAll(needed(object));
            } else if (word(object).equals("Certificate.cert-manager.io")) {
                object.text("spec", "secretName").ifPresent(s -> children.add(named("writes", Kind.SECRET, object, s)));
            }
        }
        path.remove(object.uid());
        boolean more = depth > 0 && Beyond.isSearched(word(object));
        return new Related(
                        role, word(object), object.namespace(), object.name(), ObjectState.of(object), children, more)
                .with(again ? List.of() : References.of(object, cluster.tables()));
    }

    /** By owner; of the first object also what is labelled with its name, as operators do it that own nothing. */
    private List<Resource> owned(Resource object, int depth) {
        String uid = object.uid();
        return known.values().stream()
                .flatMap(List::stream)
                .filter(o -> {
                    List<Resource> owners = o.items("metadata", "ownerReferences");
                    boolean labelled = depth == 0
                            && owners.isEmpty()
                            && !word(o).equals(word(object))
                            && o.textMap("metadata", "labels").containsValue(object.name());
                    return labelled
                            || !uid.isEmpty()
                                    && owners.stream()
                                            .anyMatch(r -> r.text("uid")
                                                    .filter(uid::equals)
                                                    .isPresent());
                })
                .sorted(Comparator.comparing(Resource::kind).thenComparing(Resource::name))
                .toList();
    }

    /** What a pod mounts and uses, each once. */
    private List<Related> needed(Resource pod) {
        Map<String, Related> needed = new LinkedHashMap<>();
        for (Resource volume : pod.items("spec", "volumes")) {
            volume.text("persistentVolumeClaim", "claimName").ifPresent(n -> put(needed, claim(pod, n)));
            volume.text("secret", "secretName").ifPresent(n -> put(needed, named("mounts", Kind.SECRET, pod, n)));
            volume.text("configMap", "name").ifPresent(n -> put(needed, named("mounts", Kind.CONFIG_MAP, pod, n)));
            for (Resource source : volume.items("projected", "sources")) {
                source.text("secret", "name").ifPresent(n -> put(needed, named("mounts", Kind.SECRET, pod, n)));
                source.text("configMap", "name").ifPresent(n -> put(needed, named("mounts", Kind.CONFIG_MAP, pod, n)));
            }
        }
        Stream.of("containers", "initContainers")
                .flatMap(list -> pod.items("spec", list).stream())
                .forEach(c -> {
                    for (Resource e : c.items("env")) {
                        e.text("valueFrom", "secretKeyRef", "name")
                                .ifPresent(n -> put(needed, named("reads", Kind.SECRET, pod, n)));
                        e.text("valueFrom", "configMapKeyRef", "name")
                                .ifPresent(n -> put(needed, named("reads", Kind.CONFIG_MAP, pod, n)));
                    }
                    for (Resource e : c.items("envFrom")) {
                        e.text("secretRef", "name").ifPresent(n -> put(needed, named("reads", Kind.SECRET, pod, n)));
                        e.text("configMapRef", "name")
                                .ifPresent(n -> put(needed, named("reads", Kind.CONFIG_MAP, pod, n)));
                    }
                });
        pod.text("spec", "serviceAccountName")
                .filter(n -> !n.equals("default"))
                .ifPresent(n -> put(needed, named("runs as", Kind.SERVICE_ACCOUNT, pod, n)));
        return List.copyOf(needed.values());
    }

    private static void put(Map<String, Related> needed, Related one) {
        needed.putIfAbsent(one.word() + "/" + one.name(), one);
    }

    private Related claim(Resource pod, String name) {
        return named("mounts", Kind.PERSISTENT_VOLUME_CLAIM, pod, name)
                .with(of(Kind.PERSISTENT_VOLUME_CLAIM).stream()
                        .filter(c -> c.name().equals(name))
                        .flatMap(c -> References.of(c, cluster.tables()).stream())
                        .toList());
    }

    /** What is named and isn't there is a fault, unless that kind couldn't be read at all. */
    private Related named(String role, Kind kind, Resource from, String name) {
        count++;
        Optional<Resource> there =
                of(kind).stream().filter(o -> o.name().equals(name)).findFirst();
        State state = there.map(ObjectState::of)
                .orElse(known.containsKey(kind) ? new State("not there", true) : State.NOTHING);
        List<Related> certificates = kind.equals(Kind.SECRET)
                ? of(CERTIFICATE).stream()
                        .filter(c -> c.text("spec", "secretName")
                                .filter(name::equals)
                                .isPresent())
                        .map(c -> new Related(
                                "written by", word(c), c.namespace(), c.name(), ObjectState.of(c), List.of()))
                        .toList()
                : List.of();
        // Where its kind wasn't read, it is read when it is opened.
        boolean more = !known.containsKey(kind) || !state.bad() && Beyond.isSearched(kind.kind());
        return new Related(role, kind.kind(), from.namespace(), name, state, certificates, more);
    }
}
