package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.GoDuration;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Approves requests, and lets their issuers answer them. */
final class RequestReconciler {
    /** On a request: which Secret holds the key that is to be certified. */
    static final String KEY_SECRET = "cert-manager.io/private-key-secret-name";

    private static final Duration ACME_TIME = Duration.ofSeconds(20);
    /** What stands for the authorities outside of the cluster; nobody trusts it. */
    private static final KeyPair OUTSIDE = Keys.make();

    private final SimulatedCluster world;
    private final Installation installation;

    RequestReconciler(SimulatedCluster world, Installation installation) {
        this.world = world;
        this.installation = installation;
    }

    void step(Resource request) {
        String reason =
                request.condition("Ready").flatMap(c -> c.text("reason")).orElse("");
        if (List.of("Issued", "Failed", "Denied").contains(reason)) {
            return;
        }
        if (request.condition("Denied").isPresent()) {
            set(request, "False", "Denied", "The CertificateRequest was denied by an approval controller");
            return;
        }
        if (request.condition("Approved").isEmpty()) {
            if (installation.approves() && !world.fault(Marks.APPROVAL_MISSING)) {
                world.updateStatus(
                        request.ref(CertManager.REQUEST),
                        r -> Conditions.set(
                                r,
                                "Approved",
                                "True",
                                "cert-manager.io",
                                "Certificate request has been approved by cert-manager.io",
                                world.now()));
            }
            return;
        }
        Optional<Resource> issuer = Issuers.of(request).flatMap(world::get);
        if (issuer.isEmpty()) {
            String name = request.text("spec", "issuerRef", "name").orElse("");
            String kind = request.text("spec", "issuerRef", "kind").orElse("Issuer");
            String message = "Referenced \"" + kind + "\" not found: "
                    + (kind.equals("ClusterIssuer") ? "clusterissuer" : "issuer") + ".cert-manager.io \"" + name
                    + "\" not found";
            if (reason.isEmpty()) {
                world.event(request, "Normal", "IssuerNotFound", message);
            }
            set(request, "False", "Pending", message);
        } else if (!Issuers.ready(issuer.get())) {
            set(request, "False", "Pending", "Referenced issuer does not have a Ready status condition");
        } else if (world.fault(Marks.ISSUING_FAILS)) {
            fail(request, "the authority refused the request");
        } else {
            issue(request, issuer.get());
        }
    }

    private void issue(Resource request, Resource issuer) {
        switch (Issuers.type(issuer)) {
            case "selfSigned" -> {
                Optional<Resource> key = request.annotation(KEY_SECRET)
                        .flatMap(n -> world.get(ObjectRef.of(Kind.SECRET, request.namespace(), n)));
                if (key.isPresent()) {
                    KeyPair pair = pair(key.get());
                    String pem = Keys.sign(wish(request), pair, new Keys.Signer(name(request), pair));
                    issued(request, pem, pem);
                }
            }
            case "ca" -> {
                Resource secret = Issuers.authority(issuer, installation.clusterResourceNamespace())
                        .flatMap(world::get)
                        .orElseThrow();
                X509 authority = X509.ofSecret(secret, "tls.crt").orElseThrow();
                signed(request, new Keys.Signer(commonName(authority), authority(secret)), authority.pem());
            }
            case "acme" -> order(request);
            default -> outside(request);
        }
    }

    private void outside(Resource request) {
        String name = "authority outside of the sandbox";
        Instant now = world.now();
        String root = Keys.sign(
                new Keys.Wish(name, List.of(), true, 1, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3650))),
                OUTSIDE,
                new Keys.Signer(name, OUTSIDE));
        signed(request, new Keys.Signer(name, OUTSIDE), root);
    }

    private void order(Resource request) {
        ObjectRef ref = ObjectRef.of(CertManager.ORDER, request.namespace(), request.name() + "-order");
        Optional<Resource> present = world.get(ref);
        if (present.isEmpty()) {
            world.ensure(Resource.of(
                            CertManager.ORDER,
                            ref.namespace(),
                            ref.name(),
                            Map.of(
                                    "spec",
                                    Json.map(
                                            "request",
                                            request.text("spec", "request").orElse(""),
                                            "dnsNames",
                                            hosts(request),
                                            "issuerRef",
                                            request.at("spec", "issuerRef").orElse(Map.of()))))
                    .with(List.of(owner(request, CertManager.REQUEST)), "metadata", "ownerReferences"));
            return;
        }
        Resource order = present.get();
        String state = order.text("status", "state").orElse("");
        boolean waited = Times.kubernetes(order.text("metadata", "creationTimestamp"))
                .filter(t -> !t.plus(ACME_TIME).isAfter(world.now()))
                .isPresent();
        if (state.isEmpty()) {
            world.updateStatus(ref, o -> o.with("pending", "status", "state"));
        } else if (state.equals("pending") && waited) {
            boolean fails = world.fault(Marks.ACME_FAILING);
            world.updateStatus(
                    ref,
                    o -> fails
                            ? o.with("invalid", "status", "state")
                                    .with(
                                            "Failed to finalize Order: 403 urn:ietf:params:acme:error:unauthorized: "
                                                    + "Invalid response from http://host/.well-known/acme-challenge: 404",
                                            "status",
                                            "reason")
                            : o.with("valid", "status", "state"));
        } else if (state.equals("valid")) {
            outside(request);
            return;
        } else if (state.equals("invalid")) {
            fail(
                    request,
                    "The ACME order is invalid: "
                            + order.text("status", "reason").orElse(""));
            return;
        }
        set(
                request,
                "False",
                "Pending",
                "Waiting on certificate issuance from order " + ref.namespace() + "/" + ref.name() + ": \"pending\"");
    }

    private void signed(Resource request, Keys.Signer by, String root) {
        Optional<Resource> key = request.annotation(KEY_SECRET)
                .flatMap(n -> world.get(ObjectRef.of(Kind.SECRET, request.namespace(), n)));
        if (key.isEmpty()) {
            fail(request, "the key of the request is gone");
            return;
        }
        issued(request, Keys.sign(wish(request), pair(key.get()), by), root);
    }

    private void issued(Resource request, String certificate, String authority) {
        world.updateStatus(
                request.ref(CertManager.REQUEST),
                r -> Conditions.set(
                        r.with(Json.base64(certificate), "status", "certificate")
                                .with(Json.base64(authority), "status", "ca"),
                        "Ready",
                        "True",
                        "Issued",
                        "Certificate fetched from issuer successfully",
                        world.now()));
    }

    private void fail(Resource request, String message) {
        world.updateStatus(
                request.ref(CertManager.REQUEST),
                r -> Conditions.set(
                        r.with(Json.time(world.now()), "status", "failureTime"),
                        "Ready",
                        "False",
                        "Failed",
                        message,
                        world.now()));
    }

    private void set(Resource request, String status, String reason, String message) {
        world.updateStatus(
                request.ref(CertManager.REQUEST),
                r -> Conditions.set(r, "Ready", status, reason, message, world.now()));
    }

    private Keys.Wish wish(Resource request) {
        Duration life = request.text("spec", "duration").flatMap(GoDuration::of).orElse(Duration.ofDays(90));
        Instant now = world.now();
        return new Keys.Wish(
                name(request),
                hosts(request),
                request.flag("spec", "isCA").orElse(false),
                Math.abs((long) request.uid().hashCode()) + 1,
                now,
                now.plus(life));
    }

    private static String name(Resource request) {
        return request.annotation(CertManager.COMMON_NAME).orElse("");
    }

    private static List<String> hosts(Resource request) {
        return request.annotation(CertManager.ALT_NAMES)
                .filter(n -> !n.isEmpty())
                .map(n -> Arrays.asList(n.split(",")))
                .orElse(List.of());
    }

    private static String commonName(X509 certificate) {
        return certificate.subject().replaceFirst("^CN=", "").replaceFirst(",[A-Z]+=.*", "");
    }

    /** An authority's keys. In a copy they are replaced, and others sign in their name: nobody there looks whether they fit. */
    private static KeyPair authority(Resource secret) {
        return key(secret).startsWith("-----BEGIN") ? pair(secret) : OUTSIDE;
    }

    private static String key(Resource secret) {
        return new String(
                Base64.getDecoder().decode(secret.text("data", "tls.key").orElse("")), StandardCharsets.UTF_8);
    }

    /** The keys in a Secret: of a finished one its certificate tells the public half, of a new one a field of the sandbox's own. */
    private static KeyPair pair(Resource secret) {
        X509 certificate = X509.ofSecret(secret, "tls.crt")
                .or(() -> X509.ofSecret(secret, CertificateReconciler.PUBLIC))
                .orElseThrow();
        return Keys.read(certificate, key(secret));
    }

    static Map<String, Object> owner(Resource object, Kind kind) {
        return Json.map(
                "apiVersion",
                kind.apiVersion(),
                "kind",
                kind.kind(),
                "name",
                object.name(),
                "uid",
                object.uid(),
                "controller",
                true,
                "blockOwnerDeletion",
                true);
    }
}
