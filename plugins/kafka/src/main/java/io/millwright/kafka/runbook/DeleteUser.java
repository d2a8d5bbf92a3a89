package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Optional;

/** Deletes a user. */
final class DeleteUser extends TopicRunbook {
    DeleteUser() {
        super(new RunbookInfo(
                "delete-user",
                "Delete a user",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Deletes a KafkaUser with its login, its rights and its Secret.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(USER),
                List.of("Clients of this user are refused at once."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-using-the-user-operator-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Resource user = user(c, request, view);
        ObjectRef ref = user.ref(Strimzi.USER);
        entities(c, draft);
        draft.step(Step.change(
                        "delete",
                        "delete KafkaUser " + ref.namespace() + "/" + ref.name(),
                        "The user operator takes login and rights away.",
                        new Action.Delete(ref, Propagation.BACKGROUND),
                        new Check.Absent(ref.anyIncarnation()),
                        new Undo.BestEffort(
                                new Action.Apply(List.of(Exports.definition(user, Strimzi.USER)), false),
                                new Check.Exists(ref.anyIncarnation()),
                                "made again with the same rights and a new login"),
                        TAKEN_UP))
                .consequence("clients of " + user.name() + " are refused");
        return draft.plan(
                "Delete user " + user.name() + " of " + request.instance().id().display());
    }
}
