package io.millwright.sandbox.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cluster of three nodes whose time stands, ten seconds old. */
abstract class ControllerScenario {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    final SimulatedClock clock = SimulatedClock.standing(START, InstantSource.fixed(START));
    final ObjectStore store = new ObjectStore(clock);
    final ClusterRuntime cluster = ClusterRuntime.prepare("t", store, clock, List.of());

    @BeforeEach
    void settled() throws InterruptedException {
        cluster.start(Optional.of("healthy"), false, 1);
        cluster.advance(Duration.ofSeconds(10));
    }

    @AfterEach
    void nothingWentWrong() {
        cluster.close();
        assertThat(cluster.problems()).isEmpty();
    }

    Resource get(Kind kind, String name) {
        return store.require(kind, "default", name);
    }

    List<Resource> pods() {
        return store.list(Kind.POD, Selector.in("default"));
    }

    List<String> reasons(String name) {
        return store.list(Kind.EVENT, Selector.in("default")).stream()
                .filter(e -> e.text("involvedObject", "name").orElse("").startsWith(name))
                .map(e -> e.text("reason").orElse(""))
                .distinct()
                .toList();
    }

    static Map<String, Object> template(String image) {
        return Fields.of(
                "metadata", Map.of("labels", Map.of("app", "web")),
                "spec",
                        Map.of(
                                "containers",
                                List.of(Fields.of(
                                        "name",
                                        "web",
                                        "image",
                                        image,
                                        "ports",
                                        List.of(Fields.of("containerPort", 8080L))))));
    }

    void deployment(String image, long replicas) {
        store.create(
                Kind.DEPLOYMENT,
                Resource.of(
                        Kind.DEPLOYMENT,
                        "default",
                        "web",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "replicas", replicas,
                                        "selector", Map.of("matchLabels", Map.of("app", "web")),
                                        "template", template(image)))));
    }

    void image(String image) {
        Resource now = get(Kind.DEPLOYMENT, "web");
        store.update(Kind.DEPLOYMENT, now.with(template(image), "spec", "template"));
    }
}
