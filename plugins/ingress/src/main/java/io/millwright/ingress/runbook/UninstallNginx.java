package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.facts.Published;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes ingress-nginx away once no Ingress needs it. */
final class UninstallNginx extends Base {
    UninstallNginx() {
        super(new RunbookInfo(
                "uninstall-ingress-nginx",
                "Uninstall ingress-nginx",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Removes the release of ingress-nginx with its webhook once no Ingress of its class is left; Secrets stay.",
                Optional.of(Names.NGINX),
                List.of(Releases.repository(Upgrade.REPOSITORY)),
                List.of(
                        "A webhook that is left without its controller refuses every Ingress of the cluster: it goes with the release.",
                        "Its address goes with its Service: no name may point to it any more.",
                        "The namespace stays: it may hold the default certificate."),
                List.of("https://kubernetes.github.io/ingress-nginx/deploy/")));
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> all = new ArrayList<>(byHelm(root));
        List<Resource> left = new Nginx(root).ingresses(view);
        if (!left.isEmpty()) {
            all.add(Constraints.blocks(
                    "ingresses",
                    left.size() + " Ingresses need it, " + left.getFirst().namespace() + "/"
                            + left.getFirst().name() + " among them",
                    "migrate them (runbook migrate-to-gateway), switch DNS, then delete them"));
        }
        return all;
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        Nginx nginx = new Nginx(root);
        if (!nginx.ingresses(view).isEmpty()) {
            throw refused(root.name(), "Ingresses still need it", "Migrate and delete them first.");
        }
        ObjectRef held = Installer.release(root)
                .orElseThrow(
                        () -> refused(root.name(), "no Helm release holds it", "Remove it the way it was installed."));
        draft.step(Step.require(
                        "unused",
                        "no Ingress of its class is left",
                        "They would lose their way in.",
                        Questions.classUnused(nginx)))
                .step(Releases.uninstall(
                        request,
                        held.namespace(),
                        held.name(),
                        nginx.version()
                                .map(Version::text)
                                .flatMap(v -> Published.catalogue().find(Names.NGINX, v))
                                .flatMap(Release::chart),
                        "It has nothing left to do."))
                .step(Step.await(
                        "gone",
                        "its workload is gone",
                        "Pods finish their requests first, at most 5 minutes.",
                        new Check.Absent(nginx.ref()),
                        Duration.ofMinutes(8)))
                .consequence("keeps the namespace and every Secret")
                .risk("address", "Its address goes", "A name that still points to it leads nowhere afterwards.");
        return draft.plan("Uninstall ingress-nginx " + root.namespace() + "/" + root.name() + " on " + view.cluster());
    }
}
