package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Times;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether authorities that a person has brought are in order, and whether a former one is trusted without need. */
final class OwnAuthorities extends ClusterCheck {
    /** Long enough to give clients the new certificate. */
    private static final Duration OVERLAP = Duration.ofDays(30);

    OwnAuthorities() {
        super(
                "kafka.authority",
                "Authorities of your own",
                Dimension.SECURITY,
                "Where spec.clusterCa or spec.clientsCa has generateCertificateAuthority false: both Secrets with the labels by which the operator finds"
                        + " them, and a whole chain in ca.crt that may sign, or Critical; former certificates that are still trusted (ca-*.crt) are Info,"
                        + " and 30 d after the newest node has its certificate of the present one Warning. The key is never read.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Authority authority : Authority.of(c)) {
            if (authority.own()) {
                one(authority, view).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> one(Authority authority, ClusterView view) {
        try {
            for (ObjectRef ref : List.of(authority.key(), authority.certificate())) {
                if (!found(authority, view.get(ref))) {
                    return Optional.of(missing(authority, ref, view));
                }
            }
            Optional<Chain> chain = authority.chain(view);
            Optional<String> unfit = chain.isEmpty()
                    ? Optional.of("it can't be read")
                    : chain.get().unfit(view.now());
            return unfit.map(why -> unfit(authority, why, view))
                    .or(() -> view.get(authority.certificate())
                            .map(Authority::trustedFormer)
                            .filter(f -> !f.isEmpty())
                            .map(f -> overlap(authority, f, view)));
        } catch (ProblemException e) {
            return Optional.of(unreadable(authority, e.problem().why(), view));
        }
    }

    /** The operator lists the Secrets of a cluster by these labels. */
    private static boolean found(Authority authority, Optional<Resource> secret) {
        return secret.filter(s -> s.label(Strimzi.CLUSTER_LABEL)
                                .filter(authority.cluster().name()::equals)
                                .isPresent()
                        && s.label(Strimzi.KIND_LABEL).filter("Kafka"::equals).isPresent())
                .isPresent();
    }

    private Finding missing(Authority authority, ObjectRef ref, ClusterView view) {
        return draft(view, Severity.CRITICAL, "the operator doesn't find Secret " + ref.name())
                .suffix(authority.id() + ".missing")
                .impact("The operator stops at it: nothing of the cluster is repaired or changed.")
                .saw(
                        "Secret",
                        ref,
                        "metadata.labels",
                        "not there, or without " + Strimzi.CLUSTER_LABEL + " and " + Strimzi.KIND_LABEL)
                .cause(authority.id() + " is your own: nobody makes it but you")
                .manual(
                        "bring it back, with its labels",
                        "kubectl -n " + ref.namespace() + " label secret " + ref.name() + " " + Strimzi.KIND_LABEL
                                + "=Kafka " + Strimzi.CLUSTER_LABEL + "="
                                + authority.cluster().name())
                .build();
    }

    private Finding unfit(Authority authority, String why, ClusterView view) {
        return draft(view, Severity.CRITICAL, "certificate of " + authority.id() + ": " + why)
                .suffix(authority.id() + ".unfit")
                .impact("The operator refuses it, or nobody trusts what it signs.")
                .saw("chain", authority.certificate(), "data[" + Authority.CERTIFICATE + "]", why)
                .run(
                        "put another one in",
                        "renew-own-authority",
                        Map.of("authority", authority.id(), "replace-key", "false"))
                .build();
    }

    private Finding overlap(Authority authority, List<String> former, ClusterView view) {
        Optional<Instant> since = newest(authority, view);
        boolean longer = longer(age(since, view), OVERLAP) && since.isPresent();
        return draft(
                        view,
                        longer ? Severity.WARNING : Severity.INFO,
                        "a former certificate of " + authority.id() + " is still trusted"
                                + since.map(s -> ", " + Times.words(Duration.between(s, view.now()))
                                                + " after its successor came")
                                        .orElse(""))
                .suffix(authority.id() + ".former")
                .impact("Whoever has the former authority's key can still prove to be anybody.")
                .saw("trusted", authority.certificate(), "data", String.join(", ", former))
                .run("take it away", "retire-authority", Map.of("authority", authority.id()))
                .build();
    }

    /** When the newest certificate that it has signed began. */
    private static Optional<Instant> newest(Authority authority, ClusterView view) {
        KafkaCluster c = authority.cluster();
        Stream<Optional<Chain>> signed = authority.id().equals(Authority.CLUSTER)
                ? c.pods(view).stream()
                        .map(p ->
                                view.get(c.beside(Kind.SECRET, p.name())).flatMap(s -> Chain.of(s, p.name() + ".crt")))
                : c.belonging(view, Strimzi.USER).stream()
                        .map(u -> view.get(c.beside(
                                        Kind.SECRET, u.text("status", "secret").orElse(u.name())))
                                .flatMap(s -> Chain.of(s, "user.crt")));
        return signed.flatMap(Optional::stream).map(Chain::begins).max(Comparator.naturalOrder());
    }

    private Finding unreadable(Authority authority, String why, ClusterView view) {
        return draft(view, Severity.UNKNOWN, "whether " + authority.id() + " is in order can't be read")
                .suffix("unknown." + authority.id())
                .impact("The operator stops at an authority of your own that isn't.")
                .saw("Secret", authority.certificate(), "data[" + Authority.CERTIFICATE + "]", why)
                .manual(
                        "look by hand",
                        "kubectl -n " + authority.certificate().namespace() + " get secret "
                                + authority.certificate().name() + " "
                                + authority.key().name() + " --show-labels")
                .build();
    }
}
