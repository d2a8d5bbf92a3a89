package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts the pods of ingress-nginx anew, one after the other. */
final class Restart extends Base {
    Restart() {
        super(new RunbookInfo(
                "restart",
                "Restart the controller",
                Intent.REPAIR,
                Danger.DISRUPTIVE,
                "Starts the pods of ingress-nginx anew, one after the other, once it is sure that nginx loads its configuration.",
                Optional.of(Names.NGINX),
                List.of(),
                List.of(
                        "A pod that starts with a configuration that nginx refuses never becomes ready: this is looked at first.",
                        "Long connections end within 5 minutes."),
                List.of("https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/")));
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        Nginx nginx = new Nginx(root);
        String trigger = "millwright-" + request.token();
        draft.step(Step.require(
                        "loaded",
                        "nginx loads its configuration on every pod",
                        "A pod that starts with one that it refuses never becomes ready.",
                        Questions.reloaded(nginx)))
                .step(Step.change(
                        "trigger",
                        nginx.kind().kind() + " " + root.namespace() + "/" + root.name() + "  template annotation "
                                + Names.RESTARTED_AT,
                        "Its value is this plan's, so that setting it twice restarts once.",
                        new Action.Patch(
                                nginx.ref(),
                                Tree.of(
                                        "spec",
                                        Tree.of(
                                                "template",
                                                Tree.of(
                                                        "metadata",
                                                        Tree.of("annotations", Tree.of(Names.RESTARTED_AT, trigger))))),
                                List.of(),
                                ""),
                        Check.fieldIs(
                                nginx.ref(),
                                trigger,
                                "spec",
                                "template",
                                "metadata",
                                "annotations",
                                Names.RESTARTED_AT),
                        new Undo.None("what has restarted has restarted"),
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "ready",
                        "all pods are new and take requests",
                        "A pod that leaves finishes its requests first, at most 5 minutes.",
                        new Check.Ready(nginx.ref()),
                        Duration.ofMinutes(15)))
                .step(Step.await(
                        "reloaded",
                        "nginx loads its configuration on every pod",
                        "The proof. A pod that has just started tells it after its first reload.",
                        Questions.reloaded(nginx),
                        Duration.ofMinutes(2)))
                .step(admitting(nginx))
                .consequence("restarts " + nginx.wanted() + " pods, one after the other");
        if (nginx.wanted() < 2) {
            draft.risk(
                    "single",
                    "There is one pod",
                    "Requests fail until the new one is ready if the old one ends first.");
        }
        return draft.plan("Restart ingress-nginx " + root.namespace() + "/" + root.name() + " on " + view.cluster());
    }
}
