package io.millwright.postgres.health;

import io.millwright.kit.Bytes;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is wanted is what is there. A Cluster has no observedGeneration, so wanted and real are compared field by field. */
final class Convergence extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    Convergence() {
        super(
                "postgres.cluster.convergence",
                "Wanted against real",
                Dimension.CONFIGURATION,
                "While the phase says healthy, and the last change is 15 min old: spec.instances against status.instances, status.image against each pod's image,"
                        + " spec.storage.size against each claim's request.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (!c.healthy() || c.hibernationWanted() || c.reconciliationDisabled() || justChanged(c, view)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        instances(c, view).ifPresent(findings::add);
        images(c, view).ifPresent(findings::add);
        sizes(c, view).ifPresent(findings::add);
        return findings;
    }

    /** Right after a change the phase still reads healthy: the operator gets its time before anything counts as not applied. */
    private static boolean justChanged(PgCluster c, ClusterView view) {
        return c.object().items("metadata", "managedFields").stream()
                .filter(m -> m.text("subresource").orElse("").isEmpty())
                .flatMap(m -> Times.kubernetes(m.text("time")).stream())
                .anyMatch(t -> Duration.between(t, view.now()).compareTo(PATIENCE) < 0);
    }

    private Optional<Finding> instances(PgCluster c, ClusterView view) {
        long known = c.object().number("status", "instances").orElse(0L);
        if (known == c.wanted()) {
            return Optional.empty();
        }
        return Optional.of(draft(view, Severity.WARNING, c.wanted() + " instances wanted, " + known + " there")
                .suffix("instances")
                .impact("The cluster calls itself healthy although a change of its size isn't applied.")
                .saw("wanted", c.ref(), "spec.instances", c.wanted())
                .saw("there", c.ref(), "status.instances", known)
                .manual("see what holds it up", "kubectl -n " + c.namespace() + " describe cluster " + c.name())
                .build());
    }

    private Optional<Finding> images(PgCluster c, ClusterView view) {
        Optional<String> wanted = c.image();
        List<Resource> others = c.pods(view).stream()
                .filter(p -> wanted.isPresent()
                        && postgresImage(p).filter(i -> !i.equals(wanted.get())).isPresent())
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.WARNING, others.size() + " instances run another image than wanted")
                .suffix("image")
                .impact("Instances of different versions run side by side.")
                .saw("wanted", c.ref(), "status.image", wanted.orElse(""));
        others.forEach(p -> draft.saw(
                "runs",
                ObjectRef.of(Kind.POD, p.namespace(), p.name()),
                "spec.containers[postgres].image",
                postgresImage(p).orElse("")));
        return Optional.of(
                draft.run("restart the instances", "restart", Map.of()).build());
    }

    static Optional<String> postgresImage(Resource pod) {
        return pod.items("spec", "containers").stream()
                .filter(k -> k.text("name").orElse("").equals("postgres"))
                .findFirst()
                .flatMap(k -> k.text("image"));
    }

    private Optional<Finding> sizes(PgCluster c, ClusterView view) {
        Optional<Long> wanted = c.object().text("spec", "storage", "size").flatMap(Bytes::quantity);
        List<Resource> small = c.claims(view).stream()
                .filter(p -> p.label("cnpg.io/pvcRole").orElse("").equals("PG_DATA"))
                .filter(p -> wanted.isPresent()
                        && p.text("spec", "resources", "requests", "storage")
                                .flatMap(Bytes::quantity)
                                .filter(s -> s < wanted.get())
                                .isPresent())
                .toList();
        if (small.isEmpty()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.WARNING, small.size() + " volumes are smaller than wanted")
                .suffix("size")
                .impact("The space that was asked for isn't there.")
                .saw(
                        "wanted",
                        c.ref(),
                        "spec.storage.size",
                        c.object().text("spec", "storage", "size").orElse(""));
        small.forEach(p -> draft.saw(
                "requested",
                ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, p.namespace(), p.name()),
                "spec.resources.requests.storage",
                p.text("spec", "resources", "requests", "storage").orElse("")));
        return Optional.of(draft.manual(
                        "see whether the storage class can grow volumes",
                        "kubectl get storageclass\nA class without allowVolumeExpansion needs its instances made anew one by one.")
                .build());
    }
}
