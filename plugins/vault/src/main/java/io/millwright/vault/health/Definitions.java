package io.millwright.vault.health;

import io.millwright.kit.Installer;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the definitions are there, in v1 alone, and outlive the release. */
final class Definitions extends EsoCheck {
    Definitions() {
        super(
                "vault.eso.crds",
                "Definitions",
                Dimension.CONFIGURATION,
                "The four core definitions: missing is Critical; status.storedVersions other than v1 alone is Degraded (the next upgrade fails); kept by Helm without helm.sh/resource-policy keep is Warning.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        for (String name : Names.CORE_DEFINITIONS) {
            ObjectRef ref = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", name);
            Optional<Resource> definition = view.get(ref);
            if (definition.isEmpty()) {
                found.add(draft(view, Severity.CRITICAL, name + " isn't defined")
                        .suffix("missing")
                        .impact("Objects of that kind don't exist any more, and their Secrets neither.")
                        .saw("definition", ref, "metadata.name", "not there")
                        .manual(
                                "bring it back",
                                "helm upgrade the release with installCRDs true, or apply upstream's file with --server-side.")
                        .build());
                continue;
            }
            List<String> stored = definition.get().texts("status", "storedVersions");
            if (stored.stream().anyMatch(v -> !v.equals("v1"))) {
                found.add(draft(view, Severity.DEGRADED, name + " still stores " + String.join(" and ", stored))
                        .suffix("stored")
                        .impact("The next upgrade fails, and there is no rollback from it.")
                        .saw("stored", ref, "status.storedVersions", stored)
                        .manual(
                                "write every object anew, then take the old version off the list",
                                "kubectl get " + name + " -A -o yaml | kubectl replace -f -\nkubectl patch crd " + name
                                        + " --subresource=status --type=merge -p '{\"status\":{\"storedVersions\":[\"v1\"]}}'")
                        .build());
            }
            if (Installer.release(definition.get()).isPresent()
                    && definition
                            .get()
                            .annotation(Names.KEEP)
                            .filter("keep"::equals)
                            .isEmpty()) {
                loose.add(name);
            }
        }
        if (!loose.isEmpty()) {
            found.add(draft(view, Severity.WARNING, loose.size() + " definitions go with the Helm release")
                    .suffix("loose")
                    .impact("An uninstall deletes every ExternalSecret, and with them every Secret that they own.")
                    .saw(
                            "policy",
                            ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", loose.getFirst()),
                            "metadata.annotations." + Names.KEEP,
                            "none")
                    .run(
                            "keep them",
                            "configure-external-secrets",
                            java.util.Map.of("setting", "keep-definitions", "value", "true"))
                    .build());
        }
        return found;
    }
}
