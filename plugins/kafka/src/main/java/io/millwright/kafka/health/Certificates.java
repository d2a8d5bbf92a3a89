package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether certificates end soon. */
final class Certificates extends ClusterCheck {
    private static final Duration WARNING = Duration.ofDays(30);
    private static final Duration CRITICAL = Duration.ofDays(7);
    /** Of one's own authority: nobody renews it but a person, who needs another person with its key. */
    private static final Duration OWN_WARNING = Duration.ofDays(60);

    private static final Duration OWN_CRITICAL = Duration.ofDays(14);

    Certificates() {
        super(
                "kafka.certs",
                "Certificates",
                Dimension.SECURITY,
                "notAfter of ca.crt in both authorities' Secrets, of the certificate of each node, and of user.crt of users with TLS login: less than 30 d is Warning, less than 7 d"
                        + " or over is Critical. The operator renews an authority 30 d before its end, unless it is down, the Kafka is paused or no"
                        + " maintenance window opens. An authority of your own it never renews: Warning from 60 d on, Critical from 14 d on.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Authority authority : Authority.of(c)) {
            authority(authority, view).ifPresent(findings::add);
        }
        nodes(c, view).ifPresent(findings::add);
        for (Resource user : c.belonging(view, Strimzi.USER)) {
            if (user.text("spec", "authentication", "type")
                    .filter("tls"::equals)
                    .isPresent()) {
                ObjectRef ref =
                        c.beside(Kind.SECRET, user.text("status", "secret").orElse(user.name()));
                user(c, ref, user.name(), view).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** The operator makes them anew with their authority's, and before they end: one that ends soon tells that it doesn't work. */
    private Optional<Finding> nodes(KafkaCluster c, ClusterView view) {
        Map<String, Instant> soon = new TreeMap<>();
        for (Resource pod : c.pods(view)) {
            ObjectRef ref = c.beside(Kind.SECRET, pod.name());
            String key = pod.name() + ".crt";
            Optional<Chain> certificate;
            try {
                certificate = view.get(ref).flatMap(s -> Chain.of(s, key));
            } catch (ProblemException e) {
                return Optional.of(unreadable(ref, key, "nodes", e.problem().why(), view));
            }
            if (certificate.isEmpty()) {
                return Optional.of(unreadable(ref, key, "nodes", "not there, or no certificate", view));
            }
            certificate
                    .map(Chain::ends)
                    .filter(e -> e.isBefore(view.now().plus(WARNING)))
                    .ifPresent(e -> soon.put(pod.name(), e));
        }
        return soon.isEmpty() ? Optional.empty() : Optional.of(ending(c, soon, view));
    }

    private Finding ending(KafkaCluster c, Map<String, Instant> soon, ClusterView view) {
        Map.Entry<String, Instant> first =
                soon.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        Duration left = Duration.between(view.now(), first.getValue());
        return draft(
                        view,
                        left.compareTo(CRITICAL) < 0 ? Severity.CRITICAL : Severity.WARNING,
                        "certificates of " + soon.size() + " nodes end soon or have ended, the first "
                                + (left.isNegative()
                                        ? "ended " + Times.words(left) + " ago"
                                        : "ends in " + Times.words(left)))
                .suffix("nodes")
                .impact("Neither clients nor other nodes connect to a node whose certificate has ended.")
                .saw(
                        "ends",
                        c.beside(Kind.SECRET, first.getKey()),
                        "data[" + first.getKey() + ".crt] notAfter",
                        first.getValue())
                .cause(cause(c, "ca.crt", "nodes", view))
                .manual(
                        "let the operator make them anew",
                        "See first that it runs and that nothing holds it back. Then, for one node after the other, and only while all others serve:\n"
                                + "kubectl -n " + c.namespace() + " delete secret " + first.getKey()
                                + "\nIt makes the Secret again and restarts the node.")
                .build();
    }

    private Optional<Finding> authority(Authority authority, ClusterView view) {
        Duration warning = authority.own() ? OWN_WARNING : WARNING;
        Duration critical = authority.own() ? OWN_CRITICAL : CRITICAL;
        return one(
                authority.cluster(),
                authority.certificate(),
                Authority.CERTIFICATE,
                authority.id(),
                warning,
                critical,
                view,
                this::renewal);
    }

    private void renewal(FindingDraft draft, KafkaCluster c, String id, boolean over) {
        Authority authority = Authority.of(c, id);
        if (over && authority.own()) {
            draft.manual("put a newer one in", """
                    Put a newer certificate under ca.crt into Secret %2$s, with the same key and name, and raise its annotation
                    strimzi.io/ca-cert-generation by one. Then, waiting for each to be made anew:
                    kubectl -n %1$s delete secret BROKER (each Secret named like a node's pod)
                    kubectl -n %1$s delete pod -l strimzi.io/cluster=%3$s,strimzi.io/kind=Kafka
                    """.formatted(
                            c.namespace(), authority.certificate().name(), c.name()));
        } else if (over) {
            draft.run("recover from it", "recover-certificates", Map.of("authority", id));
        } else {
            draft.run(
                    "renew it",
                    authority.own() ? "renew-own-authority" : "renew-certificates",
                    Map.of("authority", id, "replace-key", "false"));
        }
    }

    private Optional<Finding> user(KafkaCluster c, ObjectRef secret, String user, ClusterView view) {
        return one(
                c,
                secret,
                "user.crt",
                "user " + user,
                WARNING,
                CRITICAL,
                view,
                (draft, k, what, over) -> draft.manual(
                        "renew it",
                        "kubectl -n " + c.namespace() + " annotate secret " + secret.name() + " " + Strimzi.FORCE_RENEW
                                + "=true"));
    }

    /** Says what is to be done about a certificate that ends soon, or has ended. */
    @FunctionalInterface
    private interface Remedied {
        void add(FindingDraft draft, KafkaCluster c, String what, boolean over);
    }

    private Optional<Finding> one(
            KafkaCluster c,
            ObjectRef ref,
            String key,
            String what,
            Duration warning,
            Duration critical,
            ClusterView view,
            Remedied remedied) {
        if (c.object().at("status").isEmpty()) {
            return Optional.empty();
        }
        Optional<Chain> certificate;
        try {
            certificate = view.get(ref).flatMap(s -> Chain.of(s, key));
        } catch (ProblemException e) {
            return Optional.of(unreadable(ref, key, what, e.problem().why(), view));
        }
        if (certificate.isEmpty()) {
            return Optional.of(unreadable(ref, key, what, "not there, or no certificate", view));
        }
        Duration left = Duration.between(view.now(), certificate.get().ends());
        if (left.compareTo(warning) >= 0) {
            return Optional.empty();
        }
        boolean over = left.isNegative();
        FindingDraft draft = draft(
                        view,
                        left.compareTo(critical) < 0 ? Severity.CRITICAL : Severity.WARNING,
                        "certificate of " + what
                                + (over ? " ended " + Times.words(left) + " ago" : " ends in " + Times.words(left)))
                .suffix(what.replaceAll("[^a-z0-9]+", "-"))
                .impact(
                        over
                                ? "Nothing that checks it can connect any more."
                                : "When it ends, nothing that checks it can connect any more.")
                .saw(
                        "ends",
                        ref,
                        "data[" + key + "] notAfter",
                        certificate.get().ends())
                .cause(cause(c, key, what, view));
        remedied.add(draft, c, what, over);
        return Optional.of(draft.build());
    }

    private static String cause(KafkaCluster c, String key, String what, ClusterView view) {
        if (Authority.of(c).stream().anyMatch(a -> a.own() && a.id().equals(what))) {
            return "the authority is your own: the operator doesn't renew it";
        }
        if (c.paused()) {
            return "the Kafka is paused: nothing is renewed";
        }
        List<String> windows = c.object().texts("spec", "maintenanceTimeWindows");
        if (key.equals("ca.crt") && !windows.isEmpty()) {
            return "it is renewed only in the maintenance windows: " + String.join("; ", windows);
        }
        return StrimziOperators.watching(view, c.namespace()).isEmpty() ? "no operator watches the namespace" : "";
    }

    private Finding unreadable(ObjectRef ref, String key, String what, String why, ClusterView view) {
        return draft(view, Severity.UNKNOWN, "when the certificate of " + what + " ends can't be read")
                .suffix("unknown." + what.replaceAll("[^a-z0-9]+", "-"))
                .impact("An ended certificate stops every connection that checks it.")
                .saw("Secret", ref, "data[" + key + "]", why)
                .manual(
                        "look by hand",
                        "kubectl -n " + ref.namespace() + " get secret " + ref.name() + " -o jsonpath='{.data."
                                + key.replace(".", "\\.") + "}' | base64 -d | openssl x509 -noout -enddate")
                .build();
    }
}
