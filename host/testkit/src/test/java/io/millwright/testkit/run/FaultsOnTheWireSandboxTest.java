package io.millwright.testkit.run;

import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** On the way to a sandbox that is served on a port; its silences are real, so that it takes minutes. */
@Tag("kill")
class FaultsOnTheWireSandboxTest extends FaultsOnTheWire {
    private final Sandbox sandbox = Sandbox.start(new SandboxOptions(
            List.of(new ClusterSpec("twin", "empty")), List.of(), 1, Optional.empty(), 0, Optional.empty()));

    @Override
    void stop() {
        sandbox.close();
    }

    @Override
    String kubeconfig() {
        return sandbox.kubeconfig();
    }
}
