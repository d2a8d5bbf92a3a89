package io.millwright.metrics.health;

import io.millwright.kit.Version;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Versions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a Prometheus or Alertmanager runs in the version that is asked for. */
final class ServerVersion extends ServerCheck {
    ServerVersion(String component) {
        super(
                "metrics." + component + ".version",
                "Version of " + (component.equals(Names.PROMETHEUS) ? "Prometheus" : "Alertmanager"),
                Dimension.CURRENCY,
                component,
                "Image tags of the pods against the release catalogue: a branch that isn't published any more is a Warning; against spec.version:"
                        + " another for over 30 minutes is a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        Optional<String> runs = s.version(s.pods(view));
        if (runs.isEmpty()) {
            return List.of(draft(view, Severity.INFO, "the version isn't said")
                    .suffix("unsaid")
                    .impact("The operator's own default runs, and changes with the operator.")
                    .saw("version", s.ref(), "spec.version", "none")
                    .manual("name it", "Set spec.version.")
                    .build());
        }
        List<Finding> found = new ArrayList<>();
        Optional<String> wanted = s.wantedVersion();
        if (wanted.isPresent()
                && !wanted.equals(runs)
                && longer(s.object().condition("Available"), Duration.ofMinutes(30), view)) {
            found.add(draft(view, Severity.WARNING, "a pod runs " + runs.get() + ", " + wanted.get() + " is asked for")
                    .suffix("mixed")
                    .impact("The update waits for a pod that doesn't get ready.")
                    .saw("asked for", s.ref(), "spec.version", wanted.get())
                    .manual(
                            "free the update",
                            "kubectl -n " + s.namespace() + " get pods -l " + Names.APP_INSTANCE + "=" + s.name()
                                    + "\nA StatefulSet waits for a broken pod for ever: correct the cause, then delete that pod.")
                    .build());
        }
        Version oldest = Versions.of(s.word()).stream()
                .map(Version::of)
                .min(Version::compareTo)
                .orElseThrow();
        if (Version.of(runs.get()).olderThan(Version.of(oldest.branch()))) {
            found.add(draft(view, Severity.WARNING, s.word() + " " + runs.get() + " is no longer looked after")
                    .suffix("old")
                    .impact("Faults and holes in it are not closed any more.")
                    .saw("runs", s.ref(), "pods: image tag", runs.get())
                    .compared("release catalogue of " + Versions.catalogue().asOf(), "oldest", oldest.text())
                    .manual(
                            "upgrade it",
                            "With kube-prometheus-stack by the operator's runbook upgrade; else set spec.version.")
                    .build());
        }
        return found;
    }
}
