package io.millwright.vault.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.RootRunbook;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.vault.discovery.Discovery;
import io.millwright.vault.facts.Names;

/** A procedure on one instance of this tool. */
abstract class Base extends RootRunbook {
    Base(RunbookInfo info) {
        super(info);
    }

    @Override
    protected final Kind kind(Instance instance) {
        return Discovery.kind(instance);
    }

    @Override
    protected final String noun(String component) {
        return component.equals(Names.ESO) ? "the External Secrets Operator" : "a group of servers";
    }

    /** Whether it changes what the chart's owner keeps. */
    boolean changesRelease() {
        return false;
    }

    @Override
    protected final void risks(Resource root, PlanDraft draft) {
        Management management = Installer.of(root);
        if (changesRelease() && management.by() == Management.By.GITOPS) {
            draft.risk(
                    "owner",
                    management.reference() + " keeps this release",
                    "What it renders next sets the values back. Change its source as well.");
        }
    }
}
