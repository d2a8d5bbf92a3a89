package io.millwright.ingress.runbook;

import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;

/** The step that applies custom resource definitions of a file. */
final class Definitions {
    private Definitions() {}

    /** The definitions of a file, and the policies that guard them. */
    static List<Resource> read(List<Resource> documents) {
        List<Resource> definitions = documents.stream()
                .filter(d -> d.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION.kind())
                        || d.kind().startsWith("ValidatingAdmissionPolicy"))
                .toList();
        if (definitions.stream().noneMatch(d -> d.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION.kind()))) {
            throw new ProblemException(
                    Problem.user(
                            "read definitions",
                            "the given file",
                            "it holds no CustomResourceDefinition",
                            "Give the standard-install.yaml of a Gateway API release, or what Envoy Gateway's chart of definitions renders."));
        }
        return definitions;
    }

    /** @param force whether fields that others set, Helm above all, are taken over */
    static Step apply(List<Resource> definitions, boolean force) {
        List<String> names = definitions.stream()
                .filter(d -> d.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION.kind()))
                .map(Resource::name)
                .toList();
        return Step.change(
                        "definitions",
                        "apply " + names.size() + " custom resource definitions",
                        "The control plane stops at its start when they aren't there.",
                        new Action.Apply(definitions, force),
                        Releases.established(names),
                        new Undo.None("definitions are kept: deleting one deletes every object of its kind"),
                        Duration.ofMinutes(1))
                // Definitions of another release look the same from outside: only applying them again makes them these.
                .probe(new Check.Never("definitions of another release look the same from outside"))
                .noReturn();
    }
}
