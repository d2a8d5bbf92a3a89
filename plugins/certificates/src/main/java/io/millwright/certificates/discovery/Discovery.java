package io.millwright.certificates.discovery;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds cert-manager by its controller's Deployment, or by definitions that an uninstall has left. */
public final class Discovery {
    private Discovery() {}

    public static List<Instance> discover(ClusterView view) {
        List<Installation> all = Installation.all(view);
        if (all.isEmpty()) {
            return view.get(ObjectRef.of(
                            Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(CertManager.CERTIFICATE)))
                    .map(d -> List.of(leftOver(d, view)))
                    .orElse(List.of());
        }
        Map<String, String> counts = counts(view);
        return all.stream().map(i -> instance(i, counts, view)).toList();
    }

    private static Instance instance(Installation i, Map<String, String> counts, ClusterView view) {
        Map<Part, Resource> parts = i.parts(view);
        Map<String, String> summary = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            Optional<Resource> deployment = Optional.ofNullable(parts.get(part));
            summary.put(
                    part.word(),
                    deployment
                            .map(d -> d.number("status", "availableReplicas").orElse(0L) + "/"
                                    + d.number("spec", "replicas").orElse(1L))
                            .orElse("none"));
        }
        summary.putAll(counts);
        Activity activity = parts.values().stream()
                .map(Operators::activity)
                .filter(a -> a.state() != State.STEADY)
                .findFirst()
                .orElse(Activity.STEADY);
        return new Instance(
                new InstanceId(
                        CertManager.TOOL,
                        view.cluster(),
                        i.namespace(),
                        i.controller().name()),
                CertManager.OPERATOR,
                i.version(),
                Installer.of(i.controller()),
                activity,
                i.controller(),
                summary);
    }

    private static Map<String, String> counts(ClusterView view) {
        List<Resource> issuers = Issuers.all(view);
        List<Cert> certificates = Cert.all(view);
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("issuers", issuers.stream().filter(Issuers::ready).count() + "/" + issuers.size());
        counts.put("certificates", certificates.stream().filter(Cert::ready).count() + "/" + certificates.size());
        return counts;
    }

    private static Instance leftOver(Resource definition, ClusterView view) {
        return new Instance(
                new InstanceId(CertManager.TOOL, view.cluster(), "cert-manager", "cert-manager"),
                CertManager.OPERATOR,
                definition.label(CertManager.VERSION_LABEL).map(v -> v.replaceFirst("^v", "")),
                Installer.of(definition),
                new Activity(State.STALLED, "definitions are left, but no controller runs", Optional.empty()),
                definition,
                counts(view));
    }
}
