package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The steps by which an authority that a person brings follows the one that is there. Its key passes from the person to the API server alone:
 * the plan says where to put it, looks whether it is the right one, and does everything else.
 *
 * @param authority whose place it takes
 * @param former the certificate that is there
 * @param secret the Secret with it
 * @param newKey whether it has another key, so that both are trusted for a while
 * @param context of the kubeconfig, so that a key isn't put into another cluster
 */
record Successor(Authority authority, Chain former, Resource secret, boolean newKey, String context) {
    /** A person has to be found, and a key to be fetched from its safe. */
    private static final Duration BY_HAND = Duration.ofHours(4);

    private KafkaCluster c() {
        return authority.cluster();
    }

    /** {@code taken}: the operator has made the authority that was there, and must let it go. */
    void steps(boolean taken, ClusterView view, PlanDraft draft) {
        KafkaCluster c = c();
        Steps.atRest(c, draft);
        Pause.begin(c, draft);
        if (taken) {
            draft.step(own(c));
        }
        ObjectRef entities = c.beside(Kind.DEPLOYMENT, c.name() + "-entity-operator");
        boolean users =
                authority.id().equals(Authority.CLIENTS) && view.get(entities).isPresent();
        if (users) {
            untended(entities, draft);
        }
        draft.step(byHand());
        if (taken) {
            draft.step(released("release-key", authority.key()))
                    .step(released("release-certificate", authority.certificate()));
        }
        long next = Authority.generation(secret, Strimzi.CA_CERT_GENERATION) + 1;
        if (newKey) {
            long key = view.get(authority.key())
                            .map(k -> Authority.generation(k, Strimzi.CA_KEY_GENERATION))
                            .orElse(0L)
                    + 1;
            draft.step(generation("key-generation", authority.key(), Strimzi.CA_KEY_GENERATION, key));
        }
        draft.step(generation("generation", authority.certificate(), Strimzi.CA_CERT_GENERATION, next))
                // That it isn't paused before the plan has paused it proves nothing.
                .step(Pause.end(c).probe(Check.Never.INSTANCE).noReturn());
        everywhere(next, view, draft);
        if (users) {
            draft.step(Step.await(
                    "tended",
                    "Deployment " + entities.name() + " is available again",
                    "The operator brings it back after the nodes, so that they trust what it signs.",
                    new Check.Condition(entities, "Available", "True"),
                    Duration.ofMinutes(15)));
        }
        draft.step(Step.await(
                        "issued",
                        "what " + authority.id() + " has signed carries its new name",
                        "Then nothing depends on the former certificate inside of the cluster.",
                        Questions.issued(authority),
                        Duration.ofMinutes(15)))
                .step(Steps.settledAgain(c, Duration.ofMinutes(30)));
        Steps.replicatedAgain(c, draft);
        if (!newKey) {
            draft.step(forgotten());
        }
    }

    private Step own(KafkaCluster c) {
        return Steps.set(
                c,
                "own",
                "spec." + authority.field() + "  generateCertificateAuthority false",
                "The operator then neither makes nor renews it.",
                Tree.of(authority.field(), Tree.of("generateCertificateAuthority", false)),
                Check.fieldIs(c.ref(), "false", "spec", authority.field(), "generateCertificateAuthority"));
    }

    /** The user operator isn't paused with the Kafka: between the two Secrets it would sign with a key that doesn't fit. */
    private void untended(ObjectRef entities, PlanDraft draft) {
        draft.step(Step.change(
                        "untend",
                        "Deployment " + entities.namespace() + "/" + entities.name() + "  replicas 0",
                        "The user operator would sign users' certificates with a key and a certificate that don't fit each other yet.",
                        new Action.Scale(entities, 0),
                        Check.fieldIs(entities, "0", "spec", "replicas"),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(Step.await(
                        "untended",
                        "no pod of it is left",
                        "Topics and users are left alone meanwhile.",
                        Questions.podsGone(c(), "entity-operator"),
                        Duration.ofMinutes(5)));
    }

    private Step byHand() {
        Check ready = Questions.authorityFollows(authority, former.fingerprint(), newKey);
        return new Step(
                "put-in",
                "put the new " + (newKey ? "certificate and its key" : "certificate") + " into the Secrets of "
                        + authority.id(),
                newKey
                        ? "Only you have the key. The plan goes on when both are in, fit each other, and the former certificate is kept."
                        : "The plan goes on when it is in, is of the same key and name, and the former one is kept.",
                new Action.Manual(Instructions.put(this)),
                List.of(),
                ready,
                ready,
                new Undo.BestEffort(
                        new Action.Manual(Instructions.back(this)),
                        Questions.authorityIs(authority, former.fingerprint()),
                        "you put the former " + (newKey ? "certificate and key" : "certificate") + " back by hand"),
                Effect.IDEMPOTENT,
                BY_HAND,
                false,
                List.of());
    }

    /** What the person has brought doesn't go with the Kafka. */
    static Step released(String id, ObjectRef secret) {
        return Step.change(
                id,
                "Secret " + secret.namespace() + "/" + secret.name() + "  belongs to nobody",
                "It is yours now: should the Kafka be deleted, it stays.",
                new Action.Patch(secret, Map.of(), List.of("metadata/ownerReferences"), ""),
                new Check.FieldMatches(secret, List.of("metadata", "ownerReferences", "0"), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Steps.SHORT);
    }

    private static Step generation(String id, ObjectRef secret, String annotation, long generation) {
        return Step.change(
                id,
                "Secret " + secret.namespace() + "/" + secret.name() + "  annotation " + annotation + " " + generation,
                "By it the operator sees that there is something new.",
                new Action.Annotate(secret, Tree.of(annotation, Long.toString(generation))),
                Check.fieldIs(secret, Long.toString(generation), "metadata", "annotations", annotation),
                Undo.EXACT,
                Steps.SHORT);
    }

    private void everywhere(long generation, ClusterView view, PlanDraft draft) {
        long nodes = c().pools(view).stream().mapToLong(NodePool::wanted).sum();
        boolean twice = newKey && authority.id().equals(Authority.CLUSTER);
        draft.step(Step.await(
                        "everywhere",
                        "every node has the new certificate of " + authority.id(),
                        twice
                                ? "The nodes restart to trust the new authority, and once more with certificates that it has signed."
                                : "The nodes restart one after the other.",
                        Questions.certificateEverywhere(c(), authority.id(), generation),
                        Steps.rolls(nodes * (twice ? 2 : 1))))
                .consequence("restarts " + nodes + " nodes, one after the other" + (twice ? ", twice" : ""));
    }

    private Step forgotten() {
        ObjectRef ref = authority.certificate();
        return Step.change(
                "forget",
                "Secret " + ref.namespace() + "/" + ref.name() + "  " + Authority.FORMER_CERTIFICATE + " away",
                "Nobody goes back to the former certificate any more.",
                new Action.Patch(ref, Map.of(), List.of("data/" + Authority.FORMER_CERTIFICATE), ""),
                new Check.FieldMatches(ref, List.of("data", Authority.FORMER_CERTIFICATE), Check.Operator.ABSENT, ""),
                new Undo.None("the former certificate has done its service"),
                Steps.SHORT);
    }
}
