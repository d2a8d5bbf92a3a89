package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Published;
import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Release;
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

/** Takes Envoy Gateway away once no Gateway needs it. The definitions stay: deleting them deletes every Gateway and route. */
final class Uninstall extends Base {
    Uninstall() {
        super(new RunbookInfo(
                "uninstall",
                "Uninstall Envoy Gateway",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Removes Envoy Gateway's release and what it leaves behind, and keeps the definitions of the Gateway API.",
                Optional.of(Names.ENVOY),
                List.of(Releases.repository(UpgradeEnvoy.REPOSITORY)),
                List.of(
                        "Deleting a definition deletes every Gateway and route of the cluster; this never does.",
                        "Its certificates and the namespace stay."),
                List.of("https://gateway.envoyproxy.io/docs/install/install-helm/")));
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> all = new ArrayList<>(byHelm(root));
        List<Resource> left = users(view);
        if (!left.isEmpty()) {
            all.add(Constraints.blocks(
                    "gateways",
                    left.size() + " Gateways need it, " + left.getFirst().namespace() + "/"
                            + left.getFirst().name() + " among them",
                    "delete them first; their hosts can't be reached then"));
        }
        return all;
    }

    private static List<Resource> users(ClusterView view) {
        List<String> own = Envoy.classes(view).stream().map(Resource::name).toList();
        return view.list(Names.GATEWAY, Selector.ALL).stream()
                .filter(g -> own.contains(g.text("spec", "gatewayClassName").orElse("")))
                .toList();
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        if (!users(view).isEmpty()) {
            throw refused(root.name(), "Gateways still need it", "Delete them first.");
        }
        ObjectRef held = Installer.release(root)
                .orElseThrow(
                        () -> refused(root.name(), "no Helm release holds it", "Remove it the way it was installed."));
        Optional<io.millwright.spi.ChartRef> chart = Operators.version(root)
                .map(Version::text)
                .flatMap(v -> Published.catalogue().find(Names.ENVOY, v))
                .flatMap(Release::chart);
        draft.step(Releases.uninstall(request, held.namespace(), held.name(), chart, "It has nothing left to do."));
        // A hook of the chart makes it, so Helm doesn't take it away, and it would stop pods of this namespace from
        // starting.
        ObjectRef injector =
                ObjectRef.of(Kind.MUTATING_WEBHOOK, "", "envoy-gateway-topology-injector." + root.namespace());
        if (view.get(injector).isPresent()) {
            draft.step(Step.change(
                    "injector",
                    "delete " + injector.display(),
                    "A hook of the chart made it, and Helm leaves it.",
                    new Action.Delete(injector, Action.Propagation.BACKGROUND),
                    new Check.Absent(injector),
                    new Undo.None("the chart makes it again when it is installed"),
                    Duration.ofSeconds(30)));
        }
        draft.step(Step.require(
                        "kept",
                        "the definitions are still served",
                        "Gateways of other implementations need them.",
                        Releases.established(List.of(Names.definition(Names.GATEWAY)))))
                .consequence("keeps the definitions, GatewayClasses and Secrets");
        return draft.plan("Uninstall Envoy Gateway " + root.namespace() + "/" + root.name() + " on " + view.cluster());
    }
}
