package io.millwright.testkit.run;

import org.junit.jupiter.api.Tag;

/** On the way to the cluster that {@code KUBECONFIG} names, in a namespace of its own. */
@Tag("lab")
class FaultsOnTheWireLabTest extends FaultsOnTheWire {
    FaultsOnTheWireLabTest() {
        super(lab());
    }
}
