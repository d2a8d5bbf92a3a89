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

/** More notifications of the Alertmanagers of a Prometheus have been taken than before: one that failed doesn't count, and spoils no later one. */
final class Delivered extends ServerQuestion {
    /** Each try, counted when it has ended. */
    private static final String TRIES = "alertmanager_notification_requests_";
    /** What older ones count only: a notification before the first try, its failure when it is given up. */
    private static final String NOTIFICATIONS = "alertmanager_notifications_";

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
                "GET /metrics of its Alertmanagers: " + TRIES + "total",
                before.sent() + " → " + now.get().sent());
        boolean more = now.get().failed() > before.failed();
        if (more) {
            answer.saw(
                    "failed",
                    s.ref(),
                    TRIES + "failed_total",
                    before.failed() + " → " + now.get().failed());
        }
        if (now.get().taken() > before.taken()) {
            return answer.holds("a notification has been taken by the receiver");
        }
        return answer.not(
                more
                        ? "the receiver refuses: see the log of the Alertmanager"
                        : "nothing has been sent yet: Alertmanager waits for more alerts of the same group");
    }

    /**
     * What its Alertmanagers have sent since their start.
     *
     * @param sent also what failed
     */
    record Counts(long sent, long failed) {
        long taken() {
            return sent - failed;
        }
    }

    static Optional<Counts> count(Server s, ClusterView view) {
        long sent = 0;
        long failed = 0;
        for (Server a : s.alertmanagers(view)) {
            for (Resource pod : a.pods(view).stream().filter(Server::ready).toList()) {
                Optional<Metrics> page = Metrics.read(view, pod.ref(Kind.POD), a.scheme(), Names.AM_PORT, "/metrics");
                if (page.isEmpty()) {
                    return Optional.empty();
                }
                String counted = page.get().sum(TRIES + "total").isPresent() ? TRIES : NOTIFICATIONS;
                sent += page.get().sum(counted + "total").orElse(0.0).longValue();
                failed += page.get().sum(counted + "failed_total").orElse(0.0).longValue();
            }
        }
        return Optional.of(new Counts(sent, failed));
    }
}
