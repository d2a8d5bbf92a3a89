package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades the External Secrets Operator by one minor. */
final class UpgradeEso extends EsoRunbook {
    private final Versions versions;

    UpgradeEso(Versions versions) {
        super(new RunbookInfo(
                "upgrade-external-secrets",
                "Upgrade External Secrets",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Upgrades the operator and its definitions by the Helm chart, one minor at a time, and shows that every Secret is still there.",
                Optional.of(Names.ESO),
                parameters(versions, versions.newest(Names.ESO), "newest"),
                List.of(
                        "A definition that still stores an older version than v1 makes the upgrade fail, and there is no way back from it.",
                        "A release that was installed with installCRDs=false keeps its old definitions.",
                        "While the operator restarts no secret is refreshed."),
                List.of("https://external-secrets.io/latest/introduction/stability-support/")));
        this.versions = versions;
    }

    private static List<Parameter> parameters(Versions versions, String best, String origin) {
        return List.of(
                Ask.with(
                        Ask.choice(
                                "version",
                                "Version",
                                "The version that runs afterwards.",
                                versions.of(Names.ESO).toArray(String[]::new)),
                        best,
                        origin),
                Releases.repository("https://charts.external-secrets.io"),
                Releases.archive());
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return target.flatMap(Instance::version)
                .flatMap(v -> versions.next(Names.ESO, v))
                .map(v -> parameters(versions, v, "newest that one step leads to"))
                .orElseGet(() -> info().parameters());
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    List<Constraint> more(Resource root, ClusterView view) {
        return Names.CORE_DEFINITIONS.stream()
                .map(n -> ObjectRef.of(io.millwright.spi.Kind.CUSTOM_RESOURCE_DEFINITION, "", n))
                .flatMap(r -> view.get(r).stream())
                .filter(d -> d.texts("status", "storedVersions").stream().anyMatch(v -> !v.equals("v1")))
                .map(d -> Constraints.blocks(
                        "stored-" + d.name(),
                        d.name() + " still stores " + String.join(" and ", d.texts("status", "storedVersions")),
                        "write its objects anew first: the health check on definitions says how"))
                .toList();
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("version");
        String from = Eso.version(root).orElse("");
        versions.against(Names.ESO, from, to).ifPresent(why -> {
            throw refused(root.name(), why, "Choose a version that one step leads to.");
        });
        ObjectRef release = release(root);
        ChartRef chart = Releases.chart(
                request,
                () -> ChartSource.of(Names.ESO, to, versions)
                        .orElseThrow(
                                () -> refused(root.name(), "there is no chart of " + to, "Choose another version.")));
        List<Check> kept = targets(view).stream().<Check>map(Check.Exists::new).toList();
        Undo undo = Releases.back(
                request,
                release,
                ChartSource.of(Names.ESO, from, versions),
                "the definitions go back too, which fails once an object uses what is new",
                "the former chart isn't in the release catalogue");
        draft.step(Releases.upgrade(
                        release.namespace(),
                        release.name(),
                        chart,
                        Map.of(),
                        "The operator " + to + " takes over, with its definitions.",
                        undo))
                .step(Step.await(
                        "available",
                        "controller and webhook run in " + to,
                        "Their images are pulled.",
                        Questions.controllers(root.namespace(), to),
                        Duration.ofMinutes(10)));
        if (!kept.isEmpty()) {
            draft.step(Step.require(
                    "kept", kept.size() + " Secrets are still there", "Pods need them.", new Check.All(kept)));
        }
        return draft.consequence("restarts the operator; no Secret changes by it")
                .consequence("keeps the release's values")
                .plan("Upgrade External Secrets " + from + " → " + to + " on " + view.cluster());
    }
}
