package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a release holds the definitions. Since 1.15 the chart marks them as kept; before, Helm deletes them with the release, and the API server
 * every certificate and issuer with them.
 */
final class Definitions {
    private static final String POLICY = "helm.sh/resource-policy";
    private static final String KEEP = "keep";

    private Definitions() {}

    /** The values by which the chart of that version brings them. */
    static Map<String, Object> brought(String version) {
        return marksThem(version)
                ? Tree.of("crds", (Object) Tree.of("enabled", true, KEEP, true))
                : Tree.of("installCRDs", (Object) true);
    }

    private static boolean marksThem(String version) {
        return version.isEmpty() || !Version.of(version).olderThan(Version.of("1.15"));
    }

    /**
     * Those that Helm would delete with the release. The mark counts only where the chart writes it: one that somebody else has written isn't in
     * the release, by which Helm goes.
     */
    static List<Resource> lost(Installation installation, ClusterView view) {
        boolean marks = marksThem(installation.version().orElse(""));
        return CertManager.KINDS.stream()
                .map(k -> view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", CertManager.definition(k))))
                .flatMap(Optional::stream)
                .filter(d -> Installer.release(d).isPresent()
                        && !(marks && d.annotation(POLICY).filter(KEEP::equals).isPresent()))
                .toList();
    }

    /**
     * Takes them out of the release without deleting them. Helm goes by the definition's own mark when a release no longer brings it, but by
     * the release's when the release is removed: so they are marked, and the release is told to bring them no more.
     */
    static void detach(Installation installation, ChartRef chart, List<Resource> definitions, PlanDraft draft) {
        definitions.forEach(d -> {
            ObjectRef ref = d.ref(Kind.CUSTOM_RESOURCE_DEFINITION);
            draft.step(Step.change(
                    "keep-" + d.name().replace('.', '-'),
                    "mark " + ref.display() + " as kept",
                    "Helm doesn't delete what is marked.",
                    new Action.Annotate(ref, Map.of(POLICY, KEEP)),
                    kept(ref),
                    new Undo.None("the mark does no harm: it keeps the definition"),
                    Duration.ofMinutes(1)));
        });
        List<Check> marked = definitions.stream()
                .map(d -> kept(d.ref(Kind.CUSTOM_RESOURCE_DEFINITION)))
                .toList();
        boolean marks = marksThem(installation.version().orElse(""));
        draft.step(Changes.release(
                        installation,
                        chart,
                        marks ? Tree.of("crds", (Object) Tree.of(KEEP, true)) : Tree.of("installCRDs", (Object) false),
                        marks ? "definitions are kept" : "the definitions are no longer its own",
                        "Otherwise Helm deletes them with the release, and every certificate and issuer with them.",
                        new Check.All(List.of(
                                new Check.Release(
                                        installation.release().orElseThrow().namespace(),
                                        installation.release().orElseThrow().name(),
                                        chart.version(),
                                        false),
                                Releases.established(
                                        definitions.stream().map(Resource::name).toList()))),
                        new Undo.None("the definitions are left as they are"))
                .before(new Check.All(marked))
                .probe(new Check.Never("nothing tells whether the release brings them still")));
    }

    private static Check kept(ObjectRef ref) {
        return Check.fieldIs(ref, KEEP, "metadata", "annotations", POLICY);
    }
}
