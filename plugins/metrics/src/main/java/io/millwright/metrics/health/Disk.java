package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api.Sample;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the volumes have room. */
final class Disk extends QueryCheck {
    Disk() {
        super(
                "metrics.prometheus.disk",
                "Room on the volumes",
                Dimension.CAPACITY,
                "kubelet_volume_stats of the pods' claims: under 3 % free is Critical; under 15 % free and full in four days by its trend is a"
                        + " Warning.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        List<String> claims = s.claims(view).stream().map(Resource::name).toList();
        if (claims.isEmpty()) {
            return List.of();
        }
        List<Sample> free = ours(s, claims, query(s, pod, Query.VOLUME_FREE, view));
        if (free.isEmpty()) {
            return List.of(unmeasured(s, Query.VOLUME_FREE, "the kubelets, which measure volumes", view));
        }
        List<String> filling = ours(s, claims, query(s, pod, Query.VOLUME_IN_FOUR_DAYS, view)).stream()
                .filter(v -> v.value() < 0)
                .map(v -> v.name("persistentvolumeclaim"))
                .toList();
        List<Finding> found = new ArrayList<>();
        for (Sample v : free) {
            String claim = v.name("persistentvolumeclaim");
            boolean full = v.value() < 0.03;
            if (full || v.value() < 0.15 && filling.contains(claim)) {
                found.add(draft(
                                view,
                                full ? Severity.CRITICAL : Severity.WARNING,
                                percent(v.value()) + " of " + claim + " are free" + (full ? "" : ", none in four days"))
                        .suffix(full ? "full" : "filling")
                        .impact("A full disk ends Prometheus and may spoil its log.")
                        .saw(
                                "free",
                                ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, s.namespace(), claim),
                                "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes",
                                percent(v.value()))
                        .run("grow the volumes", "grow-storage", Map.of())
                        .run("keep less", "set-retention", Map.of())
                        .build());
            }
        }
        return found;
    }

    private static List<Sample> ours(Server s, List<String> claims, List<Sample> all) {
        return all.stream()
                .filter(v ->
                        v.name("namespace").equals(s.namespace()) && claims.contains(v.name("persistentvolumeclaim")))
                .toList();
    }
}
