package io.millwright.kafka.strimzi;

import io.millwright.kit.Bytes;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A KafkaNodePool.
 *
 * @param object as the API server has it
 */
public record NodePool(Resource object) {
    /**
     * One volume of each node of a pool.
     *
     * @param id its number in a jbod list; empty for a pool with a single volume
     */
    public record Volume(
            Optional<Long> id, String type, String size, Optional<String> storageClass, boolean deleteClaim) {
        /** The claim of that node. */
        public String claim(String pod) {
            return "data-" + id.map(i -> i + "-").orElse("") + pod;
        }

        public long bytes() {
            return Bytes.quantity(size).orElse(0L);
        }
    }

    /** The pools of that Kafka by name. */
    public static List<NodePool> of(ClusterView view, String namespace, String cluster) {
        return view.list(Strimzi.POOL, Selector.labelled(namespace, Strimzi.CLUSTER_LABEL, cluster)).stream()
                .map(NodePool::new)
                .sorted(Comparator.comparing(NodePool::name))
                .toList();
    }

    public String name() {
        return object.name();
    }

    public ObjectRef ref() {
        return object.ref(Strimzi.POOL);
    }

    /** The Kafka that it belongs to. */
    public String cluster() {
        return object.label(Strimzi.CLUSTER_LABEL).orElse("");
    }

    public long wanted() {
        return object.number("spec", "replicas").orElse(0L);
    }

    /** The ids of its nodes, as the operator keeps them. */
    public List<Long> ids() {
        return object.texts("status", "nodeIds").stream()
                .map(Long::parseLong)
                .sorted()
                .toList();
    }

    /** The pod of the node with that id. */
    public String pod(long id) {
        return cluster() + "-" + name() + "-" + id;
    }

    /** The names of its nodes' pods. */
    public List<String> pods() {
        return ids().stream().map(this::pod).toList();
    }

    /** The names of its nodes' claims. */
    public List<String> claims() {
        return volumes().stream()
                .filter(v -> v.type().equals("persistent-claim"))
                .flatMap(v -> pods().stream().map(v::claim))
                .toList();
    }

    private boolean has(String role) {
        return object.texts("spec", "roles").contains(role);
    }

    public boolean broker() {
        return has("broker");
    }

    public boolean controller() {
        return has("controller");
    }

    /** {@code broker}, {@code controller} or {@code both}. */
    public String roles() {
        return broker() && controller() ? "both" : broker() ? "broker" : "controller";
    }

    /** Whether its nodes may have several volumes. */
    public boolean jbod() {
        return object.text("spec", "storage", "type").orElse("").equals("jbod");
    }

    /** The volumes of each node. */
    public List<Volume> volumes() {
        if (jbod()) {
            return object.items("spec", "storage", "volumes").stream()
                    .map(v -> volume(v, v.number("id")))
                    .toList();
        }
        Map<String, Object> only = new LinkedHashMap<>(object.textMap("spec", "storage"));
        return only.isEmpty() ? List.of() : List.of(volume(new Resource(only), Optional.empty()));
    }

    /** The number of the volume that holds the metadata log: the one that says so, else the first. */
    public Optional<Long> metadataVolume() {
        List<Resource> volumes = object.items("spec", "storage", "volumes");
        return volumes.stream()
                .filter(v -> v.text("kraftMetadata").filter("shared"::equals).isPresent())
                .findFirst()
                .or(() -> volumes.stream()
                        .min(Comparator.comparing(v -> v.number("id").orElse(0L))))
                .flatMap(v -> v.number("id"));
    }

    private static Volume volume(Resource v, Optional<Long> id) {
        return new Volume(
                id,
                v.text("type").orElse(""),
                v.text("size").orElse(""),
                v.text("class"),
                v.text("deleteClaim").filter("true"::equals).isPresent());
    }

    /** Whether what it holds is lost with its pods. */
    public boolean ephemeral() {
        return volumes().stream().anyMatch(v -> v.type().equals("ephemeral"));
    }

    /** {@code 100Gi}, or the sizes of several volumes. */
    public String size() {
        List<String> sizes =
                volumes().stream().map(Volume::size).filter(s -> !s.isEmpty()).toList();
        return sizes.isEmpty() ? "–" : String.join(" + ", sizes);
    }
}
