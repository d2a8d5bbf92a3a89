package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kit.Yaml;
import io.millwright.logging.LoggingTool;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ECK's operator from nothing to removal, by commands alone, with an Elasticsearch whose image nobody has. */
abstract class LoggingJourney {
    static final Map<String, Tool> TOOLS = Map.of("logging", new LoggingTool());
    private static final String AT = "elastic-system/elastic-operator";
    private static final String NAMESPACE = "mw-logging";
    private static final String LOGS = NAMESPACE + "/logs";
    /** Nobody has it, and the sandbox takes a tag of that name for one that can't be pulled. */
    private static final String IMAGE = "registry.example.test/elasticsearch:9.4.2-fault-pull";

    private static final String CRITICAL = "\"severity\" *: *\"critical\"";

    @TempDir
    private Path folder;

    private Optional<Place> arrived = Optional.empty();

    abstract Place open(Path folder) throws Exception;

    private Place place() {
        return arrived.orElseThrow();
    }

    @BeforeEach
    void arrive() throws Exception {
        arrived = Optional.of(open(folder));
        place().namespace(NAMESPACE);
    }

    @AfterEach
    void leave() {
        arrived.ifPresent(p -> {
            p.delete(Kind.NAMESPACE, "", NAMESPACE);
            p.delete(Kind.NAMESPACE, "", "elastic-system");
            p.close();
        });
    }

    @Test
    void theOperatorFromInstallationToRemovalAndAnElasticsearchThatCanNotStart() {
        runs("yes", "install", "", "version=3.5.0", "repository=" + place().charts());
        assertThat(instances()).contains(AT).contains("3.5.0");
        assertThat(health(AT)).as("health after the installation").doesNotContainPattern(CRITICAL);

        Yaml.documents(Yaml.text(LoggingJourney.class, "logging.yaml").replace("$IMAGE", IMAGE), "logging.yaml")
                .forEach(r -> place().cluster().writer().apply(r, true, Mode.REAL));
        until("the missing image is named", () -> health(LOGS).contains(IMAGE));
        assertThat(instances()).contains(LOGS);
        assertThat(health(LOGS))
                .containsPattern(CRITICAL)
                .contains("0 of 1 nodes serve, masters have no majority")
                .contains("Its image can't be pulled");

        runs("logs", "uninstall", LOGS);
        assertThat(place().get(Names.ES, NAMESPACE, "logs")).isEmpty();
        assertThat(place().cluster().view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(NAMESPACE)))
                .as("volumes are kept")
                .hasSize(1);

        runs("elastic-operator", "uninstall-operator", AT);
        assertThat(place().get(Kind.STATEFUL_SET, "elastic-system", "elastic-operator"))
                .isEmpty();
        assertThat(place().get(Kind.CUSTOM_RESOURCE_DEFINITION, "", "elasticsearches.elasticsearch.k8s.elastic.co"))
                .as("definitions are kept")
                .isPresent();
        assertThat(place().operator().failures()).isEmpty();
    }

    private void runs(String approval, String runbook, String target, String... settings) {
        place().operator().runsOn(target, approval, runbook, settings);
    }

    private String instances() {
        return place().operator().types("instances").done().out();
    }

    private String health(String instance) {
        return place().operator()
                .types("health", "logging/" + instance, "--output", "json")
                .out();
    }

    private static void until(String what, BooleanSupplier holds) {
        assertThat(Patience.until(Duration.ofMinutes(2), holds)).as(what).isTrue();
    }
}
