package io.millwright.certificates.named;

import io.millwright.certificates.facts.Cert;
import io.millwright.kit.X509;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No certificate that a Secret serves was signed by the authority in another Secret, itself left aside. */
final class RootUnused implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.SECRET, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("secret", ""));
        Optional<X509> authority = view.get(ref).flatMap(s -> X509.ofSecret(s, "tls.crt"));
        if (authority.isEmpty()) {
            return answer.saw("authority", ref, "data.tls.crt", "none").cannotTell("the authority can't be read");
        }
        List<String> users = users(authority.get(), view);
        answer.saw("authority", ref, "data.tls.crt", authority.get().fingerprint());
        return users.isEmpty()
                ? answer.holds("nothing that is served was signed by it")
                : answer.not(users.size() + " certificates were signed by it: " + String.join(", ", users));
    }

    private static List<String> users(X509 authority, ClusterView view) {
        return Cert.all(view).stream()
                .filter(c -> c.leaf(view)
                        .filter(l -> !l.equals(authority) && l.signedBy(authority))
                        .isPresent())
                .map(Cert::path)
                .toList();
    }
}
