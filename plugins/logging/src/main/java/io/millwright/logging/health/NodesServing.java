package io.millwright.logging.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether all nodes serve, and masters have a majority. */
final class NodesServing extends EsCheck {
    NodesServing() {
        super(
                "logging.es.nodes",
                "Nodes serving",
                Dimension.AVAILABILITY,
                "Pods ready against spec.nodeSets[].count: fewer is Warning; masters without a majority is Critical.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        List<Resource> pods = e.pods(view);
        List<Resource> ready = pods.stream().filter(NotReady::ready).toList();
        long masters = ready.stream()
                .filter(p -> p.label(Names.MASTER_LABEL).filter("true"::equals).isPresent())
                .count();
        if (ready.size() >= e.nodes()) {
            return List.of();
        }
        boolean quorum = masters * 2 > e.masters();
        FindingDraft draft = draft(
                        view,
                        quorum ? Severity.WARNING : Severity.CRITICAL,
                        ready.size() + " of " + e.nodes() + " nodes serve"
                                + (quorum ? "" : ", masters have no majority"))
                .suffix(quorum ? "down" : "no-quorum")
                .impact(
                        quorum
                                ? "The others carry its load, and indices have fewer copies."
                                : "Nothing can be written, and no node can join or leave.")
                .saw("nodes ready", e.ref(), "pods ready", ready.size())
                .saw("masters ready", e.ref(), "pods ready with " + Names.MASTER_LABEL, masters + "/" + e.masters());
        List<Resource> down = pods.stream().filter(p -> !NotReady.ready(p)).toList();
        down.forEach(p -> draft.saw(
                "not ready",
                p.ref(Kind.POD),
                "status",
                NotReady.why(p).or(() -> p.text("status", "phase")).orElse("none")));
        Optional<Resource> first = down.stream().findFirst();
        first.flatMap(p -> NotReady.why(p).map(w -> p.name() + ": " + w)).ifPresent(draft::cause);
        String pod = first.map(Resource::name).orElse(e.name() + "-es-…");
        boolean pulling = first.filter(NotReady::pulling).isPresent();
        return List.of(
                draft.manual("see why", pulling ? """
                                kubectl -n %1$s describe pod %2$s
                                Its image can't be pulled: is the version right, is the registry reached, is a pull secret needed?
                                """.formatted(e.namespace(), pod) : """
                                kubectl -n %1$s describe pod %2$s
                                kubectl -n %1$s logs %2$s -c elasticsearch --previous
                                Usual causes: vm.max_map_count too low, memory, a volume that can't be attached.
                                """.formatted(e.namespace(), pod))
                        .build());
    }
}
