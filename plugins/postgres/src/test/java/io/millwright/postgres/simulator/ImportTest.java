package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.testkit.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Imports of another PostgreSQL, by the real engine; there is no server behind the sandbox's sources. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImportTest {
    private static final Map<String, String> ONE = Map.of(
            "namespace", "db",
            "instances", "1",
            "source-host", "legacy.example.com",
            "source-user", "app",
            "source-secret", "orders-app",
            "databases", "shop");
    private final Town town;

    ImportTest() throws InterruptedException {
        town = Village.of(1);
    }

    @AfterAll
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    /** The usual answers, with those instead. */
    private static Map<String, String> answers(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>(ONE);
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all;
    }

    private FrozenPlan plan(String... pairs) {
        return town.plan("import", Optional.empty(), "db", answers(pairs));
    }

    @Test
    void oneDatabaseIsTakenOverAfterTheSourceWasTriedAndComparedWithIt() {
        FrozenPlan plan = plan("name", "copy", "owner", "shopkeeper");
        assertThat(plan.plan().steps())
                .extracting(Step::id)
                .containsExactly(
                        "operator",
                        "try",
                        "try-ended",
                        "try-said",
                        "try-away",
                        "cluster",
                        "ready",
                        "compare",
                        "compare-ended",
                        "compare-said",
                        "compare-away");
        assertThat(town.run(plan).problem()).isEmpty();

        Resource made = town.cluster("db", "copy");
        assertThat(made.at("spec", "bootstrap", "initdb", "import"))
                .contains(Map.of(
                        "type",
                        "microservice",
                        "databases",
                        List.of("shop"),
                        "source",
                        Map.of("externalCluster", "source")));
        assertThat(made.text("spec", "bootstrap", "initdb", "owner")).contains("shopkeeper");
        assertThat(made.items("spec", "externalClusters"))
                .singleElement()
                .satisfies(e -> assertThat(e.at("password")).contains(Map.of("name", "orders-app", "key", "password")));
        assertThat(town.view().list(Kind.JOB, Selector.in("db"))).isEmpty();
    }

    @Test
    void severalAreTakenOverWithTheirRolesAndNoApplicationsDatabaseBesideThem() throws IOException {
        FrozenPlan plan = plan("name", "whole", "type", "monolith", "databases", "shop, wiki", "roles", "*");
        Resource made = plan.plan().steps().stream()
                .map(Step::action)
                .flatMap(a -> a instanceof Action.Create c
                        ? Optional.of(c.object()).stream()
                        : Optional.<Resource>empty().stream())
                .filter(o -> o.kind().equals("Cluster"))
                .findFirst()
                .orElseThrow();
        assertThat(made.at("spec", "bootstrap", "initdb", "database")).isEmpty();
        assertThat(made.at("spec", "bootstrap", "initdb", "import", "databases"))
                .contains(List.of("shop", "wiki"));
        assertThat(made.at("spec", "bootstrap", "initdb", "import", "roles")).contains(List.of("*"));
        Optional<Path> folder = Schema.definitions("postgres");
        Assumptions.assumeTrue(folder.isPresent(), "the shared folder with the definitions is absent");
        assertThat(Schema.problems(made, folder.orElseThrow())).isEmpty();
        assertThat(town.run(plan).problem()).isEmpty();
    }

    @Test
    void whatCannotGoWellIsRefusedBeforehand() throws InterruptedException {
        assertThatThrownBy(() -> plan("name", "x", "databases", "shop, wiki")).hasMessageContaining("one database");
        assertThatThrownBy(() -> plan("name", "x", "roles", "app")).hasMessageContaining("no roles");
        assertThatThrownBy(() -> plan("name", "x", "type", "monolith", "databases", "*, shop"))
                .hasMessageContaining("names with commas between, or *");
        assertThatThrownBy(() -> plan("name", "x", "source-tls", "verify-full")).hasMessageContaining("authority");
        assertThatThrownBy(() -> plan("name", "x", "source-secret", "none")).hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> plan("name", "x", "source-key", "pass")).hasMessageContaining("no key pass");
        assertThatThrownBy(() -> plan("name", "orders")).hasMessageContaining("exists already");
        assertThatThrownBy(() -> plan("name", "x", "source-host", "orders-rw.db.svc", "version", "17.10"))
                .hasMessageContaining("it is PostgreSQL 18, and the new cluster would be 17");
        assertThat(plan("name", "x", "source-host", "orders-rw").plan().consequences())
                .contains("reads Cluster db/orders, PostgreSQL 18, which goes on unchanged");
    }

    @Test
    void aSourceThatDoesNotAnswerEndsTheRunBeforeAClusterIsMade() throws InterruptedException {
        town.fault(Marks.SOURCE_UNREACHABLE, true);
        List<RunResult> ends = town.takenBack("import", Optional.empty(), "db", answers("name", "lost"));
        town.fault(Marks.SOURCE_UNREACHABLE, false);

        assertThat(ends.getFirst().problem().orElseThrow().summary()).contains("it failed");
        assertThat(ends.getLast().state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(town.view().get(ObjectRef.of(Cnpg.CLUSTER, "db", "lost"))).isEmpty();
        assertThat(town.view().list(Kind.JOB, Selector.in("db"))).isEmpty();
    }
}
