package io.millwright.app;

import io.millwright.app.cli.Operations.FromElsewhere;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.Approval;
import io.millwright.engine.handover.HandOver;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Map;

/** Makes runs of other machines runs of this one. */
record TakingOver(RunStore runs) {
    /** The runs that have a copy in that cluster, newest first. */
    List<PastRun> copies(ClusterConnection cluster) {
        return new HandOver(cluster)
                .list("").stream()
                        .map(c -> RunWords.past(c.summary(), cluster.context()))
                        .toList();
    }

    /** The one run whose id begins so, with everything that is taken over. */
    FromElsewhere find(ClusterConnection cluster, String id) {
        HandOver handOver = new HandOver(cluster);
        String context = cluster.context();
        List<HandOver.Copy> hits = handOver.list("").stream()
                .filter(c -> c.summary().run().startsWith(id))
                .toList();
        if (hits.size() != 1) {
            throw new ProblemException(Problem.user(
                    "take over the run",
                    id,
                    hits.isEmpty()
                            ? "cluster " + context + " has no copy of such a run"
                            : "several runs begin with that",
                    "'millwright operations --context " + context + "' lists them."));
        }
        HandOver.Content content = handOver.read(hits.getFirst());
        return new FromElsewhere(
                RunWords.past(content.summary(), context),
                content.plan().plan(),
                content.plan().digest(),
                Approval.of(content.plan().plan()).phrase(),
                content);
    }

    /** Makes it a run of this machine. */
    PastRun take(FromElsewhere run, String phrase, ClusterConnection cluster) {
        HandOver.Content content = run.content();
        FrozenPlan stored = content.plan();
        if (!Approval.of(stored.plan()).accepts(phrase)) {
            throw new ProblemException(
                    Problem.user("take over the run", stored.planId(), "it was not approved", "Nothing was changed."));
        }
        // The same cluster may have another name here.
        FrozenPlan plan = new FrozenPlan(
                stored.schema(),
                stored.planId(),
                stored.plan(),
                stored.plugin(),
                stored.clusterUid(),
                cluster.context(),
                stored.createdBy(),
                stored.createdAt());
        runs.adopt(
                plan,
                content.journal(),
                Map.of(
                        "by", cluster.user(),
                        "from", run.run().origin(),
                        "phrase", phrase,
                        "digest", plan.digest()));
        return runs.find(plan.planId()).map(RunWords::past).orElseThrow();
    }
}
