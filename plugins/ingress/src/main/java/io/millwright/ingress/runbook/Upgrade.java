package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.named.Questions;
import io.millwright.kit.Installer;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings ingress-nginx to a later release; the last one is of March 2026. */
final class Upgrade extends Base {
    static final String REPOSITORY = "https://kubernetes.github.io/ingress-nginx";

    Upgrade() {
        super(new RunbookInfo(
                "upgrade",
                "Upgrade ingress-nginx",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades the release of ingress-nginx, with the chart's new defaults under the values that were given, and proves that every"
                        + " pod serves.",
                Optional.of(Names.NGINX),
                Charts.parameters(Names.NGINX, "0", REPOSITORY),
                List.of(
                        "Upstream has retired ingress-nginx: 1.15.1 is its last release. Plan the way to the Gateway API.",
                        "Since 1.12 snippets and other annotations of risk Critical are refused unless annotations-risk-level allows them.",
                        "An image tag or digest in the given values keeps the old version: take it out first.",
                        "Pods that leave finish their requests first, at most 5 minutes each."),
                List.of("https://kubernetes.github.io/ingress-nginx/deploy/upgrade/")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(Instance::version)
                .map(v -> Charts.parameters(Names.NGINX, v, REPOSITORY))
                .orElse(info().parameters());
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> all = new ArrayList<>(byHelm(root));
        if (new Nginx(root).version().isEmpty()) {
            all.add(io.millwright.kit.plan.Constraints.blocks(
                    "version", "its version can't be told", "see its image, and upgrade it by hand"));
        }
        return all;
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        Nginx nginx = new Nginx(root);
        String from = nginx.version().map(Version::text).orElse("");
        Release release = Charts.target(Names.NGINX, from, request);
        ObjectRef held = Installer.release(root)
                .orElseThrow(
                        () -> refused(root.name(), "no Helm release holds it", "Upgrade it the way it was installed."));
        draft.step(Step.require(
                        "loaded",
                        "nginx loads its configuration on every pod",
                        "A pod that starts with one that it refuses never becomes ready.",
                        Questions.reloaded(nginx)))
                .step(Releases.upgrade(
                        held.namespace(),
                        held.name(),
                        Charts.chart(release, request),
                        Map.of(),
                        "The values that were given stay; all others are the new chart's.",
                        new Undo.None("upgrade forward or 'helm -n " + held.namespace() + " rollback " + held.name()
                                + "': the chart it came from isn't kept here")))
                .step(Step.await(
                        "ready",
                        "all pods are new and take requests",
                        "A pod that leaves finishes its requests first.",
                        new Check.Ready(nginx.ref()),
                        Duration.ofMinutes(15)))
                .step(Step.await(
                        "reloaded",
                        "nginx has loaded its configuration on every pod",
                        "A newer version may refuse what an older one took.",
                        Questions.reloaded(nginx),
                        Duration.ofMinutes(2)))
                .step(admitting(nginx))
                .consequence("restarts " + nginx.wanted() + " pods, one after the other")
                .risk(
                        "retired",
                        "ingress-nginx is retired",
                        "No fixes since March 2026; two known holes in nginx stay open in its last image.");
        long snippets = nginx.ingresses(view).stream()
                .filter(i -> i.textMap("metadata", "annotations").keySet().stream()
                        .anyMatch(a -> a.startsWith(Names.NGINX_PREFIX) && a.endsWith("-snippet")))
                .count();
        if (snippets > 0 && Version.of(from).olderThan(Version.of("1.12"))) {
            draft.risk(
                    "annotations",
                    snippets + " Ingresses with snippets will be refused",
                    "Since 1.12 they need annotations-risk-level Critical, which lets whoever writes an Ingress read every Secret.");
        }
        Charts.risks(release, view, draft);
        return draft.plan("Upgrade ingress-nginx " + root.namespace() + "/" + root.name() + " on " + view.cluster()
                + ": " + from + " → " + release.version());
    }
}
