package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.spi.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installing, upgrading and removing the operator by its chart, with the real Helm. */
final class InstallTest {
    @TempDir
    Path folder;

    private String archive(String version) throws IOException {
        String name = "strimzi-kafka-operator-" + version + ".tgz";
        byte[] content = new KafkaTool().simulator().orElseThrow().charts().get(name);
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void installsTheOperatorByItsChart() throws IOException, InterruptedException {
        try (KafkaTown town = new KafkaTown("empty")) {
            town.succeeds("install-operator", "", Map.of("archive", archive("1.2.0")));
            Instance operator = town.instance("strimzi/strimzi-cluster-operator");
            assertThat(operator.version()).contains("1.2.0");
            assertThat(operator.management().reference()).isEqualTo("release strimzi/strimzi-cluster-operator");
            assertThat(operator.summary()).containsEntry("watches", "all namespaces");
            assertThat(StrimziOperators.kafkaVersions(operator.root())).startsWith("4.3.1", "4.3.0");
            assertThat(town.problems()).isEmpty();
        }
    }
}
