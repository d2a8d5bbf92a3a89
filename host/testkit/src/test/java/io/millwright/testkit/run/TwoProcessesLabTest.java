package io.millwright.testkit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** On the cluster that {@code KUBECONFIG} names, in namespaces of its own. */
@Tag("lab")
class TwoProcessesLabTest extends TwoProcesses {
    @Override
    String kubeconfig() throws IOException {
        return Files.readString(
                Path.of(Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("there is no KUBECONFIG")));
    }
}
