package io.millwright.sandbox.conformance;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** The suite on the cluster that {@code KUBECONFIG} names. */
@Tag("lab")
class LabConformanceTest extends ConformanceTest {
    @Override
    ApiClient connect() throws Exception {
        Optional<String> kubeconfig =
                Optional.ofNullable(System.getenv("KUBECONFIG")).filter(k -> !k.isEmpty());
        Assumptions.assumeTrue(kubeconfig.isPresent(), "KUBECONFIG names no cluster");
        return ApiClient.of(Path.of(kubeconfig.get()));
    }
}
