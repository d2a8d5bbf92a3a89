package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes how many pods of ingress-nginx carry the traffic. */
final class Scale extends Base {
    Scale() {
        super(new RunbookInfo(
                "scale",
                "Scale the controller",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Sets the number of pods of ingress-nginx, and waits until all of them take requests.",
                Optional.of(Names.NGINX),
                List.of(Ask.number("replicas", "Pods", "How many pods carry the traffic.", 1, 50)),
                List.of(
                        "With none left the webhook refuses every change of an Ingress in the whole cluster: one is the least.",
                        "With externalTrafficPolicy Local, nodes without a pod drop what reaches them."),
                List.of("https://kubernetes.github.io/ingress-nginx/deploy/")));
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> all = new ArrayList<>();
        if (root.kind().equals("DaemonSet")) {
            all.add(Constraints.blocks(
                    "daemonset", "it runs on every node as a DaemonSet", "choose nodes by its node selector"));
        }
        view.list(Names.AUTOSCALER, Selector.in(root.namespace())).stream()
                .filter(h -> h.text("spec", "scaleTargetRef", "name")
                        .filter(root.name()::equals)
                        .isPresent())
                .findFirst()
                .ifPresent(h -> all.add(Constraints.blocks(
                        "autoscaler",
                        "HorizontalPodAutoscaler " + h.name() + " sets the number",
                        "change its minReplicas and maxReplicas")));
        return all;
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        Nginx nginx = new Nginx(root);
        long wanted = request.number("replicas");
        long now = nginx.wanted();
        if (wanted == now) {
            throw refused(root.name(), "it has " + now + " pods already", "Give another number.");
        }
        draft.danger(wanted > now ? Danger.REVERSIBLE : Danger.DISRUPTIVE)
                .step(Step.change(
                        "scale",
                        "Deployment " + root.namespace() + "/" + root.name() + "  " + now + " → " + wanted + " pods",
                        wanted > now ? "More pods carry the traffic." : "Fewer pods carry the traffic.",
                        new Action.Scale(nginx.ref(), Math.toIntExact(wanted)),
                        Check.fieldIs(nginx.ref(), Long.toString(wanted), "spec", "replicas"),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "ready",
                        wanted + " pods take requests",
                        "A pod that leaves finishes its requests first, at most 5 minutes.",
                        new Check.Ready(nginx.ref()),
                        Duration.ofMinutes(8)));
        if (wanted > 0) {
            draft.step(admitting(nginx));
        }
        boolean local = nginx.service()
                .flatMap(view::get)
                .flatMap(s -> s.text("spec", "externalTrafficPolicy"))
                .filter("Local"::equals)
                .isPresent();
        if (local && wanted < now) {
            draft.risk(
                    "local",
                    "Nodes without a pod drop what reaches them",
                    "Its Service has externalTrafficPolicy Local: the load balancer must see which nodes are left.");
        }
        Installer.release(root)
                .ifPresent(r -> draft.risk(
                        "values",
                        "The next upgrade sets the number of the chart's values",
                        "Set controller.replicaCount: " + wanted + " in the values of release " + r.namespace() + "/"
                                + r.name() + "."));
        return draft.consequence(
                        wanted > now ? "creates " + (wanted - now) + " pods" : "ends " + (now - wanted) + " pods")
                .plan("Scale ingress-nginx " + root.namespace() + "/" + root.name() + " on " + view.cluster() + ": "
                        + now + " → " + wanted + " pods");
    }
}
