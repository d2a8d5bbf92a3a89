package io.millwright.postgres.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Starts PostgreSQL again in fenced instances. */
final class Unfence extends ClusterRunbook {
    private static final String ALL = "all";

    Unfence() {
        super(new RunbookInfo(
                "unfence",
                "Lift a fence",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Starts PostgreSQL again in one fenced instance or in all of them.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(Ask.choice("instance", "Instance", "Which fence is lifted.", ALL)),
                List.of("An instance that was fenced for a reason comes back with that reason."),
                List.of("https://cloudnative-pg.io/docs/current/fencing")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> fenced = target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(PgCluster::fenced)
                .orElse(List.of());
        Parameter asked = info().parameters().getFirst();
        String[] names = Stream.concat(Stream.of(ALL), fenced.stream().filter(n -> !n.equals("*")))
                .toArray(String[]::new);
        return List.of(Ask.choice(asked.id(), asked.label(), asked.help(), names));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = operated(c, view);
        if (c.fenced().isEmpty()) {
            found.add(new Constraint("unfenced", "nothing is fenced", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("instance").isEmpty() ? ALL : request.input("instance");
        TreeSet<String> left = new TreeSet<>(c.fenced());
        if (name.equals(ALL)) {
            left.clear();
        } else if (!left.remove(name)) {
            throw refused(
                    request.instance(),
                    name + " is not fenced by its own name",
                    "Lift the fence of all: instance=all.");
        }
        List<String> lifted = !name.equals(ALL)
                ? List.of(name)
                : c.fenced().contains("*") ? c.object().texts("status", "instanceNames") : c.fenced();
        String why = "The instance manager starts PostgreSQL.";
        draft.step(
                left.isEmpty()
                        ? Steps.clear(c, "unfence", Cnpg.FENCED, why)
                        : Steps.annotate(c, "unfence", Cnpg.FENCED, Fence.list(left), why));
        for (String pod : lifted) {
            draft.step(Step.await(
                    "ready-" + pod,
                    pod + " is ready",
                    "Then it serves or follows again.",
                    new Check.Condition(Steps.pod(c, pod), "Ready", "True"),
                    Duration.ofMinutes(15)));
        }
        // While something else is amiss it isn't for the lifting of a fence to wait until that is mended.
        if (left.isEmpty() && c.ready() + lifted.size() >= c.wanted()) {
            Steps.restarted(c, draft);
        }
        draft.consequence("starts PostgreSQL in " + String.join(", ", lifted)).consequence("undo fences again");
        return draft.plan(
                "Lift the fence of " + name + " of " + request.instance().id().display());
    }
}
