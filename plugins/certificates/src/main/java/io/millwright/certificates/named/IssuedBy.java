package io.millwright.certificates.named;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The certificate is ready, and what its Secret serves was signed by that issuer. */
final class IssuedBy implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                CertManager.CERTIFICATE, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return answer.saw("certificate", ref, "metadata.name", "not found").not(ref.display() + " isn't there");
        }
        Cert cert = new Cert(found.get());
        Optional<Resource> secret = view.get(cert.secret());
        String issuer =
                secret.flatMap(s -> s.annotation(CertManager.ISSUER_NAME)).orElse("");
        String kind = secret.flatMap(s -> s.annotation(CertManager.ISSUER_KIND)).orElse("");
        answer.saw(
                        "issued by",
                        cert.secret(),
                        "metadata.annotations[" + CertManager.ISSUER_NAME + "]",
                        kind + " " + issuer)
                .saw("ready", ref, "status.conditions[Ready]", cert.reason("Ready"));
        boolean by =
                issuer.equals(arguments.getOrDefault("issuer", "")) && kind.equals(arguments.getOrDefault("kind", ""));
        if (by && cert.ready() && !cert.issuing()) {
            return answer.holds(cert.path() + " is served by " + kind + " " + issuer);
        }
        String trouble = cert.message("Issuing").isEmpty() ? cert.message("Ready") : cert.message("Issuing");
        return answer.not(cert.path() + " isn't ready from that issuer yet: " + trouble);
    }
}
