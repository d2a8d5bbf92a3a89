package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the elastic user a new password. */
final class RotatePassword extends EsRunbook {
    RotatePassword() {
        super(
                new RunbookInfo(
                        "rotate-password",
                        "Change the elastic user's password",
                        Intent.ROTATE,
                        Danger.DISRUPTIVE,
                        "Has the operator make a new password for the user elastic, proves that it works, and restarts the collectors that use it. No node restarts.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(),
                        List.of(
                                "Everybody who uses the user elastic with the old password is refused from then on.",
                                "The old password can't be had again."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/managed-credentials-eck")),
                "yellow");
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef ref = e.beside(Kind.SECRET, "-es-elastic-user");
        Resource secret = view.get(ref)
                .orElseThrow(() -> refused(
                        e.name(),
                        "there is no " + ref.display(),
                        "The user elastic is switched off, or the operator is down."));
        draft.step(atRest(e))
                .step(Step.change(
                                "delete",
                                ref.display() + "  made anew",
                                "The operator makes a new one within seconds; nodes read it within two minutes.",
                                new Action.Delete(secret.ref(Kind.SECRET), Action.Propagation.BACKGROUND),
                                Questions.passwordNew(e, secret.uid()),
                                new Undo.None(
                                        "the old password is gone; set one of your own in the Secret if it must be"),
                                Duration.ofMinutes(5))
                        .noReturn());
        List<Resource> users = Collectors.fluentBits(view).stream()
                .filter(d -> d.namespace().equals(e.namespace()) && uses(d, ref.name()))
                .toList();
        for (Resource d : users) {
            Map<String, Object> mark = Tree.of(
                    "spec",
                    Tree.of(
                            "template",
                            Tree.of(
                                    "metadata",
                                    Tree.of("annotations", Tree.of("millwright.io/restart", request.token())))));
            draft.step(Step.change(
                    "collector-" + d.name(),
                    "DaemonSet " + d.namespace() + "/" + d.name() + "  restarted",
                    "It read the old password when it started.",
                    new Action.Patch(d.ref(Kind.DAEMON_SET), mark, List.of(), ""),
                    Check.all(
                            new Check.Matches(List.of(Resource.of(Kind.DAEMON_SET, d.namespace(), d.name(), mark))),
                            new Check.Ready(ObjectRef.of(Kind.DAEMON_SET, d.namespace(), d.name()))),
                    new Undo.None("a restart can't be taken back"),
                    Duration.ofMinutes(30)));
        }
        return draft.consequence("logs out everybody who uses the old password")
                .consequence("restarts " + users.size() + " fluent-bit DaemonSets")
                .plan("Change the elastic user's password of "
                        + request.instance().id().display());
    }

    private static boolean uses(Resource daemonSet, String secret) {
        return daemonSet.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.items("env").stream())
                .anyMatch(v -> v.text("valueFrom", "secretKeyRef", "name")
                        .filter(secret::equals)
                        .isPresent());
    }
}
