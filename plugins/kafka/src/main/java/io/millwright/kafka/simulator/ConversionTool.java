package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;

/** The program that converts objects and definitions to v1: what has become true when its Jobs are complete. */
final class ConversionTool {
    private ConversionTool() {}

    static void step(SimulatedCluster world) {
        boolean upgraded = world.list(Kind.JOB, Selector.ALL).stream()
                .anyMatch(j -> complete(j) && words(j).contains("crd-upgrade"));
        if (upgraded) {
            Strimzi.KINDS.forEach(k -> world.updateStatus(
                    ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(k)),
                    d -> d.with(List.of("v1"), "status", "storedVersions")));
        }
    }

    private static List<String> words(Resource job) {
        return job.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("command").stream())
                .toList();
    }

    private static boolean complete(Resource job) {
        return job.condition("Complete")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }
}
