package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Growth;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.Bytes;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether every node has its volumes in the wanted size, and nothing old lies about. */
final class Claims extends ClusterCheck {
    Claims() {
        super(
                "kafka.pvc",
                "Volume claims",
                Dimension.CAPACITY,
                "The claims of each node by their names: a missing, unbound or lost one is Critical; one that is smaller than the pool says, or"
                        + " waits for its file system, is Warning; one without a node is Warning, as a new node of that number would take its old data up. Where its"
                        + " class doesn't let a small one grow, move-pool is the remedy.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        Set<String> expected = new LinkedHashSet<>();
        List<NodePool> pools = c.pools(view);
        for (NodePool pool : pools) {
            for (NodePool.Volume volume : pool.volumes()) {
                if (!volume.type().equals("persistent-claim")) {
                    continue;
                }
                for (String pod : pool.pods()) {
                    expected.add(volume.claim(pod));
                    one(c, volume, pod, pool, view).ifPresent(findings::add);
                }
            }
        }
        List<Resource> orphans = c.claims(view).stream()
                .filter(p -> !expected.contains(p.name()))
                .toList();
        if (!orphans.isEmpty() && !pools.isEmpty()) {
            findings.add(orphans(orphans, view));
        }
        return findings;
    }

    private Optional<Finding> one(KafkaCluster c, NodePool.Volume volume, String pod, NodePool pool, ClusterView view) {
        ObjectRef ref = c.beside(Kind.PERSISTENT_VOLUME_CLAIM, volume.claim(pod));
        Optional<Resource> found = view.get(ref);
        String phase = found.flatMap(p -> p.text("status", "phase")).orElse("not there");
        if (!phase.equals("Bound")) {
            return Optional.of(draft(view, Severity.CRITICAL, "claim " + ref.name() + " is " + phase)
                    .suffix("unbound." + pod)
                    .impact("Its node can't run without it.")
                    .saw("claim", ref, "status.phase", phase)
                    .manual(
                            "see why",
                            "kubectl -n " + c.namespace() + " describe pvc " + ref.name()
                                    + "\nA lost one can't come back: runbook replace-broker makes a new one.")
                    .build());
        }
        String capacity =
                found.flatMap(p -> p.text("status", "capacity", "storage")).orElse("");
        if (Bytes.quantity(capacity).orElse(Long.MAX_VALUE) >= volume.bytes()) {
            return Optional.empty();
        }
        FindingDraft draft = draft(
                        view, Severity.WARNING, "claim " + ref.name() + " has " + capacity + ", not " + volume.size())
                .suffix("small." + pod)
                .impact("The space that was asked for isn't there.")
                .saw("capacity", ref, "status.capacity.storage", capacity)
                .saw("wanted", pool.ref(), "spec.storage", volume.size());
        if (Growth.refused(found.get(), view::get)) {
            String name = Growth.className(found.get());
            return Optional.of(Remedies.otherClass(
                            draft.saw(
                                            "class",
                                            ObjectRef.of(Kind.STORAGE_CLASS, "", name),
                                            "allowVolumeExpansion",
                                            "false")
                                    .cause("storage class " + name + " doesn't let volumes grow"),
                            pool,
                            volume.size())
                    .build());
        }
        return Optional.of(draft.manual(
                        "see whether it grows",
                        "kubectl -n " + c.namespace() + " describe pvc " + ref.name()
                                + "\nIts class must have allowVolumeExpansion; FileSystemResizePending ends with a restart of the node.")
                .build());
    }

    private Finding orphans(List<Resource> orphans, ClusterView view) {
        var draft = draft(view, Severity.WARNING, orphans.size() + " claims belong to no node")
                .suffix("orphans")
                .impact("A new node with that number takes the old data up, and they cost storage meanwhile.");
        orphans.stream()
                .limit(5)
                .forEach(p -> draft.saw(
                        "claim",
                        p.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                        "metadata.name",
                        p.text("status", "capacity", "storage").orElse("unknown size")));
        Resource first = orphans.getFirst();
        return draft.manual(
                        "delete them once nobody needs the data",
                        "kubectl -n " + first.namespace() + " delete pvc " + first.name())
                .build();
    }
}
