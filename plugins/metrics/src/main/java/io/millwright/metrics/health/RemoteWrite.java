package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Api.Sample;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether samples get to a central store. */
final class RemoteWrite extends QueryCheck {
    RemoteWrite() {
        super(
                "metrics.prometheus.remote-write",
                "Samples sent elsewhere",
                Dimension.DURABILITY,
                "Where spec.remoteWrite is set: over 1 % of samples failing, or the newest sent sample over 120 s old, is Critical.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        if (s.object().items("spec", "remoteWrite").isEmpty()) {
            return List.of();
        }
        List<Sample> lag = query(s, pod, Query.REMOTE_LAG, view);
        if (lag.isEmpty()) {
            return List.of(unmeasured(s, Query.REMOTE_LAG, "itself", view));
        }
        List<Finding> found = new ArrayList<>();
        lag.stream()
                .filter(v -> v.value() > 120)
                .forEach(v -> found.add(draft(
                                view,
                                Severity.CRITICAL,
                                v.name("remote_name", "url") + " is "
                                        + Times.words(Duration.ofSeconds((long) v.value())) + " behind")
                        .suffix("behind")
                        .impact("The log keeps about two hours: what isn't sent by then is lost there.")
                        .saw("behind", s.ref(), Query.REMOTE_LAG.text(), (long) v.value() + " s")
                        .manual("look at the receiver", logs(s, "prometheus"))
                        .build()));
        query(s, pod, Query.REMOTE_FAILED, view).stream()
                .filter(v -> v.value() > 0.01)
                .forEach(v -> found.add(draft(
                                view,
                                Severity.CRITICAL,
                                percent(v.value()) + " of the samples for " + v.name("remote_name", "url")
                                        + " are refused")
                        .suffix("refused")
                        .impact("They are dropped and never sent again.")
                        .saw("refused", s.ref(), Query.REMOTE_FAILED.text(), percent(v.value()))
                        .manual(
                                "read why",
                                logs(s, "prometheus") + "\n400: labels or old samples. 401, 403: the login.")
                        .build()));
        return found;
    }
}
