package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether there is a way back: a repository, a schedule, and snapshots that succeed. */
final class Backup extends EsCheck {
    private static final Duration LONGEST = Duration.ofHours(48);

    Backup() {
        super(
                "logging.es.backup",
                "Snapshots",
                Dimension.DURABILITY,
                "GET /_snapshot and /_slm/policy: no repository or no schedule is Warning; a failure newer than the last success, or none for 48 h, is Critical.");
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        try {
            return judge(e, EsHttp.get(e, view, "/_snapshot"), EsHttp.get(e, view, "/_slm/policy"), view);
        } catch (ProblemException p) {
            return List.of(draft(view, Severity.UNKNOWN, "snapshots can't be read")
                    .suffix("unreadable")
                    .impact("Whether logs could be restored isn't known.")
                    .saw("why", e.ref(), "GET /_snapshot", p.problem().why())
                    .manual("see why", p.problem().next())
                    .build());
        }
    }

    private List<Finding> judge(Elastic e, Resource repositories, Resource policies, ClusterView view) {
        if (repositories.content().isEmpty()) {
            return List.of(draft(view, Severity.WARNING, "no snapshot repository")
                    .suffix("no-repository")
                    .impact("A lost volume or a mistaken deletion can't be taken back.")
                    .saw("repositories", e.ref(), "GET /_snapshot", 0)
                    .run("register one", "set-repository", Map.of())
                    .build());
        }
        String repository = repositories.content().keySet().iterator().next();
        if (policies.content().isEmpty()) {
            return List.of(draft(view, Severity.WARNING, "no snapshot is scheduled")
                    .suffix("no-schedule")
                    .impact("Only what somebody thinks of is kept.")
                    .saw("policies", e.ref(), "GET /_slm/policy", 0)
                    .run("take one now", "back-up", Tree.of("repository", repository))
                    .manual(
                            "schedule them",
                            PageCheck.curl(
                                    e,
                                    "PUT",
                                    "/_slm/policy/nightly",
                                    "{\"schedule\":\"0 30 1 * * ?\",\"name\":\"<logs-{now/d}>\",\"repository\":\""
                                            + repository
                                            + "\",\"retention\":{\"expire_after\":\"30d\",\"min_count\":5}}"))
                    .build());
        }
        List<Finding> found = new ArrayList<>();
        for (String name : policies.content().keySet()) {
            Optional<Instant> success =
                    policies.number(name, "last_success", "time").map(Instant::ofEpochMilli);
            Optional<Instant> failure =
                    policies.number(name, "last_failure", "time").map(Instant::ofEpochMilli);
            boolean failed =
                    failure.filter(f -> success.filter(f::isBefore).isEmpty()).isPresent();
            boolean old = success.filter(s -> Duration.between(s, view.now()).compareTo(LONGEST) < 0)
                    .isEmpty();
            if (failed || old) {
                found.add(draft(
                                view,
                                Severity.CRITICAL,
                                failed
                                        ? "snapshots of policy " + name + " fail"
                                        : "no snapshot of policy " + name + " for 48 h")
                        .suffix(failed ? "failed" : "old")
                        .impact("Logs since the last success can't be restored.")
                        .saw(
                                "last success",
                                e.ref(),
                                "GET /_slm/policy " + name + " last_success",
                                success.map(Instant::toString).orElse("none"))
                        .saw(
                                "last failure",
                                e.ref(),
                                "GET /_slm/policy " + name + " last_failure",
                                failure.map(Instant::toString).orElse("none"))
                        .run(
                                "take one now",
                                "back-up",
                                Tree.of(
                                        "repository",
                                        policies.text(name, "policy", "repository")
                                                .orElse(repository)))
                        .build());
            }
        }
        return found;
    }
}
