package io.millwright.postgres.cnpg;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Claims that a Cluster has left behind: they belong to nobody, and a new Cluster of their name and namespace is given them by the operator,
 * data and all, whoever makes it.
 *
 * @param namespace where they are
 * @param cluster the name of the Cluster that had them
 * @param claims its claims, by name
 */
public record KeptVolumes(String namespace, String cluster, List<Resource> claims) {
    private static final String DATA = "PG_DATA";
    private static final String WAL = "PG_WAL";

    public KeptVolumes {
        claims = List.copyOf(claims);
    }

    /** All in that namespace, or everywhere for an empty one; by namespace and name. */
    public static List<KeptVolumes> all(ClusterView view, String namespace) {
        Map<String, List<Resource>> found = new TreeMap<>();
        view.list(Kind.PERSISTENT_VOLUME_CLAIM, namespace.isEmpty() ? Selector.ALL : Selector.in(namespace)).stream()
                .filter(KeptVolumes::ownerless)
                .sorted(Comparator.comparing(Resource::name))
                .forEach(c -> found.computeIfAbsent(
                                c.namespace() + "/"
                                        + c.label(Cnpg.CLUSTER_LABEL).orElse(""),
                                k -> new ArrayList<>())
                        .add(c));
        return found.values().stream()
                .map(c -> new KeptVolumes(
                        c.getFirst().namespace(),
                        c.getFirst().label(Cnpg.CLUSTER_LABEL).orElse(""),
                        c))
                .filter(k -> k.instances() > 0)
                .filter(k -> view.get(ObjectRef.of(Cnpg.CLUSTER, k.namespace(), k.cluster()))
                        .isEmpty())
                .toList();
    }

    /** Those of that name; empty when a new Cluster would begin with empty volumes. */
    public static Optional<KeptVolumes> of(ClusterView view, String namespace, String cluster) {
        return all(view, namespace).stream()
                .filter(k -> k.cluster().equals(cluster))
                .findFirst();
    }

    private static boolean ownerless(Resource claim) {
        return claim.label(Cnpg.CLUSTER_LABEL).isPresent()
                && claim.items("metadata", "ownerReferences").isEmpty()
                && claim.text("metadata", "deletionTimestamp").isEmpty();
    }

    /** {@code NAMESPACE/NAME}. */
    public String path() {
        return namespace + "/" + cluster;
    }

    /** How many instances had them. */
    public long instances() {
        return data().size();
    }

    private List<Resource> data() {
        return claims.stream()
                .filter(c -> c.label(Cnpg.PVC_ROLE_LABEL).orElse("").equals(DATA))
                .toList();
    }

    /** The data claim of the instance that was primary, by which the operator chooses too; else the first. */
    public Resource primary() {
        return data().stream()
                .filter(c -> c.label(Cnpg.ROLE_LABEL).orElse("").equals("primary"))
                .findFirst()
                .orElse(data().getFirst());
    }

    /** One of their WAL claims, where WAL had volumes of its own. */
    public Optional<Resource> wal() {
        return claims.stream()
                .filter(c -> c.label(Cnpg.PVC_ROLE_LABEL).orElse("").equals(WAL))
                .findFirst();
    }

    /** Whether there are tablespaces, which a Cluster must name one by one. */
    public boolean tablespaces() {
        return claims.stream()
                .map(c -> c.label(Cnpg.PVC_ROLE_LABEL).orElse(""))
                .anyMatch(r -> !r.equals(DATA) && !r.equals(WAL));
    }
}
