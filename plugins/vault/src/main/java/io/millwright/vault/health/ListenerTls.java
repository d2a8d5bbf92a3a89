package io.millwright.vault.health;

import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether clients reach the servers by TLS, with a certificate that is valid and theirs. */
final class ListenerTls extends ServerCheck {
    ListenerTls() {
        super(
                "vault.tls",
                "TLS of the servers",
                Dimension.SECURITY,
                "Port named http is Warning. tls.crt of the mounted Secret: under 21 days is Warning, under 7 Critical; a certificate that names neither *.NAME-internal nor each server is Critical.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        if (server.scheme().equals("http")) {
            return List.of(draft(view, Severity.WARNING, "plain HTTP")
                    .suffix("none")
                    .impact("Whoever reads the network's traffic reads tokens and secrets.")
                    .saw("port", server.ref(), "spec.template.spec.containers[].ports[8200].name", "http")
                    .manual(
                            "give the servers a certificate",
                            "Let cert-manager write a Secret with tls.crt, tls.key and ca.crt; set global.tlsDisable to false, mount it by server.volumes, and name the files in the listener of server.ha.raft.config. Then run restart.")
                    .build());
        }
        Optional<ObjectRef> secret = mounted(server, view);
        if (secret.isEmpty()) {
            return List.of(unreadable(
                            view,
                            server.ref(),
                            "spec.template.spec.volumes[].secret",
                            "no mounted Secret has a tls.crt")
                    .manual(
                            "ask the server",
                            "openssl s_client -connect " + server.name() + "." + server.namespace()
                                    + ".svc:8200 </dev/null | openssl x509 -noout -enddate")
                    .build());
        }
        try {
            return view.get(secret.get())
                    .flatMap(s -> X509.ofSecret(s, "tls.crt"))
                    .map(certificate -> judge(server, secret.get(), certificate, view))
                    .orElseGet(() -> List.of(unreadable(view, secret.get(), "data.tls.crt", "it is no certificate")
                            .manual(
                                    "look at it",
                                    "kubectl -n " + server.namespace() + " describe secret "
                                            + secret.get().name())
                            .build()));
        } catch (ProblemException e) {
            return List.of(
                    unreadable(view, secret.get(), "data.tls.crt", e.problem().why())
                            .manual("see why", e.problem().next())
                            .build());
        }
    }

    private static Optional<ObjectRef> mounted(Server server, ClusterView view) {
        return server.set().items("spec", "template", "spec", "volumes").stream()
                .flatMap(v -> v.text("secret", "secretName").stream())
                .map(n -> ObjectRef.of(Kind.SECRET, server.namespace(), n))
                .filter(r -> view.get(r).flatMap(s -> s.at("data", "tls.crt")).isPresent())
                .findFirst();
    }

    private List<Finding> judge(Server server, ObjectRef secret, X509 certificate, ClusterView view) {
        Instant end = certificate.notAfter();
        Duration left = Duration.between(view.now(), end);
        if (left.compareTo(Duration.ofDays(21)) < 0) {
            boolean late = left.compareTo(Duration.ofDays(7)) < 0;
            return List.of(draft(
                            view,
                            late ? Severity.CRITICAL : Severity.WARNING,
                            left.isNegative()
                                    ? "the certificate has expired"
                                    : "the certificate ends in " + Times.words(left))
                    .suffix(late ? "late" : "soon")
                    .impact("Clients, and servers that join, refuse the connection then.")
                    .saw("end", secret, "data.tls.crt notAfter", end)
                    .manual(
                            "renew it, then let the servers read it again, standbys first",
                            "kubectl -n " + server.namespace() + " exec " + server.name()
                                    + "-0 -- sh -c 'kill -HUP $(pidof "
                                    + server.product().id() + ")'")
                    .build());
        }
        List<String> names = certificate.hosts();
        String wild = "*." + server.name() + "-internal";
        boolean right = names.contains(wild)
                || server.wantedPods().stream()
                        .allMatch(p -> names.contains(p.name() + "." + server.name() + "-internal"));
        return right
                ? List.of()
                : List.of(draft(view, Severity.CRITICAL, "the certificate doesn't name the servers")
                        .suffix("names")
                        .impact("A server that restarts can't join the others.")
                        .saw("names", secret, "data.tls.crt subjectAltName", names)
                        .manual(
                                "add " + wild + " to its names",
                                "Change dnsNames of the Certificate; then let the servers read it again.")
                        .build());
    }
}
