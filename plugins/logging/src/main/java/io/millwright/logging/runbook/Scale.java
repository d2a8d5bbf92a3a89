package io.millwright.logging.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.NodeSet;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
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

/** Changes the number of nodes of a node set; nodes that leave are emptied first. */
final class Scale extends EsRunbook {
    private static final Parameter NODES =
            Ask.number("nodes", "Nodes", "How many nodes the set has afterwards.", 1, 100);

    Scale() {
        super(
                new RunbookInfo(
                        "scale",
                        "Change the number of nodes",
                        Intent.SCALE,
                        Danger.DATA_LOSS,
                        "Adds nodes, or takes nodes away one set at a time: shards first move off the nodes that leave, and only then does the operator remove them.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(setParameter(Optional.empty()), NODES),
                        List.of(
                                "The volumes of nodes that leave are deleted, whatever the delete policy says.",
                                "Two master-eligible nodes are refused: the loss of either stops the cluster.",
                                "The remaining nodes must have room for the shards below 85 % of their disks, and as many nodes as copies.",
                                "Deleting pods or lowering the StatefulSet by hand instead loses shards with one copy."),
                        List.of("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/nodes-orchestration")),
                "green");
    }

    static Parameter setParameter(Optional<Elastic> e) {
        Parameter p = Ask.text(
                "node-set",
                "Node set",
                "Name of the node set; empty for the only one.",
                "[a-zA-Z0-9-]{1,23}",
                "the name of a node set");
        return e.filter(c -> c.nodeSets().size() == 1)
                .map(c -> Ask.with(p, c.nodeSets().getFirst().name(), "the only one"))
                .orElse(p);
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return List.of(setParameter(target.flatMap(t -> Elastic.read(view, t.id()))), NODES);
    }

    static NodeSet chosen(Base runbook, Elastic e, Request request) {
        String name = request.input("node-set");
        return e.nodeSets().stream()
                .filter(s ->
                        name.isEmpty() ? e.nodeSets().size() == 1 : s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> runbook.refused(
                        e.name(),
                        name.isEmpty() ? "it has several node sets" : "it has no node set " + name,
                        "Choose one of "
                                + String.join(
                                        ", ",
                                        e.nodeSets().stream().map(NodeSet::name).toList()) + "."));
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        NodeSet set = chosen(this, e, request);
        long nodes = request.number("nodes");
        long masters = e.masters() + (set.master() ? nodes - set.count() : 0);
        if (nodes == set.count()) {
            throw refused(
                    e.name(), "node set " + set.name() + " has " + nodes + " nodes already", "Choose another number.");
        }
        if (masters == 2) {
            throw refused(
                    e.name(),
                    "it would have two master-eligible nodes, of which neither may fail",
                    "Choose 1, or 3 and more.");
        }
        draft.step(atRest(e));
        boolean down = nodes < set.count();
        List<String> leaving = new ArrayList<>();
        for (long i = nodes; i < set.count(); i++) {
            leaving.add(set.node(i));
        }
        if (down && set.data()) {
            room(e, leaving, view);
            empty(e, leaving, draft);
        }
        Step change = set(
                e,
                "count",
                "node set " + set.name() + "  " + set.count() + " → " + nodes + " nodes",
                down
                        ? "The operator lets the nodes leave and deletes their volumes."
                        : "The operator makes the new nodes and their volumes.",
                e.with(set, nodes, "count"),
                down
                        ? new Undo.None("the volumes of the nodes are deleted; scale up again for new, empty ones")
                        : Undo.EXACT);
        draft.step(down ? change.noReturn() : change).step(settledAgain(e, rolls(Math.abs(nodes - set.count()))));
        if (down && set.data()) {
            draft.step(allow(e, leaving));
        }
        if (down && masters < 3 && set.master()) {
            draft.risk("single", masters + " master-eligible node remains", "Each restart stops the cluster.");
        }
        return draft.danger(down ? Danger.DATA_LOSS : Danger.REVERSIBLE)
                .consequence(
                        down
                                ? "removes " + String.join(", ", leaving)
                                        + " with their volumes, after their shards have moved"
                                : "adds " + (nodes - set.count()) + " nodes with a volume of " + set.storage()
                                        + " each")
                .plan("Scale " + request.instance().id().display() + ", node set " + set.name() + ": " + set.count()
                        + " → " + nodes);
    }

    private void room(Elastic e, List<String> leaving, ClusterView view) {
        long remaining = e.dataNodes() - leaving.size();
        long copies = 1;
        for (Resource r : EsHttp.get(e, view, "/_cat/indices?format=json&h=index,rep,health")
                .items("rows")) {
            copies = Math.max(copies, 1 + r.number("rep").orElse(0L));
        }
        if (remaining < copies) {
            throw refused(
                    e.name(),
                    "indices want " + copies + " copies, and " + remaining
                            + " data nodes would remain: the nodes could never leave",
                    "Give these indices fewer replicas, or keep more nodes.");
        }
        List<Resource> disks =
                EsHttp.get(e, view, "/_cat/allocation?format=json&bytes=b").items("rows");
        long used =
                disks.stream().mapToLong(d -> d.number("disk.used").orElse(0L)).sum();
        long total = disks.stream()
                .filter(d -> !leaving.contains(d.text("node").orElse("")))
                .mapToLong(d -> d.number("disk.total").orElse(0L))
                .sum();
        if (total == 0) {
            throw refused(e.name(), "how full its disks are can't be told", "Look at GET /_cat/allocation.");
        }
        if (used * 100 / total >= 85) {
            throw refused(
                    e.name(),
                    "the remaining disks would be " + used * 100 / total + " % full",
                    "Delete indices, or grow the volumes first: runbook grow-storage.");
        }
        String excluded = Questions.excludedNow(e, view);
        if (!excluded.isEmpty()) {
            throw refused(
                    e.name(),
                    "nodes are excluded from allocation already: " + excluded,
                    "See who did it, and set cluster.routing.allocation.exclude._name to null.");
        }
    }

    private static void empty(Elastic e, List<String> leaving, PlanDraft draft) {
        Action.Http exclude = http(
                e,
                "PUT",
                "/_cluster/settings",
                "{\"persistent\":{\"cluster.routing.allocation.exclude._name\":\"" + String.join(",", leaving)
                        + "\"}}");
        draft.step(request(
                        "exclude",
                        "no shard is placed on " + String.join(", ", leaving),
                        "Shards move off before anything is removed, and can still move back.",
                        exclude,
                        Questions.excluded(e, leaving),
                        new Undo.BestEffort(
                                nobody(e),
                                Questions.excluded(e, List.of("")),
                                "shards that have moved stay where they are"),
                        Duration.ofMinutes(1)))
                .step(Step.await(
                        "empty",
                        "no shard is left on " + String.join(", ", leaving),
                        "The operator would delete their volumes.",
                        Questions.shardsOff(e, leaving),
                        Duration.ofHours(12)));
    }

    private static Action.Http nobody(Elastic e) {
        return http(
                e, "PUT", "/_cluster/settings", "{\"persistent\":{\"cluster.routing.allocation.exclude._name\":null}}");
    }

    private static Step allow(Elastic e, List<String> left) {
        return request(
                "allow",
                "the exclusion of " + String.join(", ", left) + " is lifted",
                "Nodes of these names may come back one day.",
                nobody(e),
                Questions.excluded(e, List.of("")),
                new Undo.None("the nodes are gone"),
                Duration.ofMinutes(1));
    }
}
