package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
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
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Brings Envoy Gateway to the next release, once the definitions are there that it needs. */
final class UpgradeEnvoy extends Base {
    static final String REPOSITORY = "oci://docker.io/envoyproxy";

    UpgradeEnvoy() {
        super(new RunbookInfo(
                "upgrade-envoy-gateway",
                "Upgrade Envoy Gateway",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades the control plane by its chart; the definitions have to be upgraded before.",
                Optional.of(Names.ENVOY),
                Charts.parameters(Names.ENVOY, "0", REPOSITORY),
                List.of(
                        "With definitions that are older than it needs, it drops TCP and UDP routes without a word: they are looked at first.",
                        "Proxies restart when the release brings another Envoy; each drains for a minute."),
                List.of("https://gateway.envoyproxy.io/docs/install/install-helm/")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(Instance::version)
                .map(v -> Charts.parameters(Names.ENVOY, v, REPOSITORY))
                .orElse(info().parameters());
    }

    @Override
    List<Constraint> against(Resource root, ClusterView view) {
        return byHelm(root);
    }

    @Override
    Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef ref = ObjectRef.of(Kind.DEPLOYMENT, root.namespace(), root.name());
        String from = Operators.version(root).map(Version::text).orElse("");
        Release release = Charts.target(Names.ENVOY, from, request);
        Optional<Version> needed = Envoy.gatewayApi(release.version());
        Optional<Version> present = Envoy.bundle(view);
        if (needed.isPresent() && present.map(p -> p.olderThan(needed.get())).orElse(true)) {
            throw refused(
                    root.name(),
                    "it needs the Gateway API " + needed.get() + ", and the cluster has "
                            + present.map(Version::text).orElse("none"),
                    "Upgrade the definitions first (runbook upgrade-definitions).");
        }
        ObjectRef held = Installer.release(root)
                .orElseThrow(
                        () -> refused(root.name(), "no Helm release holds it", "Upgrade it the way it was installed."));
        draft.step(Releases.upgrade(
                        held.namespace(),
                        held.name(),
                        Charts.chart(release, request),
                        Tree.of("crds", Tree.of("enabled", false)),
                        "The values that were given stay; the definitions are left as they are.",
                        new Undo.None("'helm -n " + held.namespace() + " rollback " + held.name()
                                + "' leads back: the older release works with newer definitions")))
                .step(Step.await(
                        "available",
                        "control plane runs",
                        "Its image is pulled and it makes its certificates.",
                        new Check.Ready(ref),
                        Duration.ofMinutes(5)));
        Envoy.classes(view).stream()
                .limit(1)
                .forEach(c -> draft.step(Step.await(
                        "accepted",
                        "GatewayClass " + c.name() + " accepted",
                        "The new control plane answers for it.",
                        new Check.Condition(ObjectRef.of(Names.GATEWAY_CLASS, "", c.name()), "Accepted", "True"),
                        Duration.ofMinutes(2))));
        Charts.risks(release, view, draft);
        draft.consequence("restarts the control plane; traffic goes on")
                .consequence("proxies restart one after the other when the release brings another Envoy");
        return draft.plan("Upgrade Envoy Gateway " + root.namespace() + "/" + root.name() + " on " + view.cluster()
                + ": " + from + " → " + release.version());
    }
}
