package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.kit.Yaml;
import io.millwright.logging.LoggingTool;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ECK's operator from nothing to removal, by commands alone, with an Elasticsearch whose image nobody has. */
abstract class LoggingJourney extends Journey {
    static final Map<String, Tool> TOOLS = Map.of("logging", new LoggingTool());
    private static final String AT = "elastic-system/elastic-operator";
    private static final String NAMESPACE = "mw-logging";
    private static final String LOGS = NAMESPACE + "/logs";
    /** Nobody has it, and the sandbox takes a tag of that name for one that can't be pulled. */
    private static final String IMAGE = "registry.example.test/elasticsearch:9.4.2-fault-pull";

    LoggingJourney() {
        super("logging", List.of(NAMESPACE));
    }

    @Override
    void clear(Place p) {
        p.delete(Kind.NAMESPACE, "", NAMESPACE);
        p.delete(Kind.NAMESPACE, "", "elastic-system");
    }

    @Test
    void theOperatorFromInstallationToRemovalAndAnElasticsearchThatCanNotStart() {
        runs("install", "", "version=3.5.0", "repository=" + place().charts());
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

        place().operator().runsOn(LOGS, "logs", "uninstall");
        assertThat(place().get(Names.ES, NAMESPACE, "logs")).isEmpty();
        assertThat(place().cluster().view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(NAMESPACE)))
                .as("volumes are kept")
                .hasSize(1);

        place().operator().runsOn(AT, "elastic-operator", "uninstall-operator");
        assertThat(place().get(Kind.STATEFUL_SET, "elastic-system", "elastic-operator"))
                .isEmpty();
        assertThat(place().get(Kind.CUSTOM_RESOURCE_DEFINITION, "", "elasticsearches.elasticsearch.k8s.elastic.co"))
                .as("definitions are kept")
                .isPresent();
        assertThat(place().operator().failures()).isEmpty();
    }
}
