package io.millwright.logging.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.spi.ChartRef;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the operator away, when nothing needs it any more. */
final class UninstallOperator extends Base {
    private final Versions versions;

    UninstallOperator(Versions versions) {
        super(new RunbookInfo(
                "uninstall-operator",
                "Remove the operator",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Uninstalls the Helm release of ECK. The definitions stay.",
                Optional.of(Names.OPERATOR),
                List.of(Releases.repository("https://helm.elastic.co")),
                List.of(
                        "Never delete the definitions while an object of them exists anywhere: it deletes every cluster in every namespace."),
                List.of("https://www.elastic.co/docs/deploy-manage/uninstall/uninstall-elastic-cloud-on-kubernetes")));
        this.versions = versions;
    }

    @Override
    protected List<Constraint> against(Resource root, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (Installer.release(root).isEmpty()) {
            found.add(
                    Constraints.blocks("no-release", "no Helm release holds it", "remove it the way it was installed"));
        }
        for (Kind kind : List.of(Names.ES, Names.KB, Names.LS)) {
            List<Resource> all = view.list(kind, Selector.ALL);
            if (!all.isEmpty()) {
                found.add(Constraints.blocks(
                        "in-use-" + kind.plural(),
                        all.size() + " " + kind.kind() + " need it, "
                                + all.getFirst().namespace() + "/"
                                + all.getFirst().name() + " among them",
                        "remove them first; for Elasticsearch there is runbook uninstall"));
            }
        }
        return found;
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        ObjectRef release = Installer.release(root)
                .orElseThrow(
                        () -> refused(root.name(), "no Helm release holds it", "Remove it the way it was installed."));
        Optional<ChartRef> chart = Eck.version(root)
                .flatMap(v -> versions.catalogue().find(Names.OPERATOR, v))
                .flatMap(Release::chart);
        return draft.step(Releases.uninstall(
                        request, release.namespace(), release.name(), chart, "Nothing needs it any more."))
                .consequence("the definitions stay, and the namespace")
                .plan("Remove ECK from " + view.cluster());
    }
}
