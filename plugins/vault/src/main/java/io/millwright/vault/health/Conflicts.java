package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import java.util.List;

/** Whether two operators write the same Secret. */
final class Conflicts extends EsoCheck {
    Conflicts() {
        super(
                "vault.eso.conflict",
                "One writer for each Secret",
                Dimension.CONFIGURATION,
                "Secrets of ExternalSecrets that also carry cert-manager.io/certificate-name: any is Critical, as both operators write for ever.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return view.list(Kind.SECRET, Selector.labelled("", Names.MANAGED_SECRET, "true")).stream()
                .filter(s -> s.annotation(Names.CERT_MANAGER).isPresent())
                .map(s -> draft(view, Severity.CRITICAL, "Secret " + Eso.path(s) + " has two writers")
                        .impact("External Secrets and cert-manager overwrite each other for ever; pods see either.")
                        .saw(
                                "certificate",
                                s.ref(Kind.SECRET),
                                "metadata.annotations." + Names.CERT_MANAGER,
                                s.annotation(Names.CERT_MANAGER).orElse(""))
                        .manual(
                                "give one of them another name",
                                "Change spec.target.name of the ExternalSecret, or spec.secretName of the Certificate.")
                        .build())
                .toList();
    }
}
