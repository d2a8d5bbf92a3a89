package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Version;
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
import java.util.Optional;

/** Whether the operator is current, and alone. */
final class OperatorVersion extends OperatorCheck {
    private static final String FIXED = "1.0.1";
    private final Versions versions;

    OperatorVersion(Versions versions) {
        super(
                "kafka.operator.version",
                "Operator version",
                Dimension.CURRENCY,
                "The image's tag against the release catalogue: older than 1.0.1 (CVE-2026-55225, CVE-2026-55226) is Warning, not the newest"
                        + " is Info, an unknown version is Unknown. Two operators that watch the same namespace are Critical. Upstream names no ends of support.");
        this.versions = versions;
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        version(deployment, ref, view).ifPresent(findings::add);
        twice(deployment, ref, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> version(Resource deployment, ObjectRef ref, ClusterView view) {
        Optional<String> version = StrimziOperators.version(deployment);
        String newest = versions.newestOperator().version();
        if (version.isEmpty()) {
            return Optional.of(draft(view, Severity.UNKNOWN, "the operator's version can't be told")
                    .suffix("unknown")
                    .impact("Whether it has known security holes can't be said.")
                    .saw("image", ref, "spec.template.spec.containers[0].image", "has no version in its tag")
                    .manual(
                            "look at it",
                            "kubectl -n " + ref.namespace() + " get deployment " + ref.name() + " -o wide")
                    .build());
        }
        Version running = Version.of(version.get());
        if (!running.olderThan(Version.of(newest))) {
            return Optional.empty();
        }
        List<String> way = versions.wayTo(version.get(), newest);
        boolean holes = running.olderThan(Version.of(FIXED));
        var draft = holes
                ? draft(view, Severity.WARNING, "operator " + running + " has known security holes")
                        .suffix("vulnerable")
                        .impact("CVE-2026-55225 and CVE-2026-55226 are fixed from " + FIXED + " on.")
                : draft(view, Severity.INFO, "operator " + running + " isn't the newest: " + newest)
                        .suffix("newer")
                        .impact("Fixes come with new releases only; upstream names no ends of support.");
        draft.saw("runs", ref, "spec.template.spec.containers[0].image", running)
                .compared(
                        "newest", "release catalogue of " + versions.catalogue().asOf(), newest);
        if (way.isEmpty()) {
            draft.manual(
                    "find the way",
                    "No chain of upgrades from " + running
                            + " is known; read upstream's upgrade pages from your version on.");
        } else {
            draft.run(
                    "upgrade the operator to " + way.getFirst(), "upgrade-operator", Map.of("version", way.getFirst()));
        }
        return Optional.of(draft.build());
    }

    private Optional<Finding> twice(Resource deployment, ObjectRef ref, ClusterView view) {
        return StrimziOperators.deployments(view).stream()
                .filter(o -> !o.uid().equals(deployment.uid())
                        || !(o.namespace().equals(ref.namespace()) && o.name().equals(ref.name())))
                .filter(o -> overlap(o, deployment))
                .findFirst()
                .map(o -> draft(view, Severity.CRITICAL, "two operators watch the same namespaces")
                        .suffix("two")
                        .impact("They undo each other's work, and restart brokers at the same time.")
                        .saw("this one watches", ref, "env STRIMZI_NAMESPACE", StrimziOperators.watched(deployment))
                        .saw(
                                "the other watches",
                                o.ref(Kind.DEPLOYMENT),
                                "env STRIMZI_NAMESPACE",
                                StrimziOperators.watched(o))
                        .manual(
                                "stop one of them",
                                "Remove the one that isn't wanted, or give each its own namespaces (chart value watchNamespaces)."
                                        + " Scale it to 0 first:\nkubectl -n " + o.namespace() + " scale deployment "
                                        + o.name() + " --replicas=0")
                        .build());
    }

    private static boolean overlap(Resource a, Resource b) {
        List<String> first = StrimziOperators.watched(a);
        List<String> second = StrimziOperators.watched(b);
        return first.contains("*") || second.contains("*") || first.stream().anyMatch(second::contains);
    }
}
