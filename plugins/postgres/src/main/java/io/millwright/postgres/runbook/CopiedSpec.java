package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The specification of a cluster that is to hold what another one holds: its image, parameters, sizes, and nothing that only one may have. */
final class CopiedSpec {
    /** What the original keeps for itself: its archive, its way of coming into being, names that others know, passing states. */
    private static final List<String> LEFT = List.of(
            "bootstrap",
            "externalClusters",
            "plugins",
            "backup",
            "replica",
            "certificates",
            "nodeMaintenanceWindow",
            "description");

    private CopiedSpec() {}

    /**
     * What to make of it.
     *
     * @param size of the data volume; empty: as large as the largest of the source's
     * @param storageClass empty: the source's
     */
    static Map<String, Object> of(
            PgCluster source, ClusterView view, long instances, String size, String storageClass) {
        Map<String, Object> spec = new LinkedHashMap<>();
        source.object()
                .at("spec")
                .filter(Map.class::isInstance)
                .ifPresent(m -> ((Map<?, ?>) m).forEach((k, v) -> spec.put(String.valueOf(k), v)));
        LEFT.forEach(spec::remove);
        spec.put("instances", instances);
        spec.put("enablePDB", instances > 1);
        Resource tree = new Resource(Tree.of("spec", spec)).without("spec", "managed", "services");
        tree = image(tree, source);
        tree = synchronous(tree, instances);
        tree = tree.with(data(source, view, size), "spec", "storage", "size");
        if (!storageClass.isEmpty()) {
            tree = tree.with(storageClass, "spec", "storage", "storageClass");
            if (tree.at("spec", "walStorage").isPresent()) {
                tree = tree.with(storageClass, "spec", "walStorage", "storageClass");
            }
        }
        if (instances == 1) {
            tree = tree.without("spec", "primaryUpdateStrategy");
        }
        Map<String, Object> copied = new LinkedHashMap<>();
        ((Map<?, ?>) tree.at("spec").orElseThrow()).forEach((k, v) -> copied.put(String.valueOf(k), v));
        return copied;
    }

    /** The image that the data was last opened with: during a failed major upgrade the specification names another. */
    private static Resource image(Resource tree, PgCluster source) {
        Optional<String> data = source.dataImage();
        String major = source.version().map(Version::major).orElse("");
        boolean catalogueFits = source.object()
                .text("spec", "imageCatalogRef", "major")
                .filter(major::equals)
                .isPresent();
        return data.isEmpty() || catalogueFits
                ? tree
                : tree.without("spec", "imageCatalogRef").with(data.get(), "spec", "imageName");
    }

    /** More synchronous standbys than there are would stop every commit. */
    private static Resource synchronous(Resource tree, long instances) {
        long wanted = Math.max(
                tree.number("spec", "postgresql", "synchronous", "number").orElse(0L),
                tree.number("spec", "maxSyncReplicas").orElse(0L));
        return wanted < instances
                ? tree
                : tree.without("spec", "postgresql", "synchronous")
                        .without("spec", "minSyncReplicas")
                        .without("spec", "maxSyncReplicas");
    }

    private static String data(PgCluster source, ClusterView view, String asked) {
        String wanted = source.object().text("spec", "storage", "size").orElse("");
        String largest = source.claims(view).stream()
                .filter(c -> Objects.equals(c.label(Cnpg.PVC_ROLE_LABEL).orElse(""), "PG_DATA"))
                .flatMap(c -> c.text("status", "capacity", "storage").stream())
                .reduce(wanted, (a, b) -> bytes(b) > bytes(a) ? b : a);
        if (asked.isEmpty()) {
            return largest;
        }
        if (bytes(asked) < bytes(largest)) {
            throw new ProblemException(Problem.user(
                    "plan a copy of " + source.namespace() + "/" + source.name(),
                    "volume size " + asked,
                    "the original's volume has " + largest,
                    "Ask for at least that, or leave it empty."));
        }
        return asked;
    }

    private static long bytes(String quantity) {
        return Bytes.quantity(quantity).orElse(0L);
    }
}
