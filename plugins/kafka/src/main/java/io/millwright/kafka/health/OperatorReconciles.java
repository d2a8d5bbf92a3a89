package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.OperatorMetrics;
import io.millwright.kafka.strimzi.OperatorMetrics.Passes;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the operator gets through its work, by its own counters: since its pod began, as nothing of them is kept here. */
final class OperatorReconciles extends OperatorCheck {
    private static final long FEW = 5;
    /** An hour of the operator's timer. */
    private static final long MANY = 30;

    OperatorReconciles() {
        super(
                "kafka.operator.reconciles",
                "The operator gets through",
                Dimension.CONFIGURATION,
                "Metrics " + OperatorMetrics.FAILED + " and " + OperatorMetrics.LOCKED
                        + " of the operator's pods on port "
                        + OperatorMetrics.PORT
                        + ", by kind, since they began: 5 or more failed passes, and more than good ones, is Warning; so are"
                        + " 30 or more that found the object locked by another pass. No pod that answers is Unknown.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        List<Resource> pods = StrimziOperators.pods(deployment, view);
        if (pods.isEmpty()) {
            // That it doesn't run is said by another check.
            return List.of();
        }
        Optional<List<Passes>> told = OperatorMetrics.passes(pods, view);
        if (told.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "the operator doesn't tell how its work goes")
                    .suffix("unknown")
                    .impact("Whether it fails at objects again and again can't be said.")
                    .saw(
                            "metrics",
                            pods.getFirst().ref(Kind.POD),
                            "port " + OperatorMetrics.PORT + " " + OperatorMetrics.PATH,
                            "no answer")
                    .manual("read its log", log(ref))
                    .build());
        }
        List<Finding> findings = new ArrayList<>();
        for (Passes passes : told.get()) {
            if (passes.failed() >= FEW && passes.failed() > passes.good()) {
                findings.add(failing(passes, pods.getFirst(), ref, view));
            }
            if (passes.locked() >= MANY && passes.locked() > passes.good()) {
                findings.add(locked(passes, pods.getFirst(), ref, view));
            }
        }
        return findings;
    }

    private Finding failing(Passes passes, Resource pod, ObjectRef ref, ClusterView view) {
        return draft(
                        view,
                        Severity.WARNING,
                        "the operator fails at " + passes.kind() + ": " + passes.failed() + " times, " + passes.good()
                                + " times it got through")
                .suffix("failing." + passes.kind().toLowerCase(Locale.ROOT))
                .impact("Changes of such objects aren't applied, and what breaks isn't repaired.")
                .saw("failed", pod.ref(Kind.POD), OperatorMetrics.FAILED, passes.failed())
                .saw("good", pod.ref(Kind.POD), OperatorMetrics.GOOD, passes.good())
                .manual("read why in its log", log(ref))
                .build();
    }

    private Finding locked(Passes passes, Resource pod, ObjectRef ref, ClusterView view) {
        return draft(
                        view,
                        Severity.WARNING,
                        "the operator is held up at " + passes.kind() + ": " + passes.locked()
                                + " times an earlier pass hadn't ended")
                .suffix("locked." + passes.kind().toLowerCase(Locale.ROOT))
                .impact("One pass lasts and lasts, such as a restart that waits for ever; changes wait behind it.")
                .saw("locked", pod.ref(Kind.POD), OperatorMetrics.LOCKED, passes.locked())
                .saw("good", pod.ref(Kind.POD), OperatorMetrics.GOOD, passes.good())
                .manual("read what it waits for", log(ref))
                .build();
    }

    private static String log(ObjectRef ref) {
        return "kubectl -n " + ref.namespace() + " logs deployment/" + ref.name()
                + " --tail=200 | grep -E 'WARN|ERROR'";
    }
}
