package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Times;
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
import java.util.Optional;

/** Whether the operator runs, and whether it has enough memory. */
final class OperatorReady extends OperatorCheck {
    OperatorReady() {
        super(
                "kafka.operator.ready",
                "Operator running",
                Dimension.AVAILABILITY,
                "Deployment status.availableReplicas against spec.replicas: none available is Critical, fewer than wanted is Warning. Its pods'"
                        + " last termination reason OOMKilled, or more than three restarts with the last within an hour, is Warning.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        if (available == 0 || available < wanted) {
            findings.add(down(deployment, ref, wanted, available, view));
        }
        List<Resource> pods = StrimziOperators.pods(deployment, view);
        killed(pods, view).or(() -> restarting(pods, view)).ifPresent(findings::add);
        return findings;
    }

    private Finding down(Resource deployment, ObjectRef ref, long wanted, long available, ClusterView view) {
        String why = deployment
                .condition("Available")
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .flatMap(c -> c.text("message"))
                .orElse("");
        var draft = available == 0
                ? draft(view, Severity.CRITICAL, "operator down: 0 of " + wanted + " available")
                        .impact(
                                "Brokers go on serving, but nothing is restarted in order, no change is applied and certificates aren't"
                                        + " renewed.")
                : draft(view, Severity.WARNING, available + " of " + wanted + " operator pods available")
                        .suffix("reduced")
                        .impact("One more lost pod and nothing keeps the clusters.");
        return draft.saw("replicas wanted", ref, "spec.replicas", wanted)
                .saw("replicas available", ref, "status.availableReplicas", available)
                .cause(why)
                .manual("look at the operator's pods and log", """
                        kubectl -n %1$s get pods -l strimzi.io/kind=cluster-operator
                        kubectl -n %1$s describe deployment %2$s
                        kubectl -n %1$s logs deployment/%2$s --tail=50
                        """.formatted(ref.namespace(), ref.name()))
                .build();
    }

    private Optional<Finding> killed(List<Resource> pods, ClusterView view) {
        return pods.stream()
                .filter(p -> p.items("status", "containerStatuses").stream()
                        .anyMatch(c -> c.text("lastState", "terminated", "reason")
                                .filter("OOMKilled"::equals)
                                .isPresent()))
                .findFirst()
                .map(p -> draft(view, Severity.WARNING, "the operator ran out of memory")
                        .suffix("memory")
                        .impact("Each time it is killed, a change that it was at begins anew or stays half done.")
                        .saw(
                                "last end",
                                p.ref(Kind.POD),
                                "status.containerStatuses[].lastState.terminated.reason",
                                "OOMKilled")
                        .manual(
                                "give it more memory",
                                "helm upgrade with --set resources.limits.memory=768Mi --set resources.requests.memory=768Mi,"
                                        + " or change the Deployment where it was installed by manifest.")
                        .build());
    }

    /** More than three restarts, the last within the hour. */
    private Optional<Finding> restarting(List<Resource> pods, ClusterView view) {
        for (Resource pod : pods) {
            for (Resource container : pod.items("status", "containerStatuses")) {
                long times = container.number("restartCount").orElse(0L);
                Optional<Duration> since = Times.kubernetes(container.text("lastState", "terminated", "finishedAt"))
                        .map(t -> Duration.between(t, view.now()));
                if (times > 3
                        && since.filter(d -> d.compareTo(Duration.ofHours(1)) < 0)
                                .isPresent()) {
                    return Optional.of(draft(view, Severity.WARNING, "the operator has restarted " + times + " times")
                            .suffix("restarts")
                            .impact("Each time, a change that it was at begins anew or stays half done.")
                            .saw("restarts", pod.ref(Kind.POD), "status.containerStatuses[].restartCount", times)
                            .saw(
                                    "last end",
                                    pod.ref(Kind.POD),
                                    "status.containerStatuses[].lastState.terminated",
                                    container
                                                    .text("lastState", "terminated", "reason")
                                                    .orElse("unknown") + ", " + Times.words(since.get()) + " ago")
                            .manual(
                                    "read what it said last",
                                    "kubectl -n " + pod.namespace() + " logs " + pod.name() + " --previous --tail=50")
                            .build());
                }
            }
        }
        return Optional.empty();
    }
}
