package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Map;
import java.util.Optional;

/** The data has been opened with that major version. The phase doesn't tell: a failed upgrade leaves it as it is. */
final class MajorUpgraded implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        Optional<PgCluster> found = PgCluster.read(view, namespace, name);
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        PgCluster c = found.get();
        String wanted = arguments.getOrDefault("major", "");
        String present =
                c.object().text("status", "pgDataImageInfo", "majorVersion").orElse("unknown");
        answer.saw("major version of the data", c.ref(), "status.pgDataImageInfo.majorVersion", present)
                .saw("phase", c.ref(), "status.phase", c.phase());
        if (present.equals(wanted)) {
            return answer.holds("the data is of PostgreSQL " + wanted);
        }
        Optional<Resource> failed = view
                .list(
                        Kind.JOB,
                        Selector.labelled(namespace, Cnpg.CLUSTER_LABEL, name)
                                .andLabel(Cnpg.JOB_ROLE_LABEL, "major-upgrade"))
                .stream()
                .filter(j -> j.number("status", "failed").orElse(0L) > 0)
                .findFirst();
        return answer.not(failed.map(j -> "pg_upgrade has failed: undo goes back to PostgreSQL " + present
                        + ". Why: kubectl -n " + namespace + " logs job/" + j.name())
                .orElse("the data is of PostgreSQL " + present + " · " + c.phase()));
    }
}
