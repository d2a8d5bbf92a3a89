package io.millwright.testkit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** On the way to the cluster that {@code KUBECONFIG} names, in a namespace of its own. */
@Tag("lab")
class FaultsOnTheWireLabTest extends FaultsOnTheWire {
    @Override
    String kubeconfig() throws IOException {
        return Files.readString(
                Path.of(Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("there is no KUBECONFIG")));
    }
}
