package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets brokers refuse messages before a disk is full: a broker whose disk is full stops, and may not start again. */
final class GuardDisks extends KafkaRunbook {
    private static final String CALLBACK = "client.quota.callback.class";

    GuardDisks() {
        super(new RunbookInfo(
                "guard-disks",
                "Stop writers before a disk is full",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets Strimzi's quotas for the brokers: while a volume of any of them has less free space than that, producers have to wait. All nodes"
                        + " are restarted one after the other.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(Ask.with(
                        Ask.number(
                                "free",
                                "Free space",
                                "Of each volume, in percent: producers wait while there is less.",
                                1,
                                50),
                        "10",
                        "upstream example")),
                List.of(
                        "Producers of the whole cluster wait while one volume is that full; consumers go on.",
                        "Quotas of single users (spec.quotas of a KafkaUser) don't count beside them.",
                        "It gains time, not space: grow the volumes, or keep less."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-setting-broker-limits-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>(Standing.restartable(c, view));
        if (c.diskGuard()) {
            found.add(new Constraint("there", "it has it already", "nothing to do", Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        if (c.setting(CALLBACK).isPresent()) {
            throw refused(
                    request.instance(),
                    "spec.kafka.config has another quota plugin, " + CALLBACK,
                    "Take that setting away first: runbook configure.");
        }
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        Steps.atRest(c, draft);
        draft.step(Steps.set(
                        c,
                        "quotas",
                        "spec.kafka.quotas strimzi, " + request.number("free") + " % free",
                        "Brokers then watch the volumes of each other.",
                        Tree.of(
                                "kafka",
                                Tree.of(
                                        "quotas",
                                        Tree.of(
                                                "type",
                                                "strimzi",
                                                "minAvailableRatioPerVolume",
                                                BigDecimal.valueOf(request.number("free"), 2)
                                                        .doubleValue()))),
                        Check.fieldIs(c.ref(), "strimzi", "spec", "kafka", "quotas", "type")))
                .step(Steps.settledAgain(c, Steps.rolls(nodes)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("restarts " + nodes + " nodes, one after the other")
                .consequence("producers wait while a volume has less than " + request.number("free") + " % free");
        List<String> own = c.belonging(view, Strimzi.USER).stream()
                .filter(u -> u.at("spec", "quotas").isPresent())
                .map(Resource::name)
                .toList();
        if (!own.isEmpty()) {
            draft.risk(
                    "users",
                    "Quotas of " + own.size() + " users don't count any more",
                    String.join(", ", own) + ": Strimzi's quotas know none of single users.");
        }
        return draft.plan(
                "Stop writers before a disk of " + request.instance().id().display() + " is full");
    }
}
