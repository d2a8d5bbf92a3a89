package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Throws a standby's data away and copies the primary anew. */
final class RebuildStandby extends ClusterRunbook {
    private static final Parameter INSTANCE =
            Ask.required(Ask.name("instance", "Standby", "Which standby is made anew.", 63));

    RebuildStandby() {
        super(new RunbookInfo(
                "rebuild-standby",
                "Make a standby anew",
                Intent.REPAIR,
                Danger.DESTRUCTIVE,
                "Deletes one standby with its volumes and copies the primary into new ones: for a standby that lost its WAL or its volume.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(INSTANCE),
                List.of(
                        "The data of that standby is deleted; it is a copy of the primary's.",
                        "The whole database is copied: disk and network of the primary are busy meanwhile.",
                        "With two instances there is nothing to fail over to until it is done."),
                List.of("https://cloudnative-pg.io/docs/current/troubleshooting")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> standbys = target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(PgCluster::standbys)
                .orElse(List.of());
        return standbys.isEmpty()
                ? List.of(INSTANCE)
                : List.of(new Parameter(
                        INSTANCE.id(),
                        INSTANCE.label(),
                        INSTANCE.help(),
                        new Parameter.Type.Choice(standbys),
                        Optional.empty(),
                        "",
                        true));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        if (c.hibernationWanted()) {
            found.add(blocks("hibernated", "the cluster is hibernated", "wake it"));
        }
        if (c.currentPrimary().isEmpty() || !c.currentPrimary().equals(c.targetPrimary())) {
            found.add(blocks("primary", "the primary is changing", "wait until there is one"));
        }
        if (c.wanted() < 2) {
            found.add(new Constraint(
                    "single", "there is one instance only", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String name = request.input("instance");
        if (!c.standbys().contains(name)) {
            throw refused(
                    request.instance(),
                    name
                            + (c.currentPrimary().filter(name::equals).isPresent()
                                    ? " is the primary: its data is the database"
                                    : " is not an instance of it"),
                    "Choose one of " + String.join(", ", c.standbys()) + ".");
        }
        if (view.get(Steps.pod(c, name)).isEmpty()) {
            throw refused(
                    request.instance(),
                    name + " has no pod that could be marked",
                    "Delete its claim by hand: the operator then makes the instance anew.");
        }
        ObjectRef primary = Steps.pod(c, c.currentPrimary().orElse(""));
        draft.step(Step.require(
                "primary",
                "the primary " + primary.name() + " is ready",
                "It is what is copied.",
                new Check.Condition(primary, "Ready", "True")));
        anew(c, name, view, draft);
        draft.consequence("deletes " + name + " with its volumes, and copies " + primary.name() + " into new ones")
                .consequence("the primary goes on");
        return draft.plan(
                "Make standby " + name + " of " + request.instance().id().display() + " anew");
    }

    /** Gives that instance up with its volumes and waits until a new copy of the primary streams; ids end with the instance's name. */
    static void anew(PgCluster c, String name, ClusterView view, PlanDraft draft) {
        String former = view.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, c.namespace(), name))
                .map(Resource::uid)
                .orElse("");
        draft.step(Step.change(
                                "give-up-" + name,
                                "Pod " + c.namespace() + "/" + name + "  annotation " + Cnpg.UNRECOVERABLE + " true",
                                "The operator deletes the pod and its volumes together.",
                                new Action.Annotate(Steps.pod(c, name), Tree.of(Cnpg.UNRECOVERABLE, "true")),
                                Questions.standbyRebuilt(c.namespace(), name, former),
                                new Undo.None("the standby's data is gone; the primary has it"),
                                Duration.ofMinutes(35))
                        .before(new Check.FieldMatches(
                                c.ref(), List.of("status", "currentPrimary"), Check.Operator.NOT_EQUALS, name))
                        .noReturn())
                .step(Step.await(
                        "settled-" + name,
                        c.wanted() + " of " + c.wanted() + " instances ready",
                        "A new standby has copied the primary.",
                        Questions.settled(c),
                        Duration.ofMinutes(10).plus(Restore.limit(c))))
                .step(Step.await(
                        "streaming-" + name,
                        (c.wanted() - 1) + " standbys streaming",
                        "All of them follow the primary.",
                        Questions.streaming(c.namespace(), c.name(), c.wanted()),
                        Duration.ofMinutes(5)));
    }
}
