package io.millwright.postgres.named;

import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.Map;
import java.util.Optional;

/**
 * PostgreSQL in the primary has been started anew, in the pod that it was in. Its metrics tell when it started; where a cluster's metrics don't, the
 * reason that the instance manager gives for the phase does.
 */
public final class PrimaryRestarted implements NamedCheck {
    private static final String DONE = "Primary instance restarted in-place";

    /** When PostgreSQL in that pod started, in seconds since 1970; empty when its metrics don't tell. */
    public static Optional<Long> started(PgCluster c, String pod, ClusterView view) {
        return Metrics.read(
                        view,
                        ObjectRef.of(Kind.POD, c.namespace(), pod),
                        c.metricsScheme(),
                        Cnpg.METRICS_PORT,
                        "/metrics")
                .flatMap(m -> m.sum("cnpg_pg_postmaster_start_time"))
                .map(Math::round);
    }

    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        PgCluster c = found.get();
        String pod = arguments.getOrDefault("pod", "");
        String former = arguments.getOrDefault("former", "");
        answer.saw("phase", c.ref(), "status.phase", c.phase() + " " + c.phaseReason());
        if (former.isEmpty()) {
            return c.phaseReason().equals(DONE)
                    ? answer.holds("the instance manager says so")
                    : answer.not("the instance manager hasn't said so yet");
        }
        Optional<Long> started = started(c, pod, view);
        answer.saw(
                "started",
                ObjectRef.of(Kind.POD, c.namespace(), pod),
                "metric cnpg_pg_postmaster_start_time",
                started.map(String::valueOf).orElse("not told"));
        return started.filter(s -> s > Long.parseLong(former)).isPresent()
                ? answer.holds("PostgreSQL in " + pod + " was started anew")
                : answer.not("PostgreSQL in " + pod + " runs since before");
    }
}
