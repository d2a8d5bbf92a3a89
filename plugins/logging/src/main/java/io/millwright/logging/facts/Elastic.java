package io.millwright.logging.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Elasticsearch as ECK keeps it. */
public record Elastic(Resource object) {
    public static Optional<Elastic> read(ClusterView view, String namespace, String name) {
        return view.get(ObjectRef.of(Names.ES, namespace, name)).map(Elastic::new);
    }

    public static Optional<Elastic> read(ClusterView view, InstanceId id) {
        return read(view, id.namespace(), id.name());
    }

    public String name() {
        return object.name();
    }

    public String namespace() {
        return object.namespace();
    }

    public ObjectRef ref() {
        return object.ref(Names.ES);
    }

    public ObjectRef beside(Kind kind, String suffix) {
        return ObjectRef.of(kind, namespace(), name() + suffix);
    }

    public Optional<String> version() {
        return object.text("status", "version").filter(v -> !v.isEmpty());
    }

    public String wanted() {
        return object.text("spec", "version").orElse("");
    }

    public String health() {
        return object.text("status", "health").orElse("unknown");
    }

    public Phase phase() {
        return Phase.of(object.text("status", "phase").orElse(""));
    }

    public List<NodeSet> nodeSets() {
        return object.items("spec", "nodeSets").stream()
                .map(s -> new NodeSet(name(), s))
                .toList();
    }

    public Optional<NodeSet> nodeSet(String name) {
        return nodeSets().stream().filter(s -> s.name().equals(name)).findFirst();
    }

    public long nodes() {
        return nodeSets().stream().mapToLong(NodeSet::count).sum();
    }

    public long masters() {
        return nodeSets().stream()
                .filter(NodeSet::master)
                .mapToLong(NodeSet::count)
                .sum();
    }

    public long dataNodes() {
        return nodeSets().stream()
                .filter(NodeSet::data)
                .mapToLong(NodeSet::count)
                .sum();
    }

    public long available() {
        return object.number("status", "availableNodes").orElse(0L);
    }

    /** The operator has seen the newest spec. */
    public boolean seen() {
        return object.number("status", "observedGeneration").orElse(-1L) >= object.generation();
    }

    /** The spec is reached: seen, ready, reconciled, and in the wanted version. Health is another question. */
    public boolean settled() {
        return seen() && phase() == Phase.READY && isTrue("ReconciliationComplete") && isTrue("RunningDesiredVersion");
    }

    private boolean isTrue(String condition) {
        return object.condition(condition)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** Why the operator hasn't finished, in its words. */
    public String message() {
        return object.condition("ReconciliationComplete")
                .flatMap(c -> c.text("message"))
                .filter(m -> !m.isEmpty())
                .orElse(phase().meaning());
    }

    public boolean paused() {
        return object.annotation(Names.PAUSE).filter("true"::equals).isPresent() || unmanaged();
    }

    public boolean unmanaged() {
        return object.annotation(Names.MANAGED).filter("false"::equals).isPresent()
                || object.annotation("common.k8s.elastic.co/pause")
                        .filter("true"::equals)
                        .isPresent();
    }

    /** Whether volumes stay when the Elasticsearch is deleted. */
    public boolean keepsVolumes() {
        return object.text("spec", "volumeClaimDeletePolicy")
                .filter(Names.KEEP_VOLUMES::equals)
                .isPresent();
    }

    public List<Resource> pods(ClusterView view) {
        return view.list(Kind.POD, Selector.labelled(namespace(), Names.CLUSTER_LABEL, name()));
    }

    public List<Resource> claims(ClusterView view) {
        return view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(namespace(), Names.CLUSTER_LABEL, name()));
    }

    /** Where its API is asked. */
    public ObjectRef service() {
        return beside(Kind.SERVICE, "-es-http");
    }

    public String scheme() {
        return object.flag("spec", "http", "tls", "selfSignedCertificate", "disabled")
                        .orElse(false)
                ? "http"
                : "https";
    }

    /** The elastic user, by the operator's own Secret. */
    public Login login() {
        return new Login.Basic("elastic", beside(Kind.SECRET, "-es-elastic-user"), "elastic");
    }

    /** The whole list of node sets with that field of one of them set: lists are replaced as a whole. */
    public Map<String, Object> with(NodeSet changed, Object value, String... path) {
        List<Object> all = new ArrayList<>();
        for (NodeSet set : nodeSets()) {
            Resource entry = set.name().equals(changed.name()) ? set.object().with(value, path) : set.object();
            all.add(entry.content());
        }
        return Map.of("nodeSets", all);
    }
}
