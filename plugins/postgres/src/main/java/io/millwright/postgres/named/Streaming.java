package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Reading;
import io.millwright.postgres.cnpg.PgStatus.Standby;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The primary sees as many streaming standbys as there should be. */
final class Streaming implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        Optional<PgCluster> found = PgCluster.read(view, namespace, name);
        Optional<String> primary = found.flatMap(PgCluster::currentPrimary);
        if (primary.isEmpty()) {
            return answer.not("there is no primary to ask");
        }
        long wanted = Long.parseLong(arguments.getOrDefault(
                        "instances", Long.toString(found.get().wanted())))
                - 1;
        return switch (PgStatus.read(view, namespace, primary.get())) {
            case Reading.Unseen unseen -> answer.cannotTell(unseen.why());
            case Reading.Seen seen ->
                judge(answer, namespace, name, primary.get(), seen.status().standbys(), wanted);
        };
    }

    private static CheckResult judge(
            Answer answer, String namespace, String name, String primary, List<Standby> rows, long wanted) {
        ObjectRef pod = ObjectRef.of(Kind.POD, namespace, primary);
        List<Standby> standbys =
                rows.stream().filter(r -> r.name().startsWith(name + "-")).toList();
        standbys.forEach(
                s -> answer.saw("standby " + s.name(), pod, PgStatus.PATH + " replicationInfo[].state", s.state()));
        long streaming =
                standbys.stream().filter(s -> s.state().equals("streaming")).count();
        String message = streaming + " of " + wanted + " standbys stream";
        return streaming >= wanted ? answer.holds(message) : answer.not(message);
    }
}
