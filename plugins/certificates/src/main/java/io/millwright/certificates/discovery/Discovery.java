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
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put(
                "issuers",
                count(() -> Issuers.all(view).stream().map(Issuers::ready).toList()));
        counts.put(
                "certificates",
                count(() -> Cert.all(view).stream().map(Cert::ready).toList()));
        return counts;
    }

    /** How many of them are ready. An installation is found even by those who may not read what it keeps. */
    private static String count(Supplier<List<Boolean>> ready) {
        try {
            List<Boolean> all = ready.get();
            return all.stream().filter(r -> r).count() + "/" + all.size();
        } catch (ProblemException e) {
            return "can't be read";
        }
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
