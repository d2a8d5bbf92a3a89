package io.millwright.certificates.health;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the definitions are served and fit the controller. */
final class OperatorDefinitions extends OperatorCheck {
    OperatorDefinitions() {
        super(
                "certificates.operator.definitions",
                "Definitions are served and fit",
                Dimension.CONFIGURATION,
                "The six definitions: missing or not Established is Critical; a version label older than the controller is Warning.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        String version = installation.version().orElse("");
        for (Kind kind : CertManager.KINDS) {
            ObjectRef ref = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(kind));
            Optional<Resource> found = view.get(ref);
            String suffix = kind.plural();
            boolean established = found.flatMap(d -> d.condition("Established"))
                    .flatMap(c -> c.text("status"))
                    .filter("True"::equals)
                    .isPresent();
            if (!established) {
                findings.add(draft(view, Severity.CRITICAL, "the definition of " + kind.kind() + " isn't served")
                        .suffix(suffix)
                        .impact(
                                "Objects of that kind can't be read or written; the controller doesn't start without them.")
                        .saw(
                                "definition",
                                ref,
                                "status.conditions[Established]",
                                found.isEmpty() ? "not found" : "not True")
                        .manual(
                                "apply the definitions of the same version",
                                "kubectl apply --server-side -f https://github.com/cert-manager/cert-manager/releases/download/v"
                                        + (version.isEmpty() ? "VERSION" : version) + "/cert-manager.crds.yaml")
                        .build());
                continue;
            }
            Optional<String> label =
                    found.flatMap(d -> d.label(CertManager.VERSION_LABEL)).map(v -> v.replaceFirst("^v", ""));
            if (label.isPresent()
                    && !version.isEmpty()
                    && Version.of(label.get()).olderThan(Version.of(version))) {
                findings.add(draft(
                                view,
                                Severity.WARNING,
                                "the definition of " + kind.kind() + " is older than the controller")
                        .suffix(suffix + ".old")
                        .impact("Fields that only the new version knows are dropped without a word.")
                        .saw("definition", ref, "metadata.labels[" + CertManager.VERSION_LABEL + "]", label.get())
                        .saw("controller", installation.ref(), "spec.template", version)
                        .manual(
                                "apply the definitions of the same version",
                                "kubectl apply --server-side -f https://github.com/cert-manager/cert-manager/releases/download/v"
                                        + version + "/cert-manager.crds.yaml")
                        .build());
            }
        }
        return findings;
    }
}
