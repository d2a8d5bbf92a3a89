package io.millwright.kafka.runbook;

import io.millwright.kafka.named.Questions;
import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings a cluster back whose authority has ended: the operator can't, as nothing that it would ask trusts it any more. */
final class RecoverCertificates extends KafkaRunbook {
    /** The operator looks every two minutes. */
    private static final Duration MADE = Duration.ofMinutes(10);

    RecoverCertificates() {
        super(new RunbookInfo(
                "recover-certificates",
                "Recover from an ended authority",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Lets the operator make the certificate of an authority that has ended, and those of the nodes, anew, and all nodes begin with"
                        + " them: in upstream's order, each when the one before is there.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(OwnAuthorities.choice(Authority.CLUSTER)),
                List.of(
                        "All nodes stop at once: they refuse each other already.",
                        "The key stays, but clients that check the certificate itself need the new ca.crt before they connect.",
                        "First let the operator run, and end a pause: else nothing is made anew.",
                        "While the certificate has not ended, renew it instead: that takes nobody's connection away."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#proc-recovering-expired-ca-certs-str")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(OwnAuthorities.choice(OwnAuthorities.first(target, cluster, a -> ended(a, cluster))));
    }

    private static boolean ended(Authority authority, ClusterView view) {
        return !authority.own()
                && authority
                        .chain(view)
                        .filter(c -> !c.ends().isAfter(view.now()))
                        .isPresent();
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Authority.of(c).stream().anyMatch(a -> ended(a, view))
                ? new ArrayList<>(Standing.operated(c, view))
                : List.of(new Constraint(
                        "valid",
                        "no authority of the operator has ended",
                        "runbook renew-certificates renews one before its end",
                        Constraint.Kind.NOT_APPLICABLE));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Authority authority = Authority.of(c, request.input("authority"));
        if (authority.own()) {
            throw refused(
                    instance,
                    authority.id() + " is your own: nobody would make it anew",
                    "Put a newer certificate in by hand, as the finding of kafka.certs says.");
        }
        if (!ended(authority, view)) {
            throw refused(instance, authority.id() + " hasn't ended", "runbook renew-certificates");
        }
        draft.step(Steps.operated(c.namespace(), "Without it nothing is made anew."))
                .step(gone(
                        "authority",
                        authority.certificate(),
                        "The operator renews what is there only while it is valid.",
                        view))
                .step(Step.await(
                        "made",
                        "Secret " + authority.certificate().name() + " is there again, with a valid certificate",
                        "The operator makes it of the same key.",
                        Questions.certificatesValid(authority, false),
                        MADE));
        List<Resource> pods = c.pods(view);
        pods.forEach(p -> draft.step(gone(
                "certificate-" + p.name(),
                c.beside(Kind.SECRET, p.name()),
                "It is signed by the ended certificate.",
                view)));
        draft.step(Step.await(
                "nodes",
                "every node has a certificate again",
                "Nodes that begin before that take the former one up.",
                Questions.certificatesValid(authority, true),
                MADE));
        pods.forEach(p ->
                draft.step(gone("pod-" + p.name(), p.ref(Kind.POD), "It serves with the ended certificate.", view)));
        draft.step(Step.await(
                        "restarted",
                        pods.size() + " nodes are made anew and serve",
                        "They trust each other again.",
                        Questions.restarted(c.namespace(), pods),
                        Steps.rolls(pods.size())))
                .step(Steps.settledAgain(c, Duration.ofMinutes(30)));
        Steps.replicatedAgain(c, draft);
        draft.consequence("stops all " + pods.size() + " nodes at once, and starts them with new certificates")
                .consequence("clients must trust the new certificate of the authority");
        return draft.plan(
                "Recover the ended " + authority.id() + " of " + instance.id().display());
    }

    private static Step gone(String id, ObjectRef named, String why, ClusterView view) {
        ObjectRef ref =
                view.get(named.anyIncarnation()).map(o -> o.ref(named.kind())).orElse(named);
        return Step.change(
                id,
                "delete " + named.anyIncarnation().display(),
                why,
                new Action.Delete(ref, Propagation.BACKGROUND),
                new Check.Absent(ref),
                new Undo.None("what has ended is of no use; the operator makes it anew"),
                Duration.ofMinutes(5));
    }
}
