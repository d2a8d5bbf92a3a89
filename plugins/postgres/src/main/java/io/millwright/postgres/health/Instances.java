package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether there is a primary, and enough ready standbys. */
final class Instances extends ClusterCheck {
    Instances() {
        super(
                "postgres.instances.ready",
                "Instances",
                Dimension.AVAILABILITY,
                "status.readyInstances against spec.instances; pods by label cnpg.io/instanceRole. No ready primary is Critical, no ready"
                        + " standby of several is Degraded, fewer ready than wanted is Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted() || c.phase().isEmpty()) {
            return List.of();
        }
        List<Resource> pods = c.pods(view);
        List<Resource> notReady = pods.stream().filter(p -> !NotReady.ready(p)).toList();
        boolean primary = pods.stream().anyMatch(p -> role(p).equals("primary") && NotReady.ready(p));
        long standbys = pods.stream()
                .filter(p -> role(p).equals("replica") && NotReady.ready(p))
                .count();
        List<Finding> findings = new ArrayList<>();
        if (!primary) {
            findings.add(down(c, notReady, pods, view));
        } else if (c.wanted() > 1 && standbys == 0) {
            findings.add(evidence(
                            c, notReady, draft(view, Severity.DEGRADED, "no ready standby of " + (c.wanted() - 1)))
                    .suffix("alone")
                    .impact("Losing the primary now stops the database: there is nothing to fail over to.")
                    .manual("find why the standbys aren't ready", why(c))
                    .build());
        } else if (c.ready() < c.wanted()) {
            findings.add(evidence(
                            c,
                            notReady,
                            draft(view, Severity.WARNING, c.ready() + " of " + c.wanted() + " instances ready"))
                    .suffix("reduced")
                    .impact("Writes go on; fewer standbys are left to read from and to fail over to.")
                    .manual("find why it isn't ready", why(c))
                    .build());
        }
        return findings;
    }

    private Finding down(PgCluster c, List<Resource> notReady, List<Resource> pods, ClusterView view) {
        return evidence(c, notReady, draft(view, Severity.CRITICAL, "no primary is ready"))
                .suffix("no-primary")
                .impact("The database takes no writes.")
                .saw(
                        "pods with role primary",
                        c.ref(),
                        "label " + Cnpg.ROLE_LABEL,
                        pods.stream()
                                .filter(p -> role(p).equals("primary"))
                                .map(Resource::name)
                                .findFirst()
                                .orElse("none"))
                .saw(
                        "current / target primary",
                        c.ref(),
                        "status.currentPrimary / targetPrimary",
                        c.currentPrimary().orElse("none") + " / "
                                + c.targetPrimary().orElse("none"))
                .since(c.readySince())
                .manual(
                        "find why nothing is primary",
                        "The operator fails over by itself within a minute. If it doesn't:\n" + why(c))
                .build();
    }

    private static FindingDraft evidence(PgCluster c, List<Resource> notReady, FindingDraft draft) {
        draft.saw("ready", c.ref(), "status.readyInstances", c.ready())
                .saw("wanted", c.ref(), "spec.instances", c.wanted());
        notReady.forEach(
                p -> draft.saw("pod not ready", ObjectRef.of(Kind.POD, p.namespace(), p.name()), "status", reason(p)));
        notReady.stream().findFirst().ifPresent(p -> draft.cause(p.name() + ": " + reason(p)));
        return draft;
    }

    private static String why(PgCluster c) {
        return """
                kubectl -n %1$s get pods,pvc,jobs -l cnpg.io/cluster=%2$s -o wide
                kubectl -n %1$s describe pods -l cnpg.io/cluster=%2$s
                """.formatted(c.namespace(), c.name());
    }

    static String role(Resource pod) {
        return pod.label(Cnpg.ROLE_LABEL).orElse("");
    }

    /** Why a pod isn't ready, in Kubernetes' words. */
    static String reason(Resource pod) {
        return NotReady.why(pod)
                .or(() -> pod.condition("Ready").flatMap(s -> s.text("message")))
                .or(() -> pod.text("status", "phase"))
                .orElse("no status");
    }
}
