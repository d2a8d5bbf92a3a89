package io.millwright.logging.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.RootRunbook;
import io.millwright.logging.discovery.Discovery;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.util.Optional;

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
        return switch (component) {
            case Names.OPERATOR -> "an operator";
            case Names.ELASTICSEARCH -> "an Elasticsearch";
            default -> "a " + component;
        };
    }

    @Override
    protected final void risks(Resource root, PlanDraft draft) {
        Management management = Installer.of(root);
        switch (management.by()) {
            case HELM, GITOPS, OLM -> {
                if (!info().target().equals(Optional.of(Names.OPERATOR))) {
                    draft.risk(
                            "owner",
                            management.reference() + " keeps this object",
                            "What it renders next sets the changed fields back. Change its source as well.");
                }
            }
            case MANIFEST, MILLWRIGHT, UNKNOWN -> {}
        }
    }
}
