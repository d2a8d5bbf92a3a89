package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.function.Predicate;

/** What the procedures on authorities that a person brings have in common. */
final class OwnAuthorities {
    private OwnAuthorities() {}

    static Parameter choice(String usually) {
        return Ask.with(
                Ask.choice(
                        "authority",
                        "Authority",
                        "cluster-ca signs the brokers' certificates; clients-ca signs those of users.",
                        Authority.CLUSTER,
                        Authority.CLIENTS),
                usually,
                "");
    }

    /** The first authority of the target that is so. */
    static String first(Optional<Instance> target, ClusterView view, Predicate<Authority> which) {
        return target.flatMap(t -> KafkaCluster.read(view, t.id())).stream()
                .flatMap(c -> Authority.of(c).stream())
                .filter(which)
                .map(Authority::id)
                .findFirst()
                .orElse(Authority.CLUSTER);
    }

    static Constraint none() {
        return new Constraint(
                "generated",
                "the operator makes both authorities itself",
                "runbook renew-certificates, or use-own-authority",
                Constraint.Kind.NOT_APPLICABLE);
    }

    /** One replacement at a time: two of them at once may never end. */
    static Optional<Constraint> underWay(KafkaCluster c, ClusterView view) {
        return Authority.of(c).stream()
                .filter(a -> view.get(a.certificate())
                        .filter(s -> !Authority.trustedFormer(s).isEmpty())
                        .isPresent())
                .map(a -> Constraints.blocks(
                        "overlap",
                        "the former certificate of " + a.id() + " is still trusted",
                        a.own() ? "runbook retire-authority" : "wait until the operator takes it away"))
                .findFirst();
    }

    /** @throws io.millwright.spi.ProblemException when there is nothing that could be followed */
    static Successor successor(
            Authority authority, boolean newKey, KafkaRunbook runbook, Instance instance, ClusterView view) {
        Resource secret = view.get(authority.certificate())
                .orElseThrow(() -> runbook.refused(
                        instance,
                        "Secret " + authority.certificate().name() + " is not there",
                        "Bring it back first: the nodes trust what is in it."));
        Chain former = Chain.of(secret, Authority.CERTIFICATE)
                .orElseThrow(() -> runbook.refused(
                        instance,
                        "Secret " + secret.name() + " holds no certificate under " + Authority.CERTIFICATE,
                        "Put the certificate that the nodes use into it first."));
        return new Successor(authority, former, secret, newKey);
    }

    /** What a new key means for clients. */
    static void replaced(Authority authority, PlanDraft draft) {
        draft.consequence("the former certificate stays trusted until runbook retire-authority")
                .risk(
                        "clients",
                        "Clients that don't have the new certificate are cut off by retire-authority",
                        authority.id().equals(Authority.CLUSTER)
                                ? "Give ca.crt of Secret "
                                        + authority.certificate().name() + " to those outside of the cluster meanwhile."
                                : "Users get new certificates at once: give them to clients outside of the cluster meanwhile.");
    }
}
