package io.millwright.certificates.health;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** A check of an installation and of what it keeps. What it may not read is a finding of severity UNKNOWN. */
abstract class OperatorCheck extends RootCheck {
    OperatorCheck(String id, String title, Dimension dimension, String looksAt) {
        super(
                id,
                title,
                dimension,
                CertManager.OPERATOR,
                List.of(Kind.DEPLOYMENT, Kind.CUSTOM_RESOURCE_DEFINITION),
                looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        try {
            return root.kind().equals("Deployment") ? look(new Installation(root), view) : leftOver(root, view);
        } catch (ProblemException e) {
            ObjectRef ref = ObjectRef.of(
                    root.kind().equals("Deployment") ? Kind.DEPLOYMENT : Kind.CUSTOM_RESOURCE_DEFINITION,
                    root.namespace(),
                    root.name());
            return List.of(draft(view, Severity.UNKNOWN, info().title() + ": can't be read")
                    .suffix("unreadable")
                    .impact("Whether this is good can't be said.")
                    .saw(e.problem().attempted(), ref, "", e.problem().why())
                    .manual("get the right", e.problem().next())
                    .build());
        }
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.run("install cert-manager again", "install", java.util.Map.of());
    }

    /** The findings about that installation. */
    abstract List<Finding> look(Installation installation, ClusterView view);

    /** The findings where only definitions are left of it; most checks have none. */
    List<Finding> leftOver(Resource definition, ClusterView view) {
        return List.of();
    }
}
