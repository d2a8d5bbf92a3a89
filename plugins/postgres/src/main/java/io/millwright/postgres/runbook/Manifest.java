package io.millwright.postgres.runbook;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.stream.Stream;

/**
 * A release manifest of the operator, taken apart in the order in which it must be applied.
 *
 * @param operator the operator's Deployment, which is also in {@code others}
 */
record Manifest(List<Resource> namespaces, List<Resource> definitions, List<Resource> others, Resource operator) {
    /** @throws ProblemException of kind USER when the text is no release manifest of CloudNativePG */
    static Manifest read(String text) {
        if (text.isBlank()) {
            throw refused("it is empty", "Give the file or address of a release's manifest, cnpg-VERSION.yaml.");
        }
        List<Resource> all = Yaml.documents(text, "the manifest").stream()
                .flatMap(d -> d.kind().equals("List") ? d.items("items").stream() : Stream.of(d))
                .toList();
        all.stream()
                .filter(o -> o.kind().isEmpty()
                        || o.name().isEmpty()
                        || o.apiVersion().isEmpty())
                .findFirst()
                .ifPresent(o -> {
                    throw refused(
                            "a document lacks apiVersion, kind or metadata.name",
                            "Give a manifest of Kubernetes objects.");
                });
        Resource operator = all.stream()
                .filter(o -> o.kind().equals("Deployment")
                        && o.label(Cnpg.NAME_LABEL)
                                .filter(Cnpg.OPERATOR_NAME::equals)
                                .isPresent())
                .findFirst()
                .orElseThrow(() -> refused(
                        "it has no Deployment of CloudNativePG", "Give a release's manifest, cnpg-VERSION.yaml."));
        List<Resource> definitions = all.stream()
                .filter(o -> o.kind().equals("CustomResourceDefinition"))
                .toList();
        if (definitions.stream().noneMatch(d -> d.name().equals(Cnpg.definition(Cnpg.CLUSTER)))) {
            throw refused("it doesn't define " + Cnpg.definition(Cnpg.CLUSTER), "Give a whole release's manifest.");
        }
        return new Manifest(
                all.stream().filter(o -> o.kind().equals("Namespace")).toList(),
                definitions,
                all.stream()
                        .filter(o -> !o.kind().equals("CustomResourceDefinition")
                                && !o.kind().equals("Namespace"))
                        .toList(),
                operator);
    }

    String version() {
        return Operators.version(operator).map(Version::text).orElse("");
    }

    private static ProblemException refused(String why, String next) {
        return new ProblemException(
                Problem.user("read the operator's manifest", "the document that was given", why, next));
    }
}
