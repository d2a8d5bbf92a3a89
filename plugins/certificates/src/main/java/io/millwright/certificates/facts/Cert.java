package io.millwright.certificates.facts;

import io.millwright.kit.Times;
import io.millwright.kit.X509;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One Certificate.
 *
 * @param object as read
 */
public record Cert(Resource object) {
    private static final Duration LONGEST_WAIT = Duration.ofHours(32);

    public static List<Cert> all(ClusterView view) {
        return view.list(CertManager.CERTIFICATE, Selector.ALL).stream()
                .map(Cert::new)
                .toList();
    }

    public String path() {
        return object.namespace() + "/" + object.name();
    }

    public ObjectRef ref() {
        return ObjectRef.of(CertManager.CERTIFICATE, object.namespace(), object.name());
    }

    public String secretName() {
        return object.text("spec", "secretName").orElse("");
    }

    public ObjectRef secret() {
        return ObjectRef.of(Kind.SECRET, object.namespace(), secretName());
    }

    public boolean ready() {
        return is("Ready");
    }

    public boolean issuing() {
        return is("Issuing");
    }

    private boolean is(String type) {
        return object.condition(type)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    public String reason(String type) {
        return object.condition(type).flatMap(c -> c.text("reason")).orElse("");
    }

    public String message(String type) {
        return object.condition(type).flatMap(c -> c.text("message")).orElse("");
    }

    public Optional<Instant> since(String type) {
        return Times.kubernetes(object.condition(type).flatMap(c -> c.text("lastTransitionTime")));
    }

    /** Whether it is never renewed by itself. */
    public boolean suspended() {
        return object.text("spec", "renewal", "policy")
                .filter("Disabled"::equals)
                .isPresent();
    }

    public long revision() {
        return object.number("status", "revision").orElse(0L);
    }

    public long failures() {
        return object.number("status", "failedIssuanceAttempts").orElse(0L);
    }

    public Optional<Instant> time(String... path) {
        return Times.kubernetes(object.text(path));
    }

    /** When it is tried again after failures; empty when it hasn't failed. */
    public Optional<Instant> nextTry() {
        long n = failures();
        if (n < 1) {
            return Optional.empty();
        }
        Duration wait = n > 6 ? LONGEST_WAIT : Duration.ofHours(1L << (n - 1));
        return time("status", "lastFailureTime")
                .map(t -> t.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
    }

    /** Whether it was made for an Ingress or a Gateway, which makes it again. */
    public boolean derived() {
        return object.items("metadata", "ownerReferences").stream()
                .anyMatch(o -> List.of("Ingress", "Gateway", "XListenerSet", "ListenerSet")
                        .contains(o.text("kind").orElse("")));
    }

    /** Its newest request. */
    public Optional<Resource> newestRequest(ClusterView view) {
        return view.list(CertManager.REQUEST, Selector.in(object.namespace())).stream()
                .filter(r -> r.annotation(CertManager.CERTIFICATE_NAME)
                        .filter(object.name()::equals)
                        .isPresent())
                .max(Comparator.comparing(r -> r.annotation(CertManager.REVISION)
                        .filter(v -> v.matches("\\d{1,9}"))
                        .map(Integer::parseInt)
                        .orElse(0)));
    }

    /** What is served: the leaf in its Secret; empty when there is none or it can't be decoded. */
    public Optional<X509> leaf(ClusterView view) {
        return view.get(secret()).flatMap(s -> X509.ofSecret(s, "tls.crt"));
    }

    /** The end of what is served, by the Secret; by the status where there is no readable Secret. */
    public Optional<Instant> end(ClusterView view) {
        return leaf(view).map(X509::notAfter).or(() -> time("status", "notAfter"));
    }
}
