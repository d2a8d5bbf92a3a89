package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Conversion;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The custom resource definitions: Helm installs them once and never again, so upgrades apply them as a release's file has them. */
final class Definitions {
    private Definitions() {}

    static boolean present(ClusterView view) {
        return view.get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.KAFKA)))
                .isPresent();
    }

    /** Objects may still be stored in a version that operators from 1.0.0 on don't know. */
    static List<Constraint> storedOld(ClusterView view) {
        List<Resource> old = Conversion.storedOld(view);
        return old.isEmpty()
                ? List.of()
                : List.of(Constraints.blocks(
                        "stored-old",
                        "objects of " + old.getFirst().name()
                                + " may be stored in a version before v1, which Strimzi 1.x doesn't know",
                        "runbook convert-stored on Strimzi 0.49 to 0.51 first"));
    }

    /** Applies the definitions of the document that was given; empty when none was. */
    static Optional<Step> apply(Request request) {
        String text = request.contents().getOrDefault("definitions", "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        List<Resource> all = Yaml.documents(text, "the definitions").stream()
                .filter(d -> d.kind().equals("CustomResourceDefinition"))
                .toList();
        if (all.stream().noneMatch(d -> d.name().equals(Strimzi.definition(Strimzi.KAFKA)))) {
            throw new ProblemException(Problem.user(
                    "read the definitions",
                    "the document that was given",
                    "it doesn't define " + Strimzi.definition(Strimzi.KAFKA),
                    "Give a release's strimzi-crds-VERSION.yaml."));
        }
        List<String> names = all.stream().map(Resource::name).toList();
        return Optional.of(Step.change(
                        "definitions",
                        "apply " + names.size() + " custom resource definitions",
                        "The operator needs those of its own version, and Helm doesn't change present ones.",
                        // Helm's own manager owns them from the first installation.
                        new Action.Apply(all, true),
                        Releases.established(names),
                        new Undo.None("definitions are kept: deleting them deletes every cluster"),
                        Duration.ofMinutes(2))
                .probe(new Check.Never("definitions of another release look the same from outside")));
    }
}
