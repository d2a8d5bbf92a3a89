package io.millwright.testkit.run;

import org.junit.jupiter.api.Tag;

/** With a sandbox that is served on a port. */
@Tag("kill")
class AccidentsOnTheWireSandboxTest extends AccidentsOnTheWire {
    AccidentsOnTheWireSandboxTest() {
        super(sandbox());
    }
}
