package io.millwright.testkit.run;

import org.junit.jupiter.api.Tag;

/** With the cluster that {@code KUBECONFIG} names, in namespaces of its own. */
@Tag("lab")
class AccidentsOnTheWireLabTest extends AccidentsOnTheWire {
    AccidentsOnTheWireLabTest() {
        super(lab());
    }
}
