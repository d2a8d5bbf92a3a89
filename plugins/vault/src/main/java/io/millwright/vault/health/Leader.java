package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Lead;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether one server leads, and whether Kubernetes sends requests to it. */
final class Leader extends ServerCheck {
    Leader() {
        super(
                "vault.leader",
                "Leader",
                Dimension.AVAILABILITY,
                "GET /v1/sys/leader of each unsealed pod, is_self: none of them or several is Critical. Label vault-active or openbao-active of the pods: another one than the API says is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Peer> peers = Peer.all(server, view);
        List<Peer> open = peers.stream().filter(Peer::open).toList();
        List<Peer> leading = open.stream().filter(Peer::leads).toList();
        if (open.isEmpty()) {
            // None can lead then: the seal's own check says what to do.
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        open.stream()
                .filter(p -> p.lead().isEmpty())
                .forEach(p -> found.add(unreadable(
                                view, p.ref(), "GET " + Lead.PATH, p.problem().orElse(""))
                        .manual("look at its log", log(server, p.name()))
                        .build()));
        if (leading.size() != 1 && found.isEmpty()) {
            found.add(wrong(server, open, leading, view));
        }
        String label = server.product().label("active");
        List<String> labelled = peers.stream()
                .filter(p -> p.pod().label(label).filter("true"::equals).isPresent())
                .map(Peer::name)
                .toList();
        if (leading.size() == 1 && !labelled.equals(List.of(leading.getFirst().name()))) {
            FindingDraft draft = draft(view, Severity.WARNING, "the label " + label + " doesn't name the leader alone")
                    .suffix("label")
                    .impact("The Service of the active server sends requests to a standby, or to none.")
                    .saw("leader", leading.getFirst().ref(), "GET " + Lead.PATH + " is_self", true)
                    .saw("labelled", server.ref(), "metadata.labels." + label, labelled);
            found.add(draft.manual(
                            "restart a wrongly labelled standby, and unseal it",
                            labelled.stream()
                                    .filter(n -> !n.equals(leading.getFirst().name()))
                                    .findFirst()
                                    .map(n -> "kubectl -n " + server.namespace() + " delete pod " + n)
                                    .orElse("The server may lack the right to label its pod: look at Role "
                                            + server.name() + "-discovery-role\n"
                                            + log(server, leading.getFirst().name())))
                    .build());
        }
        return found;
    }

    private Finding wrong(Server server, List<Peer> open, List<Peer> leading, ClusterView view) {
        boolean none = leading.isEmpty();
        FindingDraft draft = draft(
                        view,
                        Severity.CRITICAL,
                        none ? "no server leads" : leading.size() + " servers say that they lead")
                .suffix(none ? "none" : "several")
                .impact(none ? "Nothing can be written, and hardly anything read." : "Clients may read old values.");
        open.forEach(p -> draft.saw(p.name(), p.ref(), "GET " + Lead.PATH + " is_self", p.leads()));
        if (none && open.size() * 2L <= server.replicas()) {
            return draft.cause("fewer than half of the servers are unsealed")
                    .run("unseal the others", "unseal", Map.of())
                    .build();
        }
        return draft.manual(
                        "see whether the servers reach each other at port 8201",
                        log(server, open.getFirst().name()) + "\nkubectl -n " + server.namespace() + " get "
                                + Kind.SERVICE.plural() + ",networkpolicies")
                .build();
    }
}
