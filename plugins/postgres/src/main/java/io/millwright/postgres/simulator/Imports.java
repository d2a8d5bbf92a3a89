package io.millwright.postgres.simulator;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;

/** Sources of imports, as far as whether they can be reached: there is no server behind them. */
final class Imports {
    static final String ROLE = "import";
    private static final String LABEL = "millwright.io/import";

    private Imports() {}

    /** Lets the Jobs that ask a source fail while there is none. */
    static void step(SimulatedCluster world) {
        if (world.fault(Marks.SOURCE_UNREACHABLE)) {
            world.list(Kind.POD, Selector.ALL).stream()
                    .filter(p -> p.label(LABEL).isPresent())
                    .forEach(p -> world.update(
                            p.ref(Kind.POD), o -> o.with("2", "metadata", "annotations", Marks.EXIT_CODE)));
        }
    }

    /** Whether the Cluster begins with an import. */
    static boolean wanted(Resource cluster) {
        return cluster.at("spec", "bootstrap", "initdb", "import").isPresent();
    }
}
