package io.millwright.vault.named;

import io.millwright.kit.Tree;
import io.millwright.spi.Check;
import io.millwright.spi.NamedCheck;
import io.millwright.vault.facts.Server;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named checks, by id, and how plans ask them. */
public final class Questions {
    static final String ANSWERING = "vault.answering";
    static final String UNINITIALISED = "vault.uninitialised";
    static final String INITIALISED = "vault.initialised";
    static final String PROGRESS = "vault.unseal-progress";
    static final String OPEN = "vault.unsealed";
    static final String SETTLED = "vault.settled";
    static final String LEADING = "vault.leading";
    static final String RENEWED = "vault.renewed";
    static final String SEALED = "vault.all-sealed";
    static final String PEER_GONE = "vault.peer-gone";
    static final String AUDITS = "vault.audits";
    static final String CONTROLLERS = "vault.controllers";

    private Questions() {}

    public static Map<String, NamedCheck> all() {
        Map<String, NamedCheck> all = new LinkedHashMap<>();
        all.put(ANSWERING, new Answering());
        all.put(UNINITIALISED, new Uninitialised());
        all.put(INITIALISED, new Initialised());
        all.put(PROGRESS, new Progress());
        all.put(OPEN, new Open());
        all.put(SETTLED, new Settled());
        all.put(LEADING, new Leading());
        all.put(RENEWED, new Renewed());
        all.put(SEALED, new SealedAll());
        all.put(PEER_GONE, new PeerGone());
        all.put(AUDITS, new Audits());
        all.put(CONTROLLERS, new Controllers());
        return all;
    }

    private static Check of(String id, Server s) {
        return new Check.Named(id, Tree.of("namespace", s.namespace(), "name", s.name()));
    }

    private static Check of(String id, Server s, String key, String value) {
        return new Check.Named(id, Tree.of("namespace", s.namespace(), "name", s.name(), key, value));
    }

    private static Check of(String id, Server s, String pod, String key, String value) {
        return new Check.Named(id, Tree.of("namespace", s.namespace(), "name", s.name(), "pod", pod, key, value));
    }

    /** At least so many servers answer, sealed or not. */
    public static Check answering(String namespace, String name, long count) {
        return new Check.Named(ANSWERING, Tree.of("namespace", namespace, "name", name, "count", Long.toString(count)));
    }

    public static Check uninitialised(Server s) {
        return of(UNINITIALISED, s);
    }

    public static Check initialised(Server s, String pod) {
        return of(INITIALISED, s, "pod", pod);
    }

    /** It is open or has at least so many shares. */
    public static Check progress(Server s, String pod, long shares) {
        return of(PROGRESS, s, pod, "shares", Long.toString(shares));
    }

    /** It is open or has no share yet. */
    public static Check noProgress(Server s, String pod) {
        return of(PROGRESS, s, pod, "shares", "none");
    }

    public static Check unsealed(Server s, String pod) {
        return of(OPEN, s, "pod", pod);
    }

    public static Check settled(Server s) {
        return of(SETTLED, s);
    }

    public static Check settledIn(Server s, String version) {
        return of(SETTLED, s, "version", version);
    }

    public static Check settledAs(Server s, String clusterId) {
        return of(SETTLED, s, "cluster", clusterId);
    }

    /** Settled as that cluster, and Raft has written more than that entry: a restored snapshot is one. */
    public static Check settledBeyond(Server s, String clusterId, long index) {
        Map<String, String> arguments = Tree.of(
                "namespace", s.namespace(), "name", s.name(), "cluster", clusterId, "beyond", Long.toString(index));
        return new Check.Named(SETTLED, arguments);
    }

    /** Raft doesn't count that peer any more. */
    public static Check peerGone(Server s, String peer) {
        return of(PEER_GONE, s, "pod", peer);
    }

    /** That audit device is on, or is off. */
    public static Check audits(Server s, String device, boolean on) {
        return new Check.Named(
                AUDITS,
                Tree.of("namespace", s.namespace(), "name", s.name(), "device", device, "on", Boolean.toString(on)));
    }

    public static Check leads(Server s, String pod) {
        return of(LEADING, s, "pod", pod);
    }

    public static Check anotherLeads(Server s, String pod) {
        return of(LEADING, s, pod, "other", "true");
    }

    public static Check renewed(Server s, String pod, String formerUid) {
        return of(RENEWED, s, pod, "uid", formerUid);
    }

    public static Check allSealed(Server s) {
        return of(SEALED, s);
    }

    public static Check controllers(String namespace, String version) {
        return new Check.Named(CONTROLLERS, Tree.of("namespace", namespace, "version", version));
    }
}
