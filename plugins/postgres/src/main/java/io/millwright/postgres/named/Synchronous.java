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
import java.util.Set;

/** The primary waits for that many standbys, by its own account; for none when none is wanted. */
final class Synchronous implements NamedCheck {
    private static final Set<String> WAITED_FOR = Set.of("sync", "quorum");

    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        Optional<String> primary = PgCluster.read(view, namespace, arguments.getOrDefault("name", ""))
                .flatMap(PgCluster::currentPrimary);
        if (primary.isEmpty()) {
            return answer.not("there is no primary to ask");
        }
        long wanted = Long.parseLong(arguments.getOrDefault("standbys", "0"));
        return switch (PgStatus.read(view, namespace, primary.get())) {
            case Reading.Unseen unseen -> answer.cannotTell(unseen.why());
            case Reading.Seen seen ->
                judge(
                        answer,
                        ObjectRef.of(Kind.POD, namespace, primary.get()),
                        seen.status().standbys(),
                        wanted);
        };
    }

    private static CheckResult judge(Answer answer, ObjectRef primary, List<Standby> standbys, long wanted) {
        standbys.forEach(s -> answer.saw(
                "standby " + s.name(), primary, PgStatus.PATH + " replicationInfo[].syncState", s.syncState()));
        long waited = standbys.stream()
                .filter(s -> WAITED_FOR.contains(s.syncState()))
                .count();
        String message = waited + " standbys are synchronous";
        boolean holds = wanted == 0 ? waited == 0 : waited >= wanted;
        return holds ? answer.holds(message) : answer.not(message + ", wanted " + wanted);
    }
}
