package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.GoDuration;
import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings one Certificate a step further: from what its Secret lacks over a request to a new Secret. */
final class CertificateReconciler {
    /** In the Secret with the next key: a certificate that shows its public half, as the JDK can't make it from the private one. */
    static final String PUBLIC = "sandbox-public.crt";

    private final SimulatedCluster world;
    private final Resource certificate;
    private final Cert cert;
    private final ObjectRef ref;

    CertificateReconciler(SimulatedCluster world, Resource certificate) {
        this.world = world;
        this.certificate = certificate;
        this.cert = new Cert(certificate);
        this.ref = cert.ref();
    }

    /** Why something isn't as it should be. */
    private record Reason(String word, String message) {}

    void step() {
        if (certificate.text("metadata", "deletionTimestamp").isPresent()) {
            return;
        }
        Optional<Resource> secret = world.get(cert.secret());
        Optional<Reason> fault = fault(secret);
        ready(fault, secret);
        if (cert.issuing()) {
            issue(secret);
        } else {
            trigger(fault);
        }
    }

    private Optional<Reason> fault(Optional<Resource> secret) {
        if (secret.isEmpty()) {
            return Optional.of(new Reason("DoesNotExist", "Issuing certificate as Secret does not exist"));
        }
        Resource s = secret.get();
        if (s.text("data", "tls.key").isEmpty()) {
            return Optional.of(
                    new Reason("MissingData", "Issuing certificate as Secret does not contain a private key"));
        }
        Optional<X509> leaf = X509.ofSecret(s, "tls.crt");
        if (leaf.isEmpty()) {
            return Optional.of(
                    new Reason("MissingData", "Issuing certificate as Secret does not contain a certificate"));
        }
        String issuer = certificate.text("spec", "issuerRef", "name").orElse("");
        String kind = certificate.text("spec", "issuerRef", "kind").orElse("Issuer");
        String former = s.annotation(CertManager.ISSUER_NAME).orElse("");
        String formerKind = s.annotation(CertManager.ISSUER_KIND).orElse("");
        if (!former.equals(issuer) || !formerKind.equals(kind)) {
            return Optional.of(new Reason(
                    "IncorrectIssuer",
                    "Issuing certificate as Secret was previously issued by \"" + formerKind + ".cert-manager.io/"
                            + former + "\""));
        }
        Optional<String> owner = s.annotation(CertManager.CERTIFICATE_NAME).filter(n -> !n.equals(certificate.name()));
        if (owner.isPresent()) {
            return Optional.of(new Reason(
                    "IncorrectCertificate",
                    "Secret was issued for \"" + owner.get()
                            + "\". If this message is not transient, you might have two conflicting Certificates pointing"
                            + " to the same secret."));
        }
        if (!s.annotation(CertManager.ALT_NAMES).orElse("").equals(altNames())
                || !s.annotation(CertManager.COMMON_NAME).orElse("").equals(commonName())) {
            return Optional.of(new Reason(
                    "RequestChanged",
                    "Fields on existing CertificateRequest resource not up to date: [spec.dnsNames]"));
        }
        return leaf.get().notAfter().isAfter(world.now())
                ? Optional.empty()
                : Optional.of(new Reason(
                        "Expired", "Certificate expired on " + leaf.get().notAfter()));
    }

    private void ready(Optional<Reason> fault, Optional<Resource> secret) {
        world.updateStatus(ref, c -> {
            Resource made = fault.isEmpty()
                    ? Conditions.set(
                            c, "Ready", "True", "Ready", "Certificate is up to date and has not expired", world.now())
                    : Conditions.set(
                            c, "Ready", "False", fault.get().word(), fault.get().message(), world.now());
            Optional<X509> leaf = secret.flatMap(s -> X509.ofSecret(s, "tls.crt"));
            return leaf.map(l -> times(made, l)).orElse(made);
        });
    }

    private Resource times(Resource c, X509 leaf) {
        Resource made = c.with(Json.time(leaf.notBefore()), "status", "notBefore")
                .with(Json.time(leaf.notAfter()), "status", "notAfter");
        return cert.suspended()
                ? made.without("status", "renewalTime")
                : made.with(Json.time(renewal(leaf)), "status", "renewalTime");
    }

    private Instant renewal(X509 leaf) {
        Duration life = Duration.between(leaf.notBefore(), leaf.notAfter());
        return certificate
                .text("spec", "renewBefore")
                .flatMap(GoDuration::of)
                .map(b -> leaf.notAfter().minus(b))
                .orElseGet(() -> leaf.notBefore().plus(life.multipliedBy(2).dividedBy(3)));
    }

    private void trigger(Optional<Reason> fault) {
        Optional<Reason> reason = fault.or(() -> Times.kubernetes(certificate.text("status", "renewalTime"))
                .filter(t -> !cert.suspended() && !t.isAfter(world.now()))
                .map(t -> new Reason("Renewing", "Renewing certificate as renewal was scheduled at " + t)));
        boolean waits = cert.nextTry().filter(t -> t.isAfter(world.now())).isPresent();
        boolean conflict =
                reason.filter(r -> r.word().equals("IncorrectCertificate")).isPresent();
        boolean gone = reason.filter(r -> r.word().equals("Expired")).isPresent() && cert.suspended();
        if (reason.isEmpty() || waits || conflict || gone || held()) {
            return;
        }
        world.updateStatus(
                ref,
                c -> Conditions.set(
                        c, "Issuing", "True", reason.get().word(), reason.get().message(), world.now()));
        world.event(certificate, "Normal", "Issuing", reason.get().message());
    }

    /** Whether an older Certificate has the same Secret: this one waits until the Secret tells whose it is. */
    private boolean held() {
        return world.list(CertManager.CERTIFICATE, Selector.in(certificate.namespace())).stream()
                .map(Cert::new)
                .filter(o -> o.secretName().equals(cert.secretName()))
                .anyMatch(o -> o.object().name().compareTo(certificate.name()) < 0 && o.issuing());
    }

    private void issue(Optional<Resource> secret) {
        String name = certificate.name() + "-" + (cert.revision() + 1);
        Optional<Resource> request = world.get(ObjectRef.of(CertManager.REQUEST, certificate.namespace(), name));
        Optional<String> next = certificate.text("status", "nextPrivateKeySecretName");
        if (next.isEmpty()) {
            request.ifPresent(r -> world.delete(r.ref(CertManager.REQUEST)));
            prepareKey(secret);
        } else if (request.isEmpty()) {
            ask(name, next.get());
        } else {
            String state = request.get()
                    .condition("Ready")
                    .flatMap(c -> c.text("reason"))
                    .orElse("");
            switch (state) {
                case "Issued" -> finish(request.get(), next.get(), secret);
                case "Failed", "Denied" -> fail(request.get(), next.get(), state);
                default -> {
                    // Its issuer is at it.
                }
            }
        }
    }

    private void prepareKey(Optional<Resource> secret) {
        boolean keep = certificate
                .text("spec", "privateKey", "rotationPolicy")
                .filter("Never"::equals)
                .isPresent();
        Optional<Resource> reused = secret.filter(s -> keep
                && X509.ofSecret(s, "tls.crt").isPresent()
                && s.text("data", "tls.key").isPresent());
        String name = certificate.name() + "-"
                + Integer.toString(
                                Math.floorMod(
                                                (certificate.uid() + cert.revision() + world.now()).hashCode(),
                                                60_466_176)
                                        + 60_466_176,
                                36)
                        .substring(1);
        Map<String, Object> data;
        if (reused.isPresent()) {
            data = Json.map(
                    "tls.key",
                    reused.get().text("data", "tls.key").orElse(""),
                    PUBLIC,
                    reused.get().text("data", "tls.crt").orElse(""));
        } else {
            KeyPair pair = Keys.make();
            Instant now = world.now();
            data = Json.map(
                    "tls.key",
                    Json.base64(Keys.pem(pair)),
                    PUBLIC,
                    Json.base64(Keys.sign(
                            new Keys.Wish("key", List.of(), false, 1, now, now.plus(Duration.ofDays(1))),
                            pair,
                            new Keys.Signer("key", pair))));
        }
        world.ensure(Resource.of(Kind.SECRET, certificate.namespace(), name, Map.of("data", data))
                .with(Map.of("cert-manager.io/next-private-key", "true"), "metadata", "labels")
                .with(
                        List.of(RequestReconciler.owner(certificate, CertManager.CERTIFICATE)),
                        "metadata",
                        "ownerReferences"));
        world.updateStatus(ref, c -> c.with(name, "status", "nextPrivateKeySecretName"));
        world.event(
                certificate,
                "Normal",
                reused.isPresent() ? "Reused" : "Generated",
                "Stored new private key in temporary Secret resource \"" + name + "\"");
    }

    private void ask(String name, String keySecret) {
        Map<String, Object> spec = Json.map(
                "request",
                Json.base64("-----BEGIN CERTIFICATE REQUEST-----\nsandbox\n-----END CERTIFICATE REQUEST-----\n"),
                "issuerRef",
                certificate.at("spec", "issuerRef").orElse(Map.of()),
                "isCA",
                certificate.flag("spec", "isCA").orElse(false));
        certificate.text("spec", "duration").ifPresent(d -> spec.put("duration", d));
        world.ensure(Resource.of(CertManager.REQUEST, certificate.namespace(), name, Map.of("spec", spec))
                .with(
                        Json.map(
                                CertManager.CERTIFICATE_NAME,
                                certificate.name(),
                                CertManager.REVISION,
                                Long.toString(cert.revision() + 1),
                                RequestReconciler.KEY_SECRET,
                                keySecret,
                                CertManager.COMMON_NAME,
                                commonName(),
                                CertManager.ALT_NAMES,
                                altNames()),
                        "metadata",
                        "annotations")
                .with(
                        List.of(RequestReconciler.owner(certificate, CertManager.CERTIFICATE)),
                        "metadata",
                        "ownerReferences"));
        world.event(certificate, "Normal", "Requested", "Created new CertificateRequest resource \"" + name + "\"");
    }

    private void finish(Resource request, String keySecret, Optional<Resource> former) {
        Optional<Resource> key = world.get(ObjectRef.of(Kind.SECRET, certificate.namespace(), keySecret));
        if (key.isEmpty()) {
            return;
        }
        Map<String, Object> data = Json.map(
                "tls.crt", request.text("status", "certificate").orElse(""),
                "tls.key", key.get().text("data", "tls.key").orElse(""),
                "ca.crt", request.text("status", "ca").orElse(""));
        Map<String, Object> annotations = Json.map(
                CertManager.CERTIFICATE_NAME,
                certificate.name(),
                CertManager.ISSUER_NAME,
                certificate.text("spec", "issuerRef", "name").orElse(""),
                CertManager.ISSUER_KIND,
                certificate.text("spec", "issuerRef", "kind").orElse("Issuer"),
                CertManager.COMMON_NAME,
                commonName(),
                CertManager.ALT_NAMES,
                altNames());
        if (former.isEmpty()) {
            world.ensure(Resource.of(
                            Kind.SECRET,
                            certificate.namespace(),
                            cert.secretName(),
                            Json.map("type", "kubernetes.io/tls", "data", data))
                    .with(Map.of("controller.cert-manager.io/fao", "true"), "metadata", "labels")
                    .with(annotations, "metadata", "annotations"));
        } else {
            world.update(cert.secret(), s -> s.with(data, "data").with(annotations, "metadata", "annotations"));
        }
        long revision = cert.revision() + 1;
        X509 leaf =
                X509.ofBase64(request.text("status", "certificate").orElse("")).orElseThrow();
        world.updateStatus(
                ref,
                c -> Conditions.set(
                        Conditions.remove(times(c, leaf), "Issuing")
                                .with(revision, "status", "revision")
                                .without("status", "nextPrivateKeySecretName")
                                .without("status", "failedIssuanceAttempts")
                                .without("status", "lastFailureTime"),
                        "Ready",
                        "True",
                        "Ready",
                        "Certificate is up to date and has not expired",
                        world.now()));
        world.delete(ObjectRef.of(Kind.SECRET, certificate.namespace(), keySecret));
        world.list(CertManager.REQUEST, Selector.in(certificate.namespace())).stream()
                .filter(r -> r.annotation(CertManager.CERTIFICATE_NAME)
                        .filter(certificate.name()::equals)
                        .isPresent())
                .filter(r -> !r.name().equals(request.name()))
                .forEach(r -> world.delete(r.ref(CertManager.REQUEST)));
        world.event(certificate, "Normal", "Issuing", "The certificate has been successfully issued");
    }

    private void fail(Resource request, String keySecret, String reason) {
        String detail =
                request.condition("Ready").flatMap(c -> c.text("message")).orElse("");
        world.updateStatus(
                ref,
                c -> Conditions.set(
                        c.with(cert.failures() + 1, "status", "failedIssuanceAttempts")
                                .with(Json.time(world.now()), "status", "lastFailureTime")
                                .without("status", "nextPrivateKeySecretName"),
                        "Issuing",
                        "False",
                        reason,
                        "The certificate request has failed to complete and will be retried: " + detail,
                        world.now()));
        world.delete(ObjectRef.of(Kind.SECRET, certificate.namespace(), keySecret));
        world.event(
                certificate,
                "Warning",
                "Failed",
                "The certificate request has failed to complete and will be retried: " + detail);
    }

    private String commonName() {
        return certificate.text("spec", "commonName").orElse("");
    }

    private String altNames() {
        List<String> names = new ArrayList<>(certificate.texts("spec", "dnsNames"));
        Collections.sort(names);
        return String.join(",", names);
    }
}
