package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Optional;

/** Gives a user a new password or certificate. */
final class RenewUser extends TopicRunbook {
    RenewUser() {
        super(new RunbookInfo(
                "renew-user",
                "Renew a user's login",
                Intent.ROTATE,
                Danger.DISRUPTIVE,
                "Lets the user operator make a new password or certificate for a user. The Secret's contents are never read.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(USER),
                List.of("Clients of this user are refused until they have the new login from its Secret."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-using-the-user-operator-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Resource user = user(c, request, view);
        String login = user.text("spec", "authentication", "type").orElse("none");
        ObjectRef any = c.beside(Kind.SECRET, user.text("status", "secret").orElse(user.name()));
        Resource secret = view.get(any)
                .orElseThrow(() ->
                        refused(instance, "Secret " + any.name() + " is not there", "Wait until the user is ready."));
        ObjectRef ref = secret.ref(Kind.SECRET);
        entities(c, draft);
        switch (login) {
            case "tls" ->
                draft.step(Step.change(
                                "renew",
                                "Secret " + ref.namespace() + "/" + ref.name() + "  new certificate",
                                "The user operator takes the order away when it has followed it.",
                                new Action.Annotate(ref, Tree.of(Strimzi.FORCE_RENEW, "true")),
                                new Check.FieldMatches(
                                        ref,
                                        List.of("metadata", "resourceVersion"),
                                        Check.Operator.NOT_EQUALS,
                                        secret.resourceVersion()),
                                new Undo.None("a renewed certificate stays"),
                                Steps.SHORT))
                        .step(Step.await(
                                "renewed",
                                "the order is followed",
                                "Then the new certificate is in the Secret.",
                                new Check.FieldMatches(
                                        ref,
                                        List.of("metadata", "annotations", Strimzi.FORCE_RENEW),
                                        Check.Operator.ABSENT,
                                        ""),
                                TAKEN_UP));
            case "scram-sha-512" -> {
                if (user.at("spec", "authentication", "password").isPresent()) {
                    throw refused(
                            instance,
                            "its password comes from a Secret of yours",
                            "Change that Secret: the user operator takes the new password up.");
                }
                draft.step(Step.change(
                                "delete",
                                "delete Secret " + ref.namespace() + "/" + ref.name(),
                                "The user operator makes it anew with another password.",
                                new Action.Delete(ref, Propagation.BACKGROUND),
                                new Check.Absent(ref),
                                new Undo.None("the former password is gone"),
                                Steps.SHORT))
                        .step(Step.await(
                                "made",
                                "Secret " + ref.name() + " is there again",
                                "With the new password.",
                                new Check.Exists(any),
                                TAKEN_UP));
            }
            default ->
                throw refused(
                        instance,
                        "user " + user.name() + " has login " + login + ", which isn't made here",
                        "Renew it where it comes from.");
        }
        draft.step(takenUp(user.ref(Strimzi.USER))).consequence("clients of " + user.name() + " need the new login");
        return draft.plan("Renew the login of user " + user.name() + " of "
                + instance.id().display());
    }
}
