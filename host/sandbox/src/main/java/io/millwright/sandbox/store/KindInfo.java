package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Schema;
import io.millwright.spi.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kind that the cluster serves, with all that the API says of it.
 *
 * @param kind group, version, names, scope
 * @param singular {@code pod}
 * @param listKind {@code PodList}
 * @param shortNames {@code po}
 * @param categories {@code all}
 * @param hasStatus whether it has a status subresource
 * @param hasGeneration whether {@code metadata.generation} counts changes of its spec
 * @param scale its scale subresource
 * @param schema its schema; built-in schemas are read when first asked for
 * @param columns its extra printer columns, of a custom kind only
 * @param selectable paths of a custom kind that field selectors may name, {@code .spec.x}
 * @param custom whether a custom resource definition made it
 */
public record KindInfo(
        Kind kind,
        String singular,
        String listKind,
        List<String> shortNames,
        List<String> categories,
        boolean hasStatus,
        boolean hasGeneration,
        Optional<Scale> scale,
        Supplier<Schema> schema,
        List<Column> columns,
        List<String> selectable,
        boolean custom) {
    /** Paths of a scale subresource, {@code .spec.replicas}; the selector's path is empty where there is none. */
    public record Scale(String specPath, String statusPath, String selectorPath) {}

    /** One of a definition's {@code additionalPrinterColumns}. */
    public record Column(String name, String type, String format, String description, int priority, String path) {}

    /** What versions of one resource share. */
    public record StorageKey(String group, String plural) {}

    public StorageKey storage() {
        return new StorageKey(kind.group(), kind.plural());
    }
}
