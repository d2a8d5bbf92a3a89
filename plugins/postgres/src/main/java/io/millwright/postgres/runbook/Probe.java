package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries the database from end to end: a commit on the primary, its arrival at the standbys, a query on each. */
final class Probe extends ClusterRunbook {
    Probe() {
        super(new RunbookInfo(
                "probe",
                "Try writing and reading",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Commits a message to the WAL of the primary, which leaves no row behind, waits until every standby has it, and queries each"
                        + " instance.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.yesNo("write", "Write", "Whether a commit is tried; without, it only reads.", true)),
                List.of("With synchronous replication and too few standbys the commit waits: that is what it finds."),
                List.of("https://www.postgresql.org/docs/current/functions-admin.html")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (c.hibernationWanted()) {
            found.add(blocks("hibernated", "the cluster is hibernated", "wake it"));
        } else if (c.currentPrimary().isEmpty()) {
            found.add(blocks("no-primary", "there is no primary", "see its health"));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String primary =
                c.currentPrimary().orElseThrow(() -> refused(instance, "there is no primary", "See its health first."));
        if (!request.input("write").equals("false")) {
            draft.step(query(
                    c,
                    primary,
                    "write",
                    "commit a message on the primary " + primary,
                    "Only a commit proves that disk and synchronous standbys take writes.",
                    "select pg_logical_emit_message(true, 'millwright', '" + request.token() + "')"));
        }
        if (c.wanted() > 1) {
            draft.step(Step.await(
                    "arrived",
                    (c.wanted() - 1) + " standbys have it",
                    "The primary says how far each has come.",
                    Questions.streaming(c.namespace(), c.name(), c.wanted()),
                    Duration.ofMinutes(1)));
        }
        for (String name : c.object().texts("status", "instancesStatus", "healthy")) {
            draft.step(query(c, name, "read-" + name, "query " + name, "It must answer, not only run.", "select 1"));
        }
        draft.consequence("writes one message of some bytes to the WAL; no table is touched")
                .consequence("restarts none");
        return draft.plan("Try writing and reading of " + instance.id().display());
    }

    private static Step query(PgCluster c, String pod, String id, String title, String why, String sql) {
        return Steps.command(
                c,
                pod,
                id,
                title,
                why,
                Steps.psql("postgres", sql),
                new Check.Condition(Steps.pod(c, pod), "Ready", "True"),
                Duration.ofMinutes(1));
    }
}
