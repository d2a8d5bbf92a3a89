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

/** The certificate is ready in a revision after a given one, and nothing more is under way. */
final class Renewed implements NamedCheck {
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
        long after = Long.parseLong(arguments.getOrDefault("after", "0"));
        answer.saw("revision", ref, "status.revision", cert.revision())
                .saw("ready", ref, "status.conditions[Ready]", cert.reason("Ready"));
        if (cert.revision() <= after) {
            return answer.not(
                    cert.reason("Issuing").equals("Failed")
                            ? "the request failed: " + cert.message("Issuing")
                            : "revision " + cert.revision() + " is still the newest");
        }
        return cert.ready() && !cert.issuing()
                ? answer.holds("revision " + cert.revision() + " is ready")
                : answer.not("revision " + cert.revision() + " isn't ready yet: " + cert.message("Ready"));
    }
}
