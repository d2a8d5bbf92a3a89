package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Lsn;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Reading;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** A restored cluster serves the original's database: the same system identifier, out of recovery, and at least at that position. */
final class Recovered implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        Optional<PgCluster> found = PgCluster.read(view, namespace, arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the new Cluster is not there");
        }
        PgCluster c = found.get();
        answer.saw("phase", c.ref(), "status.phase", c.phase().isEmpty() ? "absent" : c.phase());
        Optional<String> primary = c.currentPrimary();
        if (primary.isEmpty()) {
            return answer.not((c.phase().isEmpty() ? "not taken up by an operator" : c.phase())
                    + (c.phaseReason().isEmpty() ? "" : " · " + c.phaseReason()));
        }
        return switch (PgStatus.read(view, namespace, primary.get())) {
            case Reading.Unseen unseen -> answer.cannotTell(unseen.why());
            case Reading.Seen seen ->
                judge(answer, ObjectRef.of(Kind.POD, namespace, primary.get()), seen.status(), arguments);
        };
    }

    private static CheckResult judge(Answer answer, ObjectRef pod, PgStatus page, Map<String, String> arguments) {
        String wanted = arguments.getOrDefault("system", "");
        String present = page.systemId().orElse("");
        answer.saw("system identifier", pod, PgStatus.PATH + " systemID", present);
        if (!wanted.isEmpty() && !present.equals(wanted)) {
            return answer.not("it holds another database: system identifier " + present + ", not " + wanted);
        }
        if (!page.isPrimary()) {
            return answer.not("it is still in recovery");
        }
        String position = page.position().orElse("");
        String least = arguments.getOrDefault("position", "");
        answer.saw("position", pod, PgStatus.PATH + " currentLsn", position);
        if (!least.isEmpty() && !Lsn.reaches(position, least)) {
            return answer.not("it was replayed to " + position + " only, and the archive reaches at least " + least);
        }
        return answer.holds("the same database, at " + position);
    }
}
