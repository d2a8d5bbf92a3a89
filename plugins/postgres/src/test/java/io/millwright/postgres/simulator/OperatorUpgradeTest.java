package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperatorUpgradeTest {
    private static final String OPERATOR = "cnpg-system/cnpg-controller-manager";

    @Test
    void theOperatorGoesOneSupportedStepOnAndEveryClusterFollows(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Town town = new Town("empty")) {
            town.release("1.29.1");
            town.until(t -> t.tool().discover(t.view()).stream()
                    .anyMatch(i -> i.id().path().equals(OPERATOR)
                            && t.constraints("create-cluster", Optional.empty()).isEmpty()));
            town.create(Cnpg.CLUSTER, Town.database("default", "pg", 2));
            town.healthy("default", "pg");

            assertThatThrownBy(() ->
                            town.succeeds("upgrade-operator", OPERATOR, Map.of("manifest", file(folder, "1.28.4"))))
                    .hasMessageContaining("older than 1.29.1");
            town.succeeds("upgrade-operator", OPERATOR, Map.of("manifest", file(folder, "1.30.0")));

            assertThat(town.instance(OPERATOR).version()).contains("1.30.0");
            assertThat(town.pods("default", "pg"))
                    .allSatisfy(
                            p -> assertThat(p.annotation(Cnpg.OPERATOR_VERSION)).contains("1.30.0"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aStepThatUpstreamDoesNotSupportNamesTheOneInBetween(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Town town = new Town("empty")) {
            town.release("1.28.1");
            town.until(t -> t.tool().discover(t.view()).stream()
                    .anyMatch(i -> i.id().path().equals(OPERATOR)));
            assertThatThrownBy(() ->
                            town.succeeds("upgrade-operator", OPERATOR, Map.of("manifest", file(folder, "1.30.0"))))
                    .hasMessageContaining("no single step leads from 1.28.1 to 1.30.0");
        }
    }

    @Test
    void restartsAreSpreadBeforeAnUpgradeThatWouldRestartAllAtOnce(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (Town town = new Town("empty")) {
            town.release("1.29.1");
            town.until(t -> t.tool().discover(t.view()).stream()
                    .anyMatch(i -> i.id().path().equals(OPERATOR)
                            && t.constraints("create-cluster", Optional.empty()).isEmpty()));
            for (String name : List.of("pg", "wiki")) {
                town.create(Cnpg.CLUSTER, Town.database("default", name, 1));
                town.healthy("default", name);
            }
            assertThat(risks(town, folder)).contains("at-once");
            assertThatThrownBy(() -> town.succeeds("configure-operator", OPERATOR, Map.of()))
                    .hasMessageContaining("nothing would change");

            String pod = operatorPod(town);
            town.succeeds("configure-operator", OPERATOR, Map.of("clusters-delay", "300", "in-place", "yes"));
            assertThat(town.view()
                            .get(ObjectRef.of(Kind.CONFIG_MAP, "cnpg-system", "cnpg-controller-manager-config"))
                            .orElseThrow()
                            .textMap("data"))
                    .containsEntry("CLUSTERS_ROLLOUT_DELAY", "300")
                    .containsEntry("ENABLE_INSTANCE_MANAGER_INPLACE_UPDATES", "true");
            assertThat(operatorPod(town)).isNotEqualTo(pod);
            assertThat(risks(town, folder)).doesNotContain("at-once");
            assertThat(town.problems()).isEmpty();
        }
    }

    private static List<String> risks(Town town, Path folder) {
        return town
                .plan(
                        "upgrade-operator",
                        Optional.of(town.instance(OPERATOR)),
                        "",
                        Map.of("manifest", file(folder, "1.30.0")))
                .plan()
                .risks()
                .stream()
                .map(Risk::id)
                .toList();
    }

    private static String operatorPod(Town town) {
        return town
                .view()
                .list(Kind.POD, Selector.labelled("cnpg-system", Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME))
                .stream()
                .filter(p -> p.text("metadata", "deletionTimestamp").isEmpty())
                .map(Resource::name)
                .findFirst()
                .orElseThrow();
    }

    private static String file(Path folder, String version) {
        String text = Releases.operator(version).stream()
                .map(Resource::content)
                .map(Json::text)
                .collect(Collectors.joining("\n---\n"));
        try {
            return Files.writeString(folder.resolve("cnpg-" + version + ".yaml"), text)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
