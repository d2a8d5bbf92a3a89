package io.millwright.vault.health;

import io.millwright.kit.Installer;
import io.millwright.kit.ReleaseManifest;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the definitions are there, in v1 alone, and outlive the release. */
final class Definitions extends EsoCheck {
    Definitions() {
        super(
                "vault.eso.crds",
                "Definitions",
                Dimension.CONFIGURATION,
                "The four core definitions: missing is Critical; status.storedVersions other than v1 alone is Degraded (the next upgrade fails); in a Helm release that doesn't render helm.sh/resource-policy keep is Warning, whatever mark they have themselves: Helm goes by the release.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        List<Resource> held = new ArrayList<>();
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
            held.add(definition.get());
        }
        found.addAll(going(held, view));
        return found;
    }

    /** Those that Helm would delete with their release. */
    private List<Finding> going(List<Resource> definitions, ClusterView view) {
        Map<ObjectRef, Optional<ReleaseManifest>> releases = new HashMap<>();
        List<String> loose = new ArrayList<>();
        try {
            for (Resource definition : definitions) {
                Installer.release(definition)
                        .flatMap(r -> releases.computeIfAbsent(r, x -> ReleaseManifest.of(x, view)))
                        .flatMap(m -> m.object(definition.kind(), definition.name()))
                        .filter(rendered -> rendered.annotation(Names.KEEP)
                                .filter("keep"::equals)
                                .isEmpty())
                        .ifPresent(rendered -> loose.add(definition.name()));
            }
        } catch (ProblemException e) {
            return List.of(draft(view, Severity.UNKNOWN, "Whether definitions go with the Helm release isn't known")
                    .suffix("unreadable")
                    .impact("An uninstall may delete every ExternalSecret, and with them every Secret that they own.")
                    .compared(
                            "release",
                            "the newest revision's manifest",
                            e.problem().why())
                    .manual(
                            "look by yourself",
                            "helm get manifest RELEASE: the definitions need the annotation " + Names.KEEP + ": keep")
                    .build());
        }
        if (loose.isEmpty()) {
            return List.of();
        }
        return List.of(draft(view, Severity.WARNING, loose.size() + " definitions go with the Helm release")
                .suffix("loose")
                .impact("An uninstall deletes every ExternalSecret, and with them every Secret that they own.")
                .saw(
                        "policy",
                        ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", loose.getFirst()),
                        "metadata.annotations." + Names.KEEP + " in the release",
                        "none")
                .run("keep them", "configure-external-secrets", Map.of("setting", "keep-definitions", "value", "true"))
                .build());
    }
}
