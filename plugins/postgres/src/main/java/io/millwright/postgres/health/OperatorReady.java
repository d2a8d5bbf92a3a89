package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the operator runs. */
final class OperatorReady extends OperatorCheck {
    private static final long MANY = 3;
    private static final Duration RECENT = Duration.ofHours(1);

    OperatorReady() {
        super(
                "postgres.operator.ready",
                "Operator running",
                Dimension.AVAILABILITY,
                "Deployment status.availableReplicas against spec.replicas: none available is Critical, fewer than wanted is Warning; so is a pod of"
                        + " it that was restarted more than 3 times, the last time within the hour.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        if (available >= wanted && available > 0) {
            return restarts(deployment, ref, view).map(List::of).orElse(List.of());
        }
        String why = deployment
                .condition("Available")
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .flatMap(c -> c.text("message"))
                .orElse("");
        FindingDraft draft = available == 0
                ? draft(view, Severity.CRITICAL, "operator down: 0 of " + wanted + " available")
                        .impact(
                                "Databases go on, but nothing fails over, scales, restarts or is backed up, and every change of a"
                                        + " Cluster is refused.")
                : draft(view, Severity.WARNING, available + " of " + wanted + " operator pods available")
                        .suffix("reduced")
                        .impact("One more lost operator pod and nothing fails over.");
        return List.of(draft.saw("replicas wanted", ref, "spec.replicas", wanted)
                .saw("replicas available", ref, "status.availableReplicas", available)
                .cause(why)
                .manual("look at the operator's pods and log", """
                        kubectl -n %1$s get pods -l app.kubernetes.io/name=cloudnative-pg
                        kubectl -n %1$s describe deployment %2$s
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        """.formatted(ref.namespace(), ref.name()))
                .build());
    }

    /** A program that starts again and again is available in between, and gets nothing done. */
    private Optional<Finding> restarts(Resource deployment, ObjectRef ref, ClusterView view) {
        return view.list(Kind.POD, Selector.labelled(ref.namespace(), Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME)).stream()
                .flatMap(p -> p.items("status", "containerStatuses").stream()
                        .filter(s -> s.number("restartCount").orElse(0L) > MANY)
                        .flatMap(s -> Times.kubernetes(s.text("lastState", "terminated", "finishedAt")).stream()
                                .filter(t -> t.plus(RECENT).isAfter(view.now()))
                                .map(t -> restarting(p, s, deployment, view))))
                .findFirst();
    }

    private Finding restarting(Resource pod, Resource status, Resource deployment, ClusterView view) {
        long count = status.number("restartCount").orElse(0L);
        ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
        return draft(view, Severity.WARNING, "the operator is restarted again and again, " + count + " times so far")
                .suffix("restarts")
                .impact("While it starts nothing fails over, and changes of Clusters are refused.")
                .saw("restarts", ref, "status.containerStatuses[].restartCount", count)
                .saw(
                        "last end",
                        ref,
                        "status.containerStatuses[].lastState.terminated.finishedAt",
                        status.text("lastState", "terminated", "finishedAt").orElse(""))
                .cause(status.text("lastState", "terminated", "reason").orElse(""))
                .manual(
                        "read why it ended",
                        "kubectl -n " + pod.namespace() + " logs " + pod.name() + " --previous --tail=50\n"
                                + "OOMKilled means that its memory limit is too small: Deployment " + deployment.name()
                                + ".")
                .build();
    }
}
