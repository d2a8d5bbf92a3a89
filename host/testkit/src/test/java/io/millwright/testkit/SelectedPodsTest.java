package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.inspect.SelectedPods;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods an object selects, and which of them a connection goes to. */
class SelectedPodsTest {
    private static Resource ready(String name, Map<String, String> labels) {
        return Resource.of(
                        Kind.POD,
                        "db",
                        name,
                        Map.of("status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True")))))
                .with(labels, "metadata", "labels");
    }

    @Test
    void aConnectionGoesToNoPodThatAnExpressionExcludes() {
        FakeCluster cluster = new FakeCluster();
        cluster.put(ready("canary", Map.of("app", "web", "track", "canary")));
        cluster.put(ready("stable", Map.of("app", "web")));
        LabelSelector selector = new LabelSelector(
                Map.of("app", "web"), List.of(new LabelSelector.Requirement("track", "NotIn", List.of("canary"))));
        assertThat(SelectedPods.ready("db", selector, cluster.view()).map(Resource::name))
                .contains("stable");
    }

    @ParameterizedTest
    @CsvSource({"Service", "ReplicationController"})
    void someHaveTheLabelsAlone(String kind) {
        Resource object = new Resource(Map.of("kind", kind, "spec", Map.of("selector", Map.of("app", "web"))));
        assertThat(SelectedPods.selector(object).map(LabelSelector::text)).contains("app=web");
    }

    @Test
    void aJobWithoutASelectorHasThePodsOfItsNameAndOthersHaveNone() {
        assertThat(SelectedPods.selector(Resource.of(Kind.JOB, "db", "load", Map.of()))
                        .map(LabelSelector::text))
                .contains("job-name=load");
        assertThat(SelectedPods.selector(Resource.of(Kind.CONFIG_MAP, "db", "x", Map.of())))
                .isEqualTo(Optional.empty());
    }
}
