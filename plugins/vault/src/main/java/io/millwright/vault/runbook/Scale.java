package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes the number of servers: new ones join and are unsealed; leaving ones are removed from Raft before their pods go. */
final class Scale extends ServerRunbook {
    private final Versions versions;

    Scale(Versions versions) {
        super(new RunbookInfo(
                "scale",
                "Change the number of servers",
                Intent.SCALE,
                Danger.DESTRUCTIVE,
                "More: the release gets more servers, each joins and is unsealed. Fewer: each leaving server is removed from Raft, then its pod goes, then its volume.",
                Optional.of(Names.SERVER),
                List.of(
                        Ask.choice(
                                "servers", "Servers", "How many there are afterwards, an odd number.", "3", "5", "7"),
                        ChartSource.repository(),
                        Releases.archive()),
                List.of(
                        "Never change the StatefulSet's replicas by hand: the next change of the release sets them back, and the disruption budget stays wrong.",
                        "A removed server must not come back with its old volume: the volume is deleted.",
                        "A server whose pod goes before it was removed still counts for the majority.",
                        "Three is the least number that survives the loss of one: it doesn't go below."),
                List.of("https://developer.hashicorp.com/vault/docs/commands/operator/raft")));
        this.versions = versions;
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return unsettled(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        long now = server.replicas();
        long then = request.number("servers");
        if (now == then) {
            throw refused(server.name(), "it has " + now + " servers already", "Choose another number.");
        }
        ObjectRef release = server.release()
                .orElseThrow(
                        () -> refused(server.name(), "no Helm release holds it", "Change it where it comes from."));
        Optional<ChartRef> chart = ChartSource.present(server, versions);
        if (chart.isEmpty() && request.input("archive").isEmpty()) {
            throw refused(server.name(), "the version of its chart can't be told", "Give the chart's archive.");
        }
        if (then < now && !provable(server, view)) {
            throw refused(
                    server.name(),
                    "nothing could prove that a server was removed from Raft",
                    "Make Secret " + server.name() + Api.HEALTH_TOKEN
                            + " first: the health check vault.health-token says how.");
        }
        List<Peer> peers = Peer.all(server, view);
        if (then > now) {
            grow(server, request, view, draft, release, chart, peers);
        } else {
            shrink(server, request, draft, release, chart, peers);
            view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(server.namespace())).stream()
                    .filter(c -> c.name().startsWith("data-" + server.name() + "-")
                            && Server.ordinal(c.name()) >= then
                            && Server.ordinal(c.name()) < now)
                    .forEach(c -> draft.step(wipe(c.ref(Kind.PERSISTENT_VOLUME_CLAIM))));
        }
        return draft.consequence(
                        then > now
                                ? "makes " + (then - now) + " servers with empty volumes; restarts none"
                                : "removes " + (now - then) + " servers and deletes their volumes")
                .plan("Scale " + request.instance().id().display() + ": " + now + " → " + then + " servers");
    }

    private void grow(
            Server server,
            Request request,
            ClusterView view,
            PlanDraft draft,
            ObjectRef release,
            Optional<ChartRef> chart,
            List<Peer> peers) {
        long now = server.replicas();
        long then = request.number("servers");
        Seal seal = seal(server, peers);
        Peer leader = leader(server, peers);
        for (long i = now; i < then; i++) {
            ObjectRef stale = ObjectRef.of(
                    Kind.PERSISTENT_VOLUME_CLAIM,
                    server.namespace(),
                    "data-" + server.pod(i).name());
            if (view.get(stale).isPresent()) {
                throw refused(
                        stale.display(),
                        "it holds the data of a former server, with which a new one can't join",
                        "Look at it, then delete it: kubectl -n " + server.namespace() + " delete pvc " + stale.name());
            }
        }
        if (seal.byShares()) {
            Hands.shares(seal).forEach(draft::step);
        }
        draft.step(settled(server))
                .step(ChartSource.change(
                        release,
                        request,
                        chart,
                        replicas(then),
                        "The chart also widens the disruption budget.",
                        new Undo.None("scale down again: servers that joined must be removed from Raft first")));
        boolean byItself = server.joinsItself(view);
        for (long i = now; i < then; i++) {
            ObjectRef pod = server.pod(i);
            draft.step(Step.await(
                            "answers-" + pod.name(),
                            pod.name() + " answers",
                            "Its image is pulled and it listens, sealed.",
                            Questions.answering(server.namespace(), server.name(), i + 1),
                            Duration.ofMinutes(10)))
                    .step(Hands.join(server, pod, leader.ref(), byItself));
            Hands.unseal(server, pod, seal).forEach(draft::step);
        }
        draft.step(Step.await(
                "whole",
                "every server follows, with a vote",
                "A new server has a vote after some ten seconds.",
                Questions.settled(server),
                Duration.ofMinutes(10)));
        draft.danger(Danger.REVERSIBLE);
    }

    private void shrink(
            Server server,
            Request request,
            PlanDraft draft,
            ObjectRef release,
            Optional<ChartRef> chart,
            List<Peer> peers) {
        long then = request.number("servers");
        Peer leader = leader(server, peers);
        Hands.token(server, server.pod(0), "update on sys/storage/raft/remove-peer, update and sudo on sys/step-down")
                .forEach(draft::step);
        draft.step(settled(server));
        if (Server.ordinal(leader.name()) >= then) {
            draft.step(Rolling.stepDown(server, leader.ref()));
        }
        for (long i = server.replicas() - 1; i >= then; i--) {
            String peer = server.pod(i).name();
            draft.step(remove(server, server.pod(0), peer).before(Questions.anotherLeads(server, peer)));
        }
        draft.step(ChartSource.change(
                release,
                request,
                chart,
                replicas(then),
                "The pods of the removed servers go.",
                new Undo.None("scale up again: new servers join with empty volumes")));
        for (long i = server.replicas() - 1; i >= then; i--) {
            draft.step(Step.await(
                    "gone-" + server.pod(i).name(),
                    server.pod(i).name() + " is gone",
                    "Its volume may be deleted then.",
                    new Check.Absent(server.pod(i)),
                    Duration.ofMinutes(5)));
        }
        draft.step(Step.await(
                "whole",
                "the others serve",
                "The majority is one of " + then + " now.",
                Questions.settled(server),
                Duration.ofMinutes(5)));
    }

    /** Removes a peer; any server passes it on to the leader. */
    static Step remove(Server server, ObjectRef by, String peer) {
        return Hands.request(
                        "remove-" + peer,
                        peer + "  removed from Raft",
                        "It doesn't count for the majority any more, and seals itself.",
                        Hands.http(
                                server,
                                by,
                                "POST",
                                "/v1/sys/storage/raft/remove-peer",
                                "{\"server_id\":\"" + peer + "\"}"),
                        Questions.peerGone(server, peer),
                        new Undo.None("it can only join anew, with an empty volume"),
                        Duration.ofMinutes(2))
                .noReturn();
    }

    private static Step wipe(ObjectRef claim) {
        return Step.change(
                "wipe-" + claim.name(),
                claim.display() + "  deleted",
                "With the removed server's data no new one could join.",
                new Action.Delete(claim, Action.Propagation.BACKGROUND),
                new Check.Absent(claim.anyIncarnation()),
                new Undo.None("what it held is a copy of what the others hold"),
                Duration.ofMinutes(5));
    }

    private static Map<String, Object> replicas(long servers) {
        return Tree.of("server", Tree.of("ha", Tree.of("replicas", servers)));
    }

    /** Without a token of its own, only Vault's removed server itself can prove that it was removed. */
    private static boolean provable(Server server, ClusterView view) {
        return server.product() == Product.VAULT || tokenless(server, view).isEmpty();
    }
}
