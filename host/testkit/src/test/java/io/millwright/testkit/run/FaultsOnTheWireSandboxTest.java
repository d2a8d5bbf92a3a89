package io.millwright.testkit.run;

import org.junit.jupiter.api.Tag;

/** On the way to a sandbox that is served on a port; its silences are real, so that it takes minutes. */
@Tag("kill")
class FaultsOnTheWireSandboxTest extends FaultsOnTheWire {
    FaultsOnTheWireSandboxTest() {
        super(sandbox());
    }
}
