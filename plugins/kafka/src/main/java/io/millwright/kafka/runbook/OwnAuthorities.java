package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
        return new Successor(authority, former, secret, newKey, view.cluster());
    }

    /** Those that its definition says a person brings. */
    static List<Authority> brought(KafkaCluster c) {
        return Authority.of(c).stream().filter(Authority::own).toList();
    }

    /**
     * Looks whether what a person has made for a new cluster can be used, and marks it so that the operator finds it. {@code refused} makes a
     * problem of a reason and what to do next.
     */
    static void adopt(
            Authority a, BiFunction<String, String, ProblemException> refused, ClusterView view, PlanDraft draft) {
        Check.Named prepared =
                Questions.authorityPrepared(a.cluster().namespace(), a.cluster().name(), a.id());
        CheckResult seen = Questions.now(prepared, view);
        if (!seen.holds()) {
            throw refused.apply(
                    seen.message(),
                    "Make both: kubectl -n %1$s create secret generic %2$s --from-file=ca.crt=FILE, and %3$s --from-file=ca.key=FILE."
                            .formatted(
                                    a.cluster().namespace(),
                                    a.certificate().name(),
                                    a.key().name()));
        }
        draft.step(Step.require(
                        a.id(),
                        "your own " + a.id() + " can be used: " + seen.message(),
                        "The operator would stop at one that can't.",
                        prepared))
                .step(marked(a, a.certificate(), Strimzi.CA_CERT_GENERATION, view))
                .step(marked(a, a.key(), Strimzi.CA_KEY_GENERATION, view))
                .consequence("nobody renews " + a.id() + " but you");
    }

    private static Step marked(Authority a, ObjectRef secret, String annotation, ClusterView view) {
        String generation =
                view.get(secret).flatMap(s -> s.annotation(annotation)).orElse("0");
        return Step.change(
                "mark-" + secret.name(),
                "Secret " + secret.namespace() + "/" + secret.name() + "  labels of the cluster, generation "
                        + generation,
                "By its labels the operator finds it, by the generation it sees later what is new.",
                new Action.Patch(
                        secret,
                        Tree.of(
                                "metadata",
                                Tree.of(
                                        "labels",
                                        Tree.of(
                                                Strimzi.KIND_LABEL,
                                                "Kafka",
                                                Strimzi.CLUSTER_LABEL,
                                                a.cluster().name()),
                                        "annotations",
                                        Tree.of(annotation, generation))),
                        List.of(),
                        ""),
                Check.all(
                        Check.fieldIs(secret, "Kafka", "metadata", "labels", Strimzi.KIND_LABEL),
                        Check.fieldIs(secret, a.cluster().name(), "metadata", "labels", Strimzi.CLUSTER_LABEL),
                        Check.fieldIs(secret, generation, "metadata", "annotations", annotation)),
                Undo.EXACT,
                Steps.SHORT);
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
