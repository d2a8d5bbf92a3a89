package io.millwright.vault.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
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
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the External Secrets Operator away and keeps every Secret that it has written. */
final class UninstallEso extends EsoRunbook {
    private final Versions versions;

    UninstallEso(Versions versions) {
        super(new RunbookInfo(
                "uninstall-external-secrets",
                "Remove External Secrets, keep the Secrets",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Marks the definitions as kept and takes them out of the Helm release, uninstalls it, and shows that definitions and Secrets are still there.",
                Optional.of(Names.ESO),
                List.of(ChartSource.repository(), Releases.archive()),
                List.of(
                        "Otherwise Helm deletes the definitions, with them every ExternalSecret, and with those every Secret that they own.",
                        "Secrets that stay aren't refreshed any more.",
                        "Never delete the definitions afterwards while a pod needs one of the Secrets."),
                List.of("https://external-secrets.io/latest/introduction/getting-started/")));
        this.versions = versions;
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef release = release(root);
        List<ObjectRef> definitions = definitions(view);
        List<ObjectRef> targets = targets(view);
        Optional<ChartRef> chart = Eso.version(root).flatMap(v -> ChartSource.of(Names.ESO, v, versions));
        List<ObjectRef> held = definitions.stream()
                .filter(d -> view.get(d).flatMap(Installer::release).isPresent())
                .toList();
        if (!held.isEmpty()) {
            if (chart.isEmpty() && request.input("archive").isEmpty()) {
                throw refused(root.name(), "its chart isn't in the release catalogue", "Give the chart's archive.");
            }
            draft.step(mark(held))
                    .step(ChartSource.change(
                                    release,
                                    request,
                                    chart,
                                    Map.of("installCRDs", false),
                                    "Helm leaves a marked definition that a release brings no more, but takes one that it still has,"
                                            + " unless the chart itself wrote the mark.",
                                    new Undo.None("the definitions are left as they are"))
                            .before(marked(held)));
        }
        draft.step(Releases.uninstall(request, release.namespace(), release.name(), chart, "Controller and webhook go.")
                .before(marked(held)));
        List<Check> kept = new ArrayList<>();
        definitions.forEach(d -> kept.add(new Check.Exists(d)));
        targets.forEach(t -> kept.add(new Check.Exists(t)));
        return draft.step(Step.require(
                        "kept",
                        definitions.size() + " definitions and " + targets.size() + " Secrets are still there",
                        "Pods need them.",
                        new Check.All(kept)))
                .consequence("keeps " + targets.size() + " Secrets as they are now; nothing refreshes them")
                .plan("Remove External Secrets from " + view.cluster() + " and keep its Secrets");
    }

    private static Step mark(List<ObjectRef> definitions) {
        List<Resource> marks = definitions.stream()
                .map(d -> Resource.of(d.kind(), "", d.name(), Map.of())
                        .with("keep", "metadata", "annotations", Names.KEEP))
                .toList();
        return Step.change(
                "mark",
                "mark " + definitions.size() + " definitions as kept",
                "Helm doesn't delete what is marked.",
                new Action.Apply(marks, false),
                marked(definitions),
                new Undo.None("the mark does no harm: it keeps the definition"),
                Duration.ofMinutes(1));
    }
}
