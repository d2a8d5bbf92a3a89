package io.millwright.vault.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One server as it answers just now.
 *
 * @param pod its pod
 * @param seal empty when it can't be asked; {@code problem} says why then
 * @param lead empty when it is sealed or can't be asked
 */
public record Peer(Resource pod, Optional<Seal> seal, Optional<Lead> lead, Optional<String> problem) {
    /** How far behind the leader a server may be and still count as following. */
    public static final long FOLLOWING = 1000;

    /** Asks every pod that is there. A pod that can't be asked is there too. */
    public static List<Peer> all(Server server, ClusterView view) {
        List<Peer> all = new ArrayList<>();
        server.pods(view).forEach(p -> all.add(ask(server, p, view)));
        return all;
    }

    /** Asks the pods for their seals alone. */
    public static List<Peer> seals(Server server, ClusterView view) {
        List<Peer> all = new ArrayList<>();
        server.pods(view).forEach(p -> all.add(sealOf(server, p, view)));
        return all;
    }

    private static Peer ask(Server server, Resource pod, ClusterView view) {
        Peer peer = sealOf(server, pod, view);
        if (!peer.open()) {
            return peer;
        }
        try {
            return new Peer(pod, peer.seal(), Optional.of(Lead.read(server, peer.ref(), view)), Optional.empty());
        } catch (ProblemException e) {
            return new Peer(
                    pod, peer.seal(), Optional.empty(), Optional.of(e.problem().why()));
        }
    }

    private static Peer sealOf(Server server, Resource pod, ClusterView view) {
        try {
            Seal seal = Seal.read(server, ObjectRef.of(Kind.POD, pod.namespace(), pod.name()), view);
            return new Peer(pod, Optional.of(seal), Optional.empty(), Optional.empty());
        } catch (ProblemException e) {
            return new Peer(
                    pod,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(e.problem().why()));
        }
    }

    public String name() {
        return pod.name();
    }

    public ObjectRef ref() {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    /** Whether it says that it is unsealed. */
    public boolean open() {
        return seal.filter(s -> !s.sealed()).isPresent();
    }

    public boolean sealed() {
        return seal.filter(Seal::sealed).isPresent();
    }

    public boolean initialised() {
        return seal.filter(Seal::initialized).isPresent();
    }

    /** Whether there are some that answer, and none of them was ever initialised. */
    public static boolean neverInitialised(List<Peer> peers) {
        return peers.stream().anyMatch(p -> p.seal().isPresent())
                && peers.stream().noneMatch(Peer::initialised);
    }

    public boolean leads() {
        return lead.filter(Lead::self).isPresent();
    }

    /** The one that says it leads; empty when none or several do. */
    public static Optional<Peer> leader(List<Peer> peers) {
        List<Peer> leading = peers.stream().filter(Peer::leads).toList();
        return leading.size() == 1 ? Optional.of(leading.getFirst()) : Optional.empty();
    }

    /** The last entry that any of them knows to be decided. */
    public static long committed(List<Peer> peers) {
        return peers.stream()
                .flatMap(p -> p.lead().stream())
                .mapToLong(Lead::committed)
                .max()
                .orElse(0);
    }
}
