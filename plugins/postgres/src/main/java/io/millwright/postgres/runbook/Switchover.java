package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.AccessNeed;
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
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes another instance the primary, as {@code kubectl cnpg promote} does. */
final class Switchover extends ClusterRunbook {
    private static final Parameter TO =
            Ask.required(Ask.name("to", "New primary", "The standby that becomes primary.", 63));

    Switchover() {
        super(new RunbookInfo(
                "switchover",
                "Switch over",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Stops the primary in order, promotes the chosen standby, and brings the old primary back as a standby.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(TO),
                List.of(
                        "Clients are disconnected, and writes stop for 5 to 30 seconds.",
                        "A slow WAL archive prolongs the old primary's shutdown."),
                List.of("https://cloudnative-pg.io/docs/current/rolling_update#manual-updates-supervised")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        List<String> standbys = target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(Switchover::standbys)
                .orElse(List.of());
        return standbys.isEmpty()
                ? List.of(TO)
                : List.of(Ask.choice("to", TO.label(), TO.help(), standbys.toArray(String[]::new)));
    }

    private static List<String> standbys(PgCluster c) {
        return c.object().texts("status", "instancesStatus", "healthy").stream()
                .filter(p -> !p.equals(c.currentPrimary().orElse("")))
                .sorted()
                .toList();
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(operated(c, view));
        boolean waits = c.phase().equals("Waiting for user action");
        if (!waits) {
            found.clear();
            found.addAll(atRest(c, view));
        }
        if (c.wanted() < 2) {
            found.add(new Constraint(
                    "single", "there is one instance only", "scale to at least 2", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("to");
        String from = c.currentPrimary().orElse("");
        if (to.equals(from)) {
            throw refused(request.instance(), to + " is the primary already", "Choose a standby.");
        }
        ObjectRef pod = member(c, request.instance(), to, view);
        steps(c, from, pod, draft);
        draft.consequence("disconnects all clients, and stops writes for some seconds")
                .consequence("restarts " + from);
        return draft.plan("Switch " + request.instance().id().display() + " over: " + from + " → " + to);
    }

    /** From that primary to that standby, until the former primary follows it. */
    static void steps(PgCluster c, String from, ObjectRef pod, PlanDraft draft) {
        String to = pod.name();
        draft.step(Step.require(
                        "candidate",
                        to + " ready and streaming",
                        "A standby that doesn't follow the primary would lose what it lacks.",
                        Check.all(new Check.Ready(pod), Questions.streaming(c.namespace(), c.name(), c.wanted()))))
                .step(target(c, from, to))
                .step(Step.await(
                        "promoted",
                        to + " is primary",
                        "The old primary stops in order first.",
                        Check.fieldIs(c.ref(), to, "status", "currentPrimary"),
                        Duration.ofMinutes(70)))
                .step(Step.await(
                        "settled",
                        "cluster healthy",
                        "The old primary is back as a standby.",
                        Questions.settled(c),
                        Duration.ofMinutes(10)))
                .step(Step.await(
                        "streaming",
                        (c.wanted() - 1) + " standbys streaming",
                        "All of them follow the new primary.",
                        Questions.streaming(c.namespace(), c.name(), c.wanted()),
                        Duration.ofMinutes(5)));
    }

    private ObjectRef member(PgCluster c, Instance instance, String pod, ClusterView view) {
        ObjectRef ref = ObjectRef.of(Kind.POD, c.namespace(), pod);
        boolean member = view.get(ref)
                .flatMap(p -> p.label(Cnpg.CLUSTER_LABEL))
                .filter(c.name()::equals)
                .isPresent();
        if (!member) {
            throw refused(
                    instance,
                    pod + " is not an instance of it",
                    "Choose one of " + String.join(", ", standbys(c)) + ".");
        }
        return ref;
    }

    private static Step target(PgCluster c, String from, String to) {
        return Step.change(
                        "target",
                        "Cluster " + c.namespace() + "/" + c.name() + "  status.targetPrimary " + from + " → " + to,
                        "The operator switches over to the primary that the status asks for.",
                        ask(c, to),
                        Check.fieldIs(c.ref(), to, "status", "targetPrimary"),
                        new Undo.BestEffort(
                                ask(c, from),
                                Check.fieldIs(c.ref(), from, "status", "targetPrimary"),
                                "switches back: clients are disconnected a second time"),
                        Duration.ofSeconds(30))
                .needs(new AccessNeed("patch", Cnpg.CLUSTER.group(), "clusters/status", c.namespace(), c.name()));
    }

    private static Action ask(PgCluster c, String primary) {
        return new Action.Patch(
                c.ref(),
                Tree.of(
                        "status",
                        Tree.of(
                                "targetPrimary",
                                primary,
                                "phase",
                                "Switchover in progress",
                                "phaseReason",
                                "Switching over to " + primary)),
                List.of(),
                "status");
    }
}
