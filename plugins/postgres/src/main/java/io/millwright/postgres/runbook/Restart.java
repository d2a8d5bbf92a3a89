package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.PrimaryRestarted;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
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
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Restarts all instances, standbys first, or one of them; or lets them read their configuration again. */
final class Restart extends ClusterRunbook {
    private static final String ALL = "all";
    private static final String PRIMARY = "primary";
    private static final String RELOAD = "reload";

    Restart() {
        super(new RunbookInfo(
                "restart",
                "Restart",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Restarts one standby after the other and the primary last, or one instance alone; or lets all read their configuration again.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(which(List.of())),
                List.of(
                        "Connections drop, and writes stop for 5 to 60 seconds while the primary restarts.",
                        "The primary alone is restarted in its pod: nothing fails over, and no new image or resources come in.",
                        "A single instance is down meanwhile."),
                List.of("https://cloudnative-pg.io/docs/current/rolling_update")));
    }

    private static Parameter which(List<String> standbys) {
        return Ask.choice(
                "which",
                "Which",
                "all, one after the other; the primary alone, in its pod; one standby, with a new pod; reload: no restart, only the"
                        + " configuration and certificates anew.",
                Stream.concat(Stream.of(ALL, PRIMARY, RELOAD), standbys.stream())
                        .toArray(String[]::new));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(which(target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(PgCluster::standbys)
                .orElse(List.of())));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String which = request.input("which").isEmpty() ? ALL : request.input("which");
        draft.step(Step.require(
                "settled",
                "cluster healthy",
                "A cluster that isn't at rest must not lose an instance.",
                Questions.settled(c)));
        switch (which) {
            case ALL -> all(c, request, draft);
            case PRIMARY -> primary(c, request, view, draft);
            case RELOAD ->
                draft.step(Steps.reload(c, request.token()))
                        .step(Steps.settledAgain(c))
                        .consequence("restarts none, and drops no connection")
                        .danger(Danger.REVERSIBLE);
            default -> standby(c, which, request, view, draft);
        }
        String id = request.instance().id().display();
        return draft.plan(
                switch (which) {
                    case ALL -> "Restart " + id;
                    case RELOAD -> "Reload the configuration of " + id;
                    default -> "Restart " + (which.equals(PRIMARY) ? "the primary" : which) + " of " + id;
                });
    }

    private static void all(PgCluster c, Request request, PlanDraft draft) {
        String trigger = "millwright-" + request.token();
        draft.step(Step.change(
                        "trigger",
                        "Cluster " + c.namespace() + "/" + c.name() + "  annotation " + Cnpg.RESTARTED_AT,
                        "Its value is this plan's, so that setting it twice restarts once.",
                        new Action.Annotate(c.ref(), Tree.of(Cnpg.RESTARTED_AT, trigger)),
                        Check.fieldIs(c.ref(), trigger, "metadata", "annotations", Cnpg.RESTARTED_AT),
                        new Undo.None("what has restarted has restarted"),
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "restarted",
                        c.wanted() + " of " + c.wanted() + " instances restarted",
                        "The operator marks each pod with the trigger as it makes it anew.",
                        Questions.restarted(c, trigger),
                        Duration.ofMinutes(10 + 5 * c.wanted())))
                .step(Step.await(
                        "settled-again",
                        "cluster healthy",
                        "All instances are back, and one is primary.",
                        Questions.settled(c),
                        Duration.ofMinutes(10)));
        Steps.streaming(c.namespace(), c.name(), c.wanted()).ifPresent(draft::step);
        draft.consequence("restarts " + c.wanted() + " instances, "
                        + c.currentPrimary().orElse("the primary") + " last")
                .consequence(
                        c.wanted() == 1 ? "the database is down meanwhile" : "writes stop while the primary restarts");
    }

    private static void primary(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String pod = c.currentPrimary().orElse("");
        Check again = Questions.primaryRestarted(c, pod, PrimaryRestarted.started(c, pod, view));
        draft.step(Step.change(
                        "in-place",
                        "Cluster " + c.namespace() + "/" + c.name() + "  status.phase asks for a restart of " + pod,
                        "The instance manager in the primary's pod restarts PostgreSQL when the phase asks for it.",
                        new Action.Patch(
                                c.ref(),
                                Tree.of(
                                        "status",
                                        Tree.of(
                                                "phase",
                                                "Primary instance is being restarted in-place",
                                                "phaseReason",
                                                "Requested by Millwright, " + request.token())),
                                List.of(),
                                "status"),
                        again,
                        new Undo.None("what has restarted has restarted"),
                        Duration.ofMinutes(10))
                .needs(new AccessNeed("patch", Cnpg.CLUSTER.group(), "clusters/status", c.namespace(), c.name())));
        Steps.restarted(c, draft);
        draft.consequence("restarts PostgreSQL in " + pod + "; its pod stays")
                .consequence("clients are disconnected, and writes stop for some seconds");
    }

    private void standby(PgCluster c, String name, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef pod = view.get(Steps.pod(c, name))
                .filter(p -> c.standbys().contains(name))
                .map(p -> p.ref(Kind.POD))
                .orElseThrow(() -> refused(
                        request.instance(),
                        name + " is no standby of it",
                        "Choose " + ALL + ", " + PRIMARY + " or one of " + String.join(", ", c.standbys()) + "."));
        draft.step(Step.change(
                        "pod",
                        "delete Pod " + c.namespace() + "/" + name,
                        "The operator makes it again, on the same volumes.",
                        new Action.Delete(pod, Propagation.BACKGROUND),
                        new Check.Absent(pod),
                        new Undo.None("what has restarted has restarted"),
                        Duration.ofMinutes(35)))
                .step(Steps.settledAgain(c))
                .step(Step.await(
                        "streaming",
                        (c.wanted() - 1) + " standbys streaming",
                        "It follows the primary again.",
                        Questions.streaming(c.namespace(), c.name(), c.wanted()),
                        Duration.ofMinutes(5)))
                .consequence("restarts " + name + "; who reads from it is disconnected")
                .consequence("the primary goes on");
        if (c.wanted() == 2) {
            draft.risk("alone", "There is nothing to fail over to meanwhile", "It is the only standby.");
        }
    }
}
