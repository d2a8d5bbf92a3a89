package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.certificates.facts.Reasons;
import io.millwright.certificates.facts.Reasons.Meaning;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether issuers can issue, and those that certificates name are there. */
final class IssuerReady extends OperatorCheck {
    IssuerReady() {
        super(
                "certificates.issuer.ready",
                "Issuers are ready",
                Dimension.AVAILABILITY,
                "Ready of every Issuer and ClusterIssuer: False is Critical with its reason, a reason that isn't known is Unknown; an issuer"
                        + " that a Certificate names and that isn't there is Critical.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> issuers = Issuers.all(view);
        issuers.forEach(i -> one(i, view).ifPresent(findings::add));
        Set<ObjectRef> there = issuers.stream().map(Issuers::ref).collect(Collectors.toSet());
        Map<ObjectRef, List<Cert>> missing = new LinkedHashMap<>();
        for (Cert c : Cert.all(view)) {
            Issuers.of(c.object())
                    .filter(r -> !there.contains(r))
                    .ifPresent(r ->
                            missing.computeIfAbsent(r, k -> new ArrayList<>()).add(c));
        }
        missing.forEach((ref, certs) -> findings.add(draft(
                        view,
                        Severity.CRITICAL,
                        ref.display() + " isn't there, but " + certs.size() + " certificates name it")
                .suffix(Checks.suffix(ref) + ".missing")
                .impact("These certificates are never issued or renewed.")
                .saw("named by", certs.getFirst().ref(), "spec.issuerRef.name", ref.name())
                .saw("looked for", ref, "metadata.name", "not found")
                .run(
                        "create a certificate authority of that name",
                        "create-issuer",
                        Map.of("name", ref.name(), "issuer-namespace", ref.namespace()))
                .manual(
                        "or name another issuer",
                        "kubectl -n " + certs.getFirst().object().namespace() + " edit certificate "
                                + certs.getFirst().object().name()
                                + "\nAn Issuer is found in the certificate's own namespace alone; a ClusterIssuer everywhere.")
                .build()));
        return findings;
    }

    private Optional<Finding> one(Resource issuer, ClusterView view) {
        ObjectRef ref = Issuers.ref(issuer);
        Optional<Resource> ready = issuer.condition("Ready");
        if (ready.isEmpty()) {
            return Checks.young(issuer, view) || Issuers.type(issuer).equals("unknown")
                    ? Optional.empty()
                    : Optional.of(draft(view, Severity.UNKNOWN, ref.display() + " has no state")
                            .suffix(Checks.suffix(ref) + ".new")
                            .impact("Whether it can issue isn't known.")
                            .saw("state", ref, "status.conditions[Ready]", "none")
                            .manual(
                                    "see whether the controller works",
                                    "Look at the findings about the controller first.")
                            .build());
        }
        String reason = ready.get().text("reason").orElse("");
        String message = ready.get().text("message").orElse("");
        if (Issuers.ready(issuer)) {
            return Optional.empty();
        }
        Optional<Meaning> meaning = Reasons.of("issuer.Ready", reason);
        FindingDraft draft = draft(
                        view,
                        meaning.isEmpty() ? Severity.UNKNOWN : Severity.CRITICAL,
                        ref.display() + " isn't ready: " + (message.isEmpty() ? reason : message))
                .suffix(Checks.suffix(ref))
                .impact("No certificate is issued or renewed by it.")
                .saw("state", ref, "status.conditions[Ready].reason", reason)
                .since(Times.kubernetes(ready.get().text("lastTransitionTime")));
        return Optional.of(remedy(draft, ref, reason, issuer).build());
    }

    private static FindingDraft remedy(FindingDraft draft, ObjectRef ref, String reason, Resource issuer) {
        String look = "kubectl " + (ref.namespace().isEmpty() ? "" : "-n " + ref.namespace() + " ") + "describe "
                + ref.kind().kind().toLowerCase(java.util.Locale.ROOT) + " " + ref.name();
        return switch (reason) {
            case "ErrGetKeyPair", "ErrInvalidKeyPair" ->
                draft.manual(
                        "bring its key pair back",
                        "It needs Secret "
                                + issuer.text("spec", "ca", "secretName").orElse("?")
                                + " with tls.crt and tls.key of an authority. Restore it from a backup; a new key means new trust everywhere.\n"
                                + look);
            case "VaultError" ->
                draft.manual(
                        "see to Vault",
                        "Vault must be unsealed, its path must end in /sign/ROLE, and the issuer's login must be allowed.\n"
                                + look);
            case "InvalidSolver" ->
                draft.manual(
                        "correct the solver",
                        "Correct spec.acme.solvers; below 1.21.1 delete and make the issuer again afterwards.\n"
                                + look);
            default -> draft.manual("look at it", look);
        };
    }
}
