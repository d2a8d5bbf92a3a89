package io.millwright.postgres.named;

import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Reading;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No instance waits for a restart, and where an instance's metrics tell a parameter's value, it is the one that was asked for. Metrics don't
 * tell texts; then the instances' own word that nothing is pending has to do.
 */
final class ParametersLive implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        PgCluster c = found.get();
        Map<String, String> wanted = Settings.parse(arguments.getOrDefault("values", ""));
        List<Resource> pods = c.pods(view);
        if (pods.size() < c.wanted()) {
            return answer.not(pods.size() + " of " + c.wanted() + " pods are there");
        }
        for (Resource pod : pods) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            switch (PgStatus.read(view, pod.namespace(), pod.name())) {
                case Reading.Unseen unseen -> {
                    return answer.not(unseen.why());
                }
                case Reading.Seen seen -> {
                    answer.saw(
                            "pending restart",
                            ref,
                            PgStatus.PATH + " pendingRestart",
                            seen.status().pendingRestart());
                    if (seen.status().pendingRestart()) {
                        return answer.not(pod.name() + " waits for a restart");
                    }
                }
            }
            Optional<String> other = differs(c, ref, wanted, answer, view);
            if (other.isPresent()) {
                return answer.not(pod.name() + " has " + other.get());
            }
        }
        return answer.holds("live in " + pods.size() + " instances");
    }

    private static Optional<String> differs(
            PgCluster c, ObjectRef pod, Map<String, String> wanted, Answer answer, ClusterView view) {
        Optional<Metrics> metrics = Metrics.read(view, pod, c.metricsScheme(), Cnpg.METRICS_PORT, "/metrics");
        for (Map.Entry<String, String> e : wanted.entrySet()) {
            Optional<Double> value =
                    metrics.flatMap(m -> m.value("cnpg_pg_settings_setting", "name=\"" + e.getKey() + "\""));
            value.ifPresent(v -> answer.saw("reported", pod, "metric cnpg_pg_settings_setting " + e.getKey(), v));
            boolean same = value.flatMap(v -> Settings.same(e.getValue(), v)).orElse(true);
            if (!same) {
                return Optional.of(e.getKey() + " " + value.orElseThrow() + " in its own unit, not " + e.getValue());
            }
        }
        return Optional.empty();
    }
}
