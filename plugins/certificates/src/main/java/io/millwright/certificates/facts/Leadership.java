package io.millwright.certificates.facts;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which pod of a controller acts, by the lease that they share: the others wait.
 *
 * @param elected whether they share one at all
 * @param lease empty when it isn't there
 */
public record Leadership(ObjectRef ref, boolean elected, Optional<Resource> lease) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String IDENTITY = "-external-cert-manager-controller";

    public static Leadership of(Installation installation, ClusterView view) {
        ObjectRef ref = ObjectRef.of(Kind.LEASE, installation.leaseNamespace(), "cert-manager-controller");
        boolean elected =
                installation.argument("leader-elect").filter("false"::equals).isEmpty();
        return new Leadership(ref, elected, elected ? view.get(ref) : Optional.empty());
    }

    /** Who holds it; a controller that ends gives it back. */
    public Optional<String> holder() {
        return lease.flatMap(l -> l.text("spec", "holderIdentity")).filter(h -> !h.isEmpty());
    }

    public Optional<Instant> renewed() {
        return lease.flatMap(l -> Times.kubernetes(l.text("spec", "renewTime")));
    }

    /** Whether somebody acts: the lease is held, and was renewed lately. */
    public boolean acts(Instant now) {
        return !elected || (holder().isPresent() && !passed(renewed(), now));
    }

    /** The pod that holds it, if it is on its way out: it gives the lease back, and then nobody acts for some seconds. */
    public Optional<Resource> leaving(String namespace, ClusterView view) {
        return holder().filter(h -> h.endsWith(IDENTITY))
                .map(h -> h.substring(0, h.length() - IDENTITY.length()))
                .flatMap(pod -> view.get(ObjectRef.of(Kind.POD, namespace, pod)))
                .filter(p -> p.text("metadata", "deletionTimestamp").isPresent());
    }

    /** Whether that is so long ago that a controller would have said something since; what isn't known counts as long. */
    public static boolean passed(Optional<Instant> since, Instant now) {
        return since.filter(t -> t.plus(LONGEST).isAfter(now)).isEmpty();
    }
}
