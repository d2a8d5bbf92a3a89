package io.millwright.vault.runbook;

import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
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

/** Upgrades the servers: standbys first, then the leader hands over and goes last. No peer is removed for it. */
final class Upgrade extends ServerRunbook {
    private final Versions versions;

    Upgrade(Versions versions) {
        super(new RunbookInfo(
                "upgrade",
                "Upgrade the servers",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Takes a snapshot, upgrades the chart, restarts standbys one by one in the new version and unseals each; then the leader hands over to one of them and is upgraded last.",
                Optional.of(Names.SERVER),
                parameters("", ""),
                List.of(
                        "Every restarted server is sealed: have the key holders ready for the whole upgrade.",
                        "There is no way back to an older version but restoring the snapshot, once a new server has led.",
                        "An older server must never take over from a newer one: stop at the first failure, don't restart the leader.",
                        "From 2.0 on, Vault wants a token for rekeying and for a new root token: keep one with that policy.",
                        "No server is removed from Raft for it: a removed one couldn't join again with its volume."),
                List.of(
                        "https://developer.hashicorp.com/vault/docs/updates/important-changes",
                        "https://openbao.org/docs/guides/upgrade/")));
        this.versions = versions;
    }

    private static List<Parameter> parameters(String best, String origin) {
        Parameter version = Ask.required(Ask.text(
                "version",
                "Version",
                "The version that runs afterwards.",
                "[0-9]+\\.[0-9]+\\.[0-9]+",
                "a version such as 2.0.4"));
        return List.of(
                best.isEmpty() ? version : Ask.with(version, best, origin),
                Snapshots.file(
                        "snapshot", "Snapshot", "Where the state before is written to; nothing may be there yet."),
                ChartSource.repository(),
                Releases.archive());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(t -> Server.of(t.root()))
                .flatMap(s -> s.version().flatMap(v -> versions.next(s.product().id(), v)))
                .map(v -> parameters(v, "newest that one step leads to"))
                .orElseGet(() -> info().parameters());
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
        String product = server.product().id();
        String from = server.version().orElse("");
        String to = request.input("version");
        versions.against(product, from, to).ifPresent(why -> {
            throw refused(server.name(), why, "Choose a version that one step leads to.");
        });
        ObjectRef release = server.release()
                .orElseThrow(
                        () -> refused(server.name(), "no Helm release holds it", "Upgrade it where it comes from."));
        ChartRef chart = Releases.chart(
                request,
                () -> ChartSource.of(product, to, versions)
                        .orElseThrow(
                                () -> refused(server.name(), "there is no chart of " + to, "Choose another version.")));
        List<Peer> peers = Peer.all(server, view);
        Peer leader = leader(server, peers);
        Seal seal = seal(server, peers);
        Rolling.ask(draft, server, leader, seal, "read on sys/storage/raft/snapshot");
        draft.step(settled(server));
        Snapshots.save(server, leader.ref(), request.input("snapshot"), view).forEach(draft::step);
        Undo undo = Releases.back(
                request,
                release,
                ChartSource.present(server, versions),
                "standbys that restarted run the new version until they are restarted again",
                "which chart it came from can't be told");
        draft.step(Releases.upgrade(
                release.namespace(),
                release.name(),
                chart,
                Map.of(),
                "It changes the template alone: no server restarts by it.",
                undo));
        Rolling.restart(draft, server, peers, leader, seal);
        draft.step(Step.await(
                "done",
                "every server runs " + to,
                "None is left behind.",
                Questions.settledIn(server, to),
                Duration.ofMinutes(5)));
        risks(draft, server.product(), from, to);
        if (server.replicas() == 1) {
            draft.risk("single", "One server", "Nobody is answered from its restart until it is unsealed.");
        }
        return draft.consequence("restarts " + peers.size() + " servers, one at a time, and changes the leader")
                .consequence("keeps the release's values")
                .plan("Upgrade " + request.instance().id().display() + " " + from + " → " + to);
    }

    private static void risks(PlanDraft draft, Product product, String from, String to) {
        boolean two = product == Product.VAULT
                && Version.of(from).olderThan(Version.of("2.0"))
                && !Version.of(to).olderThan(Version.of("2.0"));
        if (two) {
            draft.risk(
                    "unauthenticated",
                    "2.0 wants a token where 1.x wanted none",
                    "Rekeying and making a root token need one, unless enable_unauthenticated_access names them.");
        }
        if (!Version.of(from).branch().equals(Version.of(to).branch())) {
            draft.risk(
                    "changes",
                    "Another minor",
                    "Read the important changes of every minor between " + from + " and " + to + " first.");
        }
    }
}
