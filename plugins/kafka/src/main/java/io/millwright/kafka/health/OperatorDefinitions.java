package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Conversion;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
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
import java.util.Map;
import java.util.Optional;

/** Whether the custom resource definitions fit the operator. */
final class OperatorDefinitions extends OperatorCheck {
    OperatorDefinitions() {
        super(
                "kafka.crd",
                "Custom resource definitions",
                Dimension.CONFIGURATION,
                "The ten definitions: a missing one is Critical; status.storedVersions other than v1 is Critical with an operator from 1.0.0 on,"
                        + " Warning with an older one; a served v1beta2 beside an operator from 1.0.0 on is Warning, as the definitions are older than the operator.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        Optional<Version> operator = StrimziOperators.version(deployment).map(Version::of);
        boolean onlyV1 = operator.filter(Conversion::onlyV1).isPresent();
        boolean tool = operator.filter(Conversion::possible).isPresent();
        List<String> missing = new ArrayList<>();
        List<Resource> stored = new ArrayList<>();
        List<Resource> old = new ArrayList<>();
        for (Kind kind : Strimzi.KINDS) {
            String name = Strimzi.definition(kind);
            Optional<Resource> found = view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", name));
            if (found.isEmpty()) {
                missing.add(name);
                continue;
            }
            if (Conversion.storedOld(found.get())) {
                stored.add(found.get());
            } else if (onlyV1
                    && found.get().items("spec", "versions").stream()
                            .anyMatch(v -> !v.text("name").orElse("").equals("v1"))) {
                old.add(found.get());
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(missing(missing, view));
        }
        if (!stored.isEmpty()) {
            findings.add(stored(stored, onlyV1, tool, view));
        }
        if (!old.isEmpty()) {
            findings.add(old(old, view));
        }
        return findings;
    }

    private Finding missing(List<String> names, ClusterView view) {
        var draft = draft(view, Severity.CRITICAL, names.size() + " custom resource definitions are missing")
                .suffix("missing")
                .impact("The operator doesn't start, or can't do what these kinds are for.");
        names.forEach(n -> draft.saw(
                "definition", ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", n), "metadata.name", "not found"));
        return draft.manual(
                        "apply the definitions of the operator's version",
                        "kubectl apply --server-side -f strimzi-crds-VERSION.yaml (from the release's page). Never delete definitions that are there.")
                .build();
    }

    private Finding stored(List<Resource> definitions, boolean onlyV1, boolean tool, ClusterView view) {
        var draft = draft(
                        view,
                        onlyV1 ? Severity.CRITICAL : Severity.WARNING,
                        "objects may be stored in a version before v1: " + definitions.size() + " kinds")
                .suffix("stored")
                .impact(
                        onlyV1
                                ? "This operator doesn't know the former version: such objects can't be read."
                                : "An upgrade to Strimzi 1.x isn't possible before they are converted.");
        definitions.forEach(d -> draft.saw(
                "stored versions",
                d.ref(Kind.CUSTOM_RESOURCE_DEFINITION),
                "status.storedVersions",
                d.texts("status", "storedVersions")));
        return tool
                ? draft.run("convert them", "convert-stored", Map.of()).build()
                : draft.manual(
                                "convert them on Strimzi 0.49 to 0.51",
                                "Runbook convert-stored does it there, by the release's conversion tool:\nbin/v1-api-conversion.sh convert-resource"
                                        + " --all-namespaces\nbin/v1-api-conversion.sh crd-upgrade\nOn 1.x it comes too late for objects that can't be read: put 0.51 and"
                                        + " its definitions back first.")
                        .build();
    }

    private Finding old(List<Resource> definitions, ClusterView view) {
        var draft = draft(view, Severity.WARNING, definitions.size() + " definitions are older than the operator")
                .suffix("old")
                .impact("Fields that the operator knows are refused or dropped by the API server.");
        definitions.forEach(d -> draft.saw(
                "versions",
                d.ref(Kind.CUSTOM_RESOURCE_DEFINITION),
                "spec.versions[].name",
                d.items("spec", "versions").stream()
                        .map(v -> v.text("name").orElse("?"))
                        .toList()));
        return draft.manual(
                        "apply the definitions of the operator's version",
                        "kubectl apply --server-side -f strimzi-crds-VERSION.yaml: Helm never upgrades definitions.")
                .build();
    }
}
