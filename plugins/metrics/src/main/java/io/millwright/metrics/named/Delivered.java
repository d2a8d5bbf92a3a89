package io.millwright.metrics.named;

import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The Alertmanagers of a Prometheus have sent more notifications than before, and no more of them have failed. */
final class Delivered extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        Counts before = new Counts(
                Long.parseLong(arguments.getOrDefault("sent", "0")),
                Long.parseLong(arguments.getOrDefault("failed", "0")));
        Optional<Counts> now = count(s, view);
        if (now.isEmpty()) {
            return answer.cannotTell("the metrics of an Alertmanager can't be read");
        }
        answer.saw(
                "notifications",
                s.ref(),
                "GET /metrics of its Alertmanagers: alertmanager_notifications_total",
                before.sent() + " → " + now.get().sent());
        if (now.get().failed() > before.failed()) {
            return answer.saw(
                            "failed",
                            s.ref(),
                            "alertmanager_notifications_failed_total",
                            before.failed() + " → " + now.get().failed())
                    .not("the receiver refuses: see the log of the Alertmanager");
        }
        return now.get().sent() > before.sent()
                ? answer.holds("a notification has been taken by the receiver")
                : answer.not("nothing has been sent yet: Alertmanager waits for more alerts of the same group");
    }

    /** What its Alertmanagers have sent since their start. */
    record Counts(long sent, long failed) {}

    static Optional<Counts> count(Server s, ClusterView view) {
        long sent = 0;
        long failed = 0;
        for (Server a : s.alertmanagers(view)) {
            for (Resource pod : a.pods(view).stream().filter(Server::ready).toList()) {
                Optional<Metrics> page = Metrics.read(view, pod.ref(Kind.POD), a.scheme(), Names.AM_PORT, "/metrics");
                if (page.isEmpty()) {
                    return Optional.empty();
                }
                sent += page.get()
                        .sum("alertmanager_notifications_total")
                        .orElse(0.0)
                        .longValue();
                failed += page.get()
                        .sum("alertmanager_notifications_failed_total")
                        .orElse(0.0)
                        .longValue();
            }
        }
        return Optional.of(new Counts(sent, failed));
    }
}
