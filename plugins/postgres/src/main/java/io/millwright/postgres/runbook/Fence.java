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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Stops PostgreSQL in one instance or in all, and leaves pods and volumes for somebody to look at. */
final class Fence extends ClusterRunbook {
    private static final String ALL = "all";
    private static final Parameter INSTANCE =
            Ask.required(Ask.name("instance", "Instance", "Which instance is stopped; all stops every one.", 63));

    Fence() {
        super(new RunbookInfo(
                "fence",
                "Fence an instance",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Stops PostgreSQL in one instance or in all of them; pods and volumes stay, for a look at the files.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(INSTANCE),
                List.of(
                        "With the primary fenced nobody writes, and nothing fails over.",
                        "With all fenced the database is down.",
                        "A synchronous standby that is fenced can stop commits."),
                List.of("https://cloudnative-pg.io/docs/current/fencing")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> names = new ArrayList<>(target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(c -> c.object().texts("status", "instanceNames"))
                .orElse(List.of()));
        if (names.isEmpty()) {
            return List.of(INSTANCE);
        }
        names.add(ALL);
        return List.of(new Parameter(
                INSTANCE.id(),
                INSTANCE.label(),
                INSTANCE.help(),
                new Parameter.Type.Choice(names),
                Optional.empty(),
                "",
                true));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return operated(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("instance");
        List<String> instances = c.object().texts("status", "instanceNames");
        if (!name.equals(ALL) && !instances.contains(name)) {
            throw refused(
                    request.instance(),
                    name + " is not an instance of it",
                    "Choose one of " + String.join(", ", instances) + ", or all.");
        }
        if (c.fenced().contains("*") || c.fenced().contains(name)) {
            throw refused(request.instance(), name + " is fenced already", "Lift it with runbook unfence.");
        }
        TreeSet<String> fenced = new TreeSet<>(c.fenced());
        fenced.add(name);
        String value = name.equals(ALL) ? "[\"*\"]" : list(fenced);
        draft.step(Steps.annotate(
                c, "fence", Cnpg.FENCED, value, "The instance manager stops PostgreSQL and keeps the pod."));
        for (String pod : name.equals(ALL) ? instances : List.of(name)) {
            draft.step(Step.await(
                    "stopped-" + pod,
                    pod + " is stopped",
                    "A pod whose PostgreSQL has stopped is no longer ready.",
                    new Check.Condition(Steps.pod(c, pod), "Ready", "False"),
                    Duration.ofMinutes(5)));
        }
        boolean primary = c.currentPrimary().filter(name::equals).isPresent();
        if (name.equals(ALL)) {
            draft.consequence("the database is down until the fence is lifted");
        } else if (primary) {
            draft.consequence("nobody can write until the fence is lifted, and nothing fails over")
                    .risk(
                            "primary",
                            name + " is the primary",
                            "To take it out of service and go on writing, switch over first: runbook switchover.");
        } else {
            draft.consequence("one standby less; the primary goes on");
        }
        draft.consequence("undo lifts the fence");
        return draft.plan("Fence " + name + " of " + request.instance().id().display());
    }

    /** As the annotation has it: a list in JSON. */
    static String list(TreeSet<String> names) {
        return "[\"" + String.join("\",\"", names) + "\"]";
    }
}
