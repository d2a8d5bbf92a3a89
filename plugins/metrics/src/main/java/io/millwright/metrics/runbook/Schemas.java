package io.millwright.metrics.runbook;

import io.millwright.kit.Yaml;
import io.millwright.kit.plan.Ask;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;

/** The step that brings the operator's definitions to a version: Helm installs them and never upgrades them. */
final class Schemas {
    private Schemas() {}

    static Parameter parameter(boolean required) {
        Parameter p = Ask.document(
                "definitions",
                "Definitions",
                "The ten definitions of the operator's version: file or address of stripped-down-crds.yaml at the operator's release, or the files"
                        + " of charts/crds/crds in the chart, one after the other.");
        return required ? Ask.required(p) : p;
    }

    /**
     * The definitions of a document.
     *
     * @throws ProblemException when some are missing or of another version
     */
    static List<Resource> read(Request request, String version) {
        List<Resource> all =
                Yaml.documents(request.contents().getOrDefault("definitions", ""), request.input("definitions"))
                        .stream()
                        .filter(d -> d.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION.kind()))
                        .filter(d -> d.name().endsWith("." + Names.GROUP))
                        .toList();
        List<String> names = all.stream().map(Resource::name).toList();
        List<String> missing =
                Names.DEFINITIONS.stream().filter(n -> !names.contains(n)).toList();
        if (!missing.isEmpty()) {
            throw refused(request, "it lacks " + String.join(", ", missing), version);
        }
        for (Resource d : all) {
            String made = Definitions.version(d).orElse("no version");
            if (!made.equals(version)) {
                throw refused(request, "its " + d.name() + " is of " + made + ", not of " + version, version);
            }
        }
        return all;
    }

    static ProblemException refused(Request request, String why, String version) {
        return new ProblemException(Problem.user(
                "read the definitions",
                request.input("definitions").isEmpty() ? "no file" : request.input("definitions"),
                why,
                "Give definitions=" + Definitions.address(version)));
    }

    static Step step(List<Resource> definitions, String version) {
        return Step.change(
                        "definitions",
                        "apply " + definitions.size() + " custom resource definitions of " + version,
                        "An operator drops or refuses fields that older definitions don't know.",
                        // Helm has made them, and leaves them to whoever upgrades them.
                        new Action.Apply(definitions, true),
                        Questions.definitions(version),
                        new Undo.None("definitions are kept: deleting one deletes every object of its kind"),
                        Duration.ofMinutes(2))
                .noReturn();
    }
}
