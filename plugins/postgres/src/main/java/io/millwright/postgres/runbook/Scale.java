package io.millwright.postgres.runbook;

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
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the number of instances. */
final class Scale extends ClusterRunbook {
    private static final Parameter INSTANCES =
            Ask.number("instances", "Instances", "How many instances there are to be, the primary included.", 1, 9);

    Scale() {
        super(new RunbookInfo(
                "scale",
                "Scale",
                Intent.SCALE,
                Danger.DESTRUCTIVE,
                "Sets the number of instances. New ones copy the primary one after the other; surplus ones are removed with their volumes.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(INSTANCES),
                List.of(
                        "Scaling down deletes the volumes of the removed standbys.",
                        "A new standby copies the whole database from the primary: disk and network are busy meanwhile.",
                        "Scaling from 1 to 2 while the primary fails can deadlock: the cluster must be healthy first."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/instance_manager",
                        "https://cloudnative-pg.io/docs/current/replication")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .map(c -> List.of(
                        Ask.with(INSTANCES, Long.toString(c.wanted() == 1 ? 3 : c.wanted()), "now " + c.wanted())))
                .orElse(List.of(INSTANCES));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        long from = c.wanted();
        long to = request.number("instances");
        possible(c, request.instance(), from, to);
        boolean up = to > from;
        draft.danger(up ? Danger.REVERSIBLE : Danger.DESTRUCTIVE)
                .step(Step.require(
                        "settled",
                        "cluster healthy, " + from + "/" + from + " ready",
                        "Scaling a cluster that isn't at rest can end in a deadlock.",
                        Check.all(Questions.operatorAvailable(), Questions.settled(c))))
                .step(patch(c, from, to))
                .step(Step.await(
                        "ready",
                        to + " of " + to + " instances ready",
                        up
                                ? "Each new standby first copies the whole database."
                                : "The operator removes one instance after the other.",
                        Questions.settled(c.namespace(), c.name(), to),
                        Duration.ofMinutes(10 + 10 * Math.abs(to - from))));
        Steps.streaming(c.namespace(), c.name(), to).ifPresent(draft::step);
        budget(c, to).ifPresent(draft::step);
        if (up) {
            growing(c, from, to, view, draft);
        } else {
            shrinking(c, from, to, draft);
        }
        return draft.plan("Scale " + request.instance().id().display() + ": " + from + " → " + to + " instances");
    }

    private void possible(PgCluster c, Instance instance, long from, long to) {
        if (from == to) {
            throw refused(instance, "it has " + from + " instances already", "Choose another number.");
        }
        long synchronous = Math.max(
                c.object().number("spec", "postgresql", "synchronous", "number").orElse(0L),
                c.object().number("spec", "maxSyncReplicas").orElse(0L));
        if (to <= synchronous) {
            throw refused(
                    instance,
                    synchronous + " synchronous standbys are asked for, so there must be more than " + synchronous
                            + " instances",
                    "Choose at least " + (synchronous + 1) + ", or lower the number of synchronous standbys first.");
        }
    }

    private static Step patch(PgCluster c, long from, long to) {
        Check done = Check.fieldIs(c.ref(), Long.toString(to), "spec", "instances");
        Undo undo = to > from
                ? Undo.EXACT
                : new Undo.BestEffort(
                        set(c, from),
                        Check.fieldIs(c.ref(), Long.toString(from), "spec", "instances"),
                        "new standbys copy the primary; the deleted volumes don't come back");
        return Step.change(
                "set-instances",
                "Cluster " + c.namespace() + "/" + c.name() + "  spec.instances " + from + " → " + to,
                "The operator does the rest, one instance at a time.",
                set(c, to),
                done,
                undo,
                Duration.ofSeconds(30));
    }

    /** A budget protects the primary of several instances, and blocks every drain of a single one's node. */
    private static Optional<Step> budget(PgCluster c, long to) {
        boolean enabled = c.object().flag("spec", "enablePDB").orElse(true);
        boolean wanted = to > 1;
        if (enabled == wanted || (c.wanted() > 1 && wanted)) {
            return Optional.empty();
        }
        return Optional.of(Step.change(
                "budget",
                "Cluster " + c.namespace() + "/" + c.name() + "  spec.enablePDB " + enabled + " → " + wanted,
                wanted
                        ? "With standbys, a disruption budget protects the primary while nodes are drained."
                        : "With a single instance, a disruption budget would block every drain of its node.",
                new Action.Patch(c.ref(), Map.of("spec", Map.of("enablePDB", wanted)), List.of(), ""),
                Check.fieldIs(c.ref(), Boolean.toString(wanted), "spec", "enablePDB"),
                Undo.EXACT,
                Duration.ofSeconds(30)));
    }

    private static Action set(PgCluster c, long instances) {
        return new Action.Patch(c.ref(), Map.of("spec", Map.of("instances", instances)), List.of(), "");
    }

    private static void growing(PgCluster c, long from, long to, ClusterView view, PlanDraft draft) {
        String size = c.object().text("spec", "storage", "size").orElse("unknown size");
        String wal = c.object()
                .text("spec", "walStorage", "size")
                .map(s -> " and " + s)
                .orElse("");
        draft.consequence("creates " + (to - from) + " pods and as many volumes of " + size + wal)
                .consequence("restarts none")
                .consequence("undo removes the new instances and their volumes");
        int nodes = view.list(Kind.NODE, Selector.ALL).size();
        boolean required = c.object()
                .text("spec", "affinity", "podAntiAffinityType")
                .filter("required"::equals)
                .isPresent();
        if (nodes < to) {
            draft.risk(
                    "nodes",
                    to + " instances on " + nodes + " nodes",
                    required
                            ? "Anti-affinity is required: the surplus instances stay Pending until there are more nodes."
                            : "Several instances share a node, and are lost together with it.");
        }
    }

    private static void shrinking(PgCluster c, long from, long to, PlanDraft draft) {
        String last = c.object().texts("status", "instanceNames").stream()
                .filter(n -> !n.equals(c.currentPrimary().orElse("")))
                .max(Comparator.comparing(String::length).thenComparing(n -> n))
                .orElse("the standby with the highest number");
        draft.consequence("deletes " + (from - to) + " pods and their volumes, " + last + " first")
                .consequence("the primary stays")
                .risk(
                        "volumes",
                        "The volumes of the removed standbys are deleted",
                        "Their data is a copy of the primary's; it doesn't come back.");
        if (to == 1) {
            draft.risk(
                    "single",
                    "One instance is left",
                    "Nothing can fail over, and draining its node stops the database.");
        } else if (to == 2) {
            draft.risk(
                    "two", "Two instances are left", "While one is down or restarts there is nothing to fail over to.");
        }
    }
}
