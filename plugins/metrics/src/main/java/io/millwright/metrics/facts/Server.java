package io.millwright.metrics.facts;

import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Prometheus or an Alertmanager as the operator keeps it: both are StatefulSets with the same conditions. */
public record Server(Resource object) {
    public static Optional<Server> read(ClusterView view, Kind kind, String namespace, String name) {
        return view.get(ObjectRef.of(kind, namespace, name)).map(Server::new);
    }

    public static List<Server> all(ClusterView view, Kind kind) {
        return view.list(kind, Selector.ALL).stream().map(Server::new).toList();
    }

    public boolean prometheus() {
        return object.kind().equals(Names.PROM.kind());
    }

    public Kind kind() {
        return prometheus() ? Names.PROM : Names.AM;
    }

    /** {@code prometheus} or {@code alertmanager}: component, label and beginning of its pods' names. */
    public String word() {
        return prometheus() ? Names.PROMETHEUS : Names.ALERTMANAGER;
    }

    public String name() {
        return object.name();
    }

    public String namespace() {
        return object.namespace();
    }

    public ObjectRef ref() {
        return object.ref(kind());
    }

    /** {@code monitoring/main}. */
    public String path() {
        return namespace() + "/" + name();
    }

    public int port() {
        return prometheus() ? Names.PROM_PORT : Names.AM_PORT;
    }

    /** {@code https} where it is told to serve TLS. */
    public String scheme() {
        return object.at("spec", "web", "tlsConfig").isPresent() ? "https" : "http";
    }

    /** Pods of each shard. */
    public long replicas() {
        return object.number("spec", "replicas").orElse(1L);
    }

    /** Parts that the targets are spread over. */
    public long shards() {
        return prometheus() ? object.number("spec", "shards").orElse(1L) : 1L;
    }

    /** All pods that are wanted. */
    public long wanted() {
        return replicas() * shards();
    }

    public long available() {
        return object.number("status", "availableReplicas").orElse(0L);
    }

    public boolean paused() {
        return object.flag("spec", "paused").orElse(false);
    }

    public State state(String condition) {
        return State.of(
                object.condition(condition).flatMap(c -> c.text("status")).orElse(""));
    }

    /** The operator has seen the newest spec in both conditions. */
    public boolean seen() {
        return List.of("Reconciled", "Available").stream()
                .allMatch(t -> object.condition(t)
                                .flatMap(c -> c.number("observedGeneration"))
                                .orElse(-1L)
                        >= object.generation());
    }

    /** The spec is reached by every pod. */
    public boolean settled() {
        return seen()
                && state("Reconciled") == State.TRUE
                && state("Available") == State.TRUE
                && object.number("status", "replicas").orElse(0L) == wanted()
                && object.number("status", "updatedReplicas").orElse(0L) == wanted()
                && available() == wanted();
    }

    /** Why it isn't settled, in the operator's words. */
    public String message() {
        for (String type : List.of("Reconciled", "Available")) {
            if (state(type) != State.TRUE) {
                Optional<String> said =
                        object.condition(type).flatMap(c -> c.text("message")).filter(m -> !m.isEmpty());
                if (said.isPresent()) {
                    return said.get().lines().findFirst().orElse("");
                }
                String reason =
                        object.condition(type).flatMap(c -> c.text("reason")).orElse("");
                String meaning = Reason.of(reason).stream().map(Reason::meaning).collect(Collectors.joining(", "));
                return meaning.isEmpty() ? type + " isn't True" : meaning;
            }
        }
        return seen()
                ? available() + " of " + wanted() + " pods are available"
                : "the operator hasn't seen the newest change";
    }

    /** The labels of its pods, StatefulSets and volume claims. */
    public Map<String, String> labels() {
        return Tree.of(Names.MANAGED_BY, Names.MANAGER, Names.APP_NAME, word(), Names.APP_INSTANCE, name());
    }

    private Selector selector() {
        return new Selector(namespace(), labels(), Map.of());
    }

    public List<Resource> pods(ClusterView view) {
        return view.list(Kind.POD, selector());
    }

    /** Its StatefulSets, one for each shard. Their own labels are those of its object, so their selector tells. */
    public List<Resource> sets(ClusterView view) {
        return view.list(Kind.STATEFUL_SET, Selector.in(namespace())).stream()
                .filter(s ->
                        s.textMap("spec", "selector", "matchLabels").entrySet().containsAll(labels().entrySet()))
                .toList();
    }

    public List<Resource> claims(ClusterView view) {
        return view.list(Kind.PERSISTENT_VOLUME_CLAIM, selector());
    }

    public static boolean ready(Resource pod) {
        return pod.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent()
                && pod.at("metadata", "deletionTimestamp").isEmpty();
    }

    public Optional<ObjectRef> readyPod(ClusterView view) {
        return pods(view).stream()
                .filter(Server::ready)
                .findFirst()
                .map(p -> p.ref(Kind.POD).anyIncarnation());
    }

    /** The version that is asked for. */
    public Optional<String> wantedVersion() {
        return Versions.plain(object.text("spec", "version"))
                .or(() -> object.text("spec", "image").flatMap(Version::ofImage).map(Version::text));
    }

    /** The oldest version that one of these pods runs; what is asked for where none of them says. */
    public Optional<String> version(List<Resource> pods) {
        return pods.stream()
                .flatMap(p -> p.items("spec", "containers").stream())
                .filter(c -> c.text("name").filter(word()::equals).isPresent())
                .flatMap(c -> c.text("image").stream())
                .flatMap(i -> Version.ofImage(i).stream())
                .min(Version::compareTo)
                .map(Version::text)
                .or(this::wantedVersion);
    }

    /** The size of each volume; empty where its data dies with each pod. */
    public Optional<String> storage() {
        return object.text("spec", "storage", "volumeClaimTemplate", "spec", "resources", "requests", "storage");
    }

    /** How long it keeps samples: the operator's own default where nothing is said. */
    public String retention() {
        return object.text("spec", "retention")
                .or(() -> object.text("spec", "retentionSize").map(s -> "up to " + s))
                .orElse(prometheus() ? "24h" : "120h");
    }

    public Optional<ObjectRef> release() {
        return Installer.release(object);
    }

    /** The Alertmanagers that it sends to, by the Services that it names. */
    public List<Server> alertmanagers(ClusterView view) {
        return alertmanagers(Server.all(view, Names.AM), view::get);
    }

    /** Those among these that it sends to. */
    public List<Server> alertmanagers(List<Server> all, Function<ObjectRef, Optional<Resource>> get) {
        return object.items("spec", "alerting", "alertmanagers").stream()
                .flatMap(a -> {
                    String namespace = a.text("namespace").orElse(namespace());
                    Map<String, String> wanted = get.apply(ObjectRef.of(
                                    Kind.SERVICE, namespace, a.text("name").orElse("")))
                            .map(s -> s.textMap("spec", "selector"))
                            .orElse(Map.of());
                    return all.stream()
                            .filter(m -> m.namespace().equals(namespace) && !wanted.isEmpty())
                            .filter(m -> m.servedBy(wanted));
                })
                .distinct()
                .toList();
    }

    private boolean servedBy(Map<String, String> selector) {
        return selector.entrySet().stream()
                .allMatch(e -> e.getKey().equals(word())
                        ? e.getValue().equals(name())
                        : e.getValue().equals(labels().getOrDefault(e.getKey(), e.getValue())));
    }
}
