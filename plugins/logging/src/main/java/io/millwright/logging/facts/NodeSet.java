package io.millwright.logging.facts;

import io.millwright.kit.Bytes;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/**
 * A group of nodes as an Elasticsearch names it.
 *
 * @param cluster the Elasticsearch's name
 * @param object the entry of {@code spec.nodeSets}
 */
public record NodeSet(String cluster, Resource object) {
    public String name() {
        return object.text("name").orElse("");
    }

    public long count() {
        return object.number("count").orElse(1L);
    }

    /** Its StatefulSet's name. */
    public String set() {
        return cluster + "-es-" + name();
    }

    public List<String> roles() {
        return object.texts("config", "node.roles");
    }

    /** Without roles a node has them all. */
    public boolean master() {
        return object.at("config", "node.roles").isEmpty() || roles().contains("master");
    }

    public boolean data() {
        return object.at("config", "node.roles").isEmpty()
                || roles().stream().anyMatch(r -> r.equals("data") || r.startsWith("data_"));
    }

    /** The size asked for each node's data; the operator's own is 1Gi. */
    public String storage() {
        return claim().flatMap(c -> c.text("spec", "resources", "requests", "storage"))
                .orElse("1Gi");
    }

    public long bytes() {
        return Bytes.quantity(storage()).orElse(0L);
    }

    public Optional<String> storageClass() {
        return claim().flatMap(c -> c.text("spec", "storageClassName"));
    }

    private Optional<Resource> claim() {
        return object.items("volumeClaimTemplates").stream()
                .filter(c -> c.text("metadata", "name").orElse("").equals(Names.DATA_CLAIM))
                .findFirst();
    }

    /** The node with that number. */
    public String node(long ordinal) {
        return set() + "-" + ordinal;
    }

    /** The claim of the node with that number. */
    public String claim(long ordinal) {
        return Names.DATA_CLAIM + "-" + node(ordinal);
    }
}
