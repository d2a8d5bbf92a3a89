package io.millwright.metrics.health;

import io.millwright.kit.Bytes;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Spans;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether data outlives a pod, and fits its volume. */
final class Volume extends ServerCheck {
    private static final double SHARE = 0.85;

    Volume(String component) {
        super(
                "metrics." + component + ".volume",
                component.equals(Names.PROMETHEUS) ? "Volume for samples" : "Volume for silences",
                Dimension.DURABILITY,
                component,
                "spec.storage: without a volume is a Warning. spec.retentionSize over 85 % of the volume is a Warning. Volumes that are deleted with"
                        + " the object are a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        if (s.storage().isEmpty()) {
            found.add(draft(view, Severity.WARNING, "there is no volume")
                    .suffix("none")
                    .impact(
                            s.prometheus()
                                    ? "Every restart of a pod loses all its samples."
                                    : "Silences and what has been told already live only as long as one of its pods.")
                    .saw("storage", s.ref(), "spec.storage.volumeClaimTemplate", "none")
                    .manual(
                            "give it one",
                            s.prometheus()
                                    ? "Set the chart's value prometheus.prometheusSpec.storageSpec, or spec.storage. What is there now is lost"
                                            + " by it: back it up first if it matters."
                                    : "Set the chart's value alertmanager.alertmanagerSpec.storage, or spec.storage.")
                    .build());
        }
        s.object()
                .text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .filter("Delete"::equals)
                .ifPresent(p -> found.add(draft(view, Severity.WARNING, "its volumes are deleted with it")
                        .suffix("deleted")
                        .impact("Deleting the object, its release or its namespace deletes the data.")
                        .saw("policy", s.ref(), "spec.persistentVolumeClaimRetentionPolicy.whenDeleted", p)
                        .manual("keep them", "Set whenDeleted to Retain.")
                        .build()));
        Optional<Long> kept = s.object().text("spec", "retentionSize").flatMap(Spans::bytes);
        Optional<Long> volume = s.storage().flatMap(Bytes::quantity);
        if (kept.isPresent() && volume.isPresent() && kept.get() > volume.get() * SHARE) {
            found.add(draft(
                            view,
                            Severity.WARNING,
                            "retentionSize "
                                    + s.object().text("spec", "retentionSize").orElse("")
                                    + " leaves no room on a volume of "
                                    + s.storage().orElse(""))
                    .suffix("full")
                    .impact("The log of the newest samples and compactions need a fifth of it: the disk will run full.")
                    .saw(
                            "volume",
                            s.ref(),
                            "spec.storage.volumeClaimTemplate.spec.resources.requests.storage",
                            s.storage().orElse(""))
                    .run(
                            "keep less",
                            "set-retention",
                            Map.of("size", Long.toString(volume.get() / 1_048_576 * 8 / 10) + "MB"))
                    .build());
        }
        return found;
    }
}
