package io.millwright.metrics.runbook;

import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Controllers;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Brings the definitions to the operator's version. */
final class UpgradeDefinitions extends Base {
    UpgradeDefinitions() {
        super(
                new RunbookInfo(
                        "upgrade-definitions",
                        "Upgrade the definitions",
                        Intent.UPGRADE,
                        Danger.REVERSIBLE,
                        "Applies the ten custom resource definitions of the version that the operator has: Helm leaves them as they were first installed.",
                        Optional.of(Names.OPERATOR),
                        List.of(Schemas.parameter(true)),
                        List.of(
                                "They are applied by the server: a client's apply fails for their size.",
                                "There is no way back: an older definition could drop fields of objects that are there."),
                        List.of(
                                "https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/UPGRADE.md")));
    }

    @Override
    protected List<Constraint> against(Resource operator, ClusterView view) {
        return Controllers.version(operator).isEmpty()
                ? List.of(Constraints.blocks(
                        "version", "the operator's version can't be told", "give its image a tag with its version"))
                : List.of();
    }

    @Override
    protected Plan plan(Resource operator, Request request, ClusterView view, PlanDraft draft) {
        String version = Controllers.version(operator).orElse("");
        if (Definitions.are(version, view)) {
            throw refused(
                    operator.name(), "the definitions are of " + version + " already", "Nothing needs to be done.");
        }
        return draft.step(Schemas.step(Schemas.read(request, version), version))
                .consequence("restarts nothing")
                .plan("Upgrade the definitions of " + request.instance().id().display() + " to " + version);
    }
}
