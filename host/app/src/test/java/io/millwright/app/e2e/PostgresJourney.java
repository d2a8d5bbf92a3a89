package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL from nothing to removal, by commands alone: the operator is installed by its release manifest, a cluster made, scaled out and
 * in, backed up; its primary is killed, and the finding comes and goes. Subclasses bring the cluster.
 */
abstract class PostgresJourney {
    private static final Kind CLUSTER = RealPostgres.CLUSTER;
    private static final Kind BACKUP = RealPostgres.BACKUP;
    static final String NAMESPACE = "mw-journey";

    /** What a cluster must bring. */
    record Stage(
            ClusterConnection cluster,
            Operator operator,
            String manifest,
            List<String> createSettings,
            boolean backups) {}

    abstract Stage stage();

    /** What the real programs say of the healthy cluster {@code orders}: lines that the line of the instance must contain. */
    List<String> truth(Stage stage) {
        Resource cluster = cluster(stage);
        return List.of(
                cluster.text("status", "currentPrimary").orElseThrow(),
                ready(stage) + "/" + cluster.number("spec", "instances").orElseThrow());
    }

    private void whatIsShownIsTrue(Stage stage) {
        String shown = stage.operator()
                .types("instances")
                .done()
                .out()
                .lines()
                .filter(l -> l.contains(NAMESPACE) && l.contains("orders"))
                .findFirst()
                .orElseThrow();
        assertThat(shown).contains(truth(stage));
    }

    @Test
    void aDatabaseFromNothingToRemoval() {
        Stage stage = stage();
        Operator operator = stage.operator();
        if (!stage.cluster().view().serves(CLUSTER)) {
            operator.runs(
                    "yes", "install-operator", "--set", "source=manifest", "--set", "manifest=" + stage.manifest());
        }
        assertThat(operator.types("instances").done().out()).contains("operator");

        namespaceWithCredentials(stage);
        List<String> create = new ArrayList<>(List.of("-n", NAMESPACE, "--set", "name=orders", "--set", "instances=1"));
        stage.createSettings().forEach(s -> create.addAll(List.of("--set", s)));
        operator.runs("yes", "create-cluster", create.toArray(String[]::new));
        assertThat(operator.types("instances").out()).contains("orders").contains("1/1");

        operator.runs("yes", "scale", NAMESPACE + "/orders", "--set", "instances=3");
        assertThat(ready(stage)).isEqualTo(3);
        assertThat(operator.types("health", "postgres/" + NAMESPACE + "/orders").out())
                .doesNotContainPattern("Critical.*primary");
        whatIsShownIsTrue(stage);

        operator.runs("orders", "scale", NAMESPACE + "/orders", "--set", "instances=2");
        assertThat(ready(stage)).isEqualTo(2);
        whatIsShownIsTrue(stage);

        if (stage.backups()) {
            operator.runs("yes", "backup-now", NAMESPACE + "/orders");
            List<Resource> backups = stage.cluster().view().list(BACKUP, Selector.in(NAMESPACE));
            assertThat(backups)
                    .extracting(b -> b.text("status", "phase").orElse(""))
                    .containsExactly("completed");
        }
        theFindingOfAKilledPrimaryComesAndGoes(stage);
        assertThat(operator.types("operations").done().out())
                .contains("Succeeded")
                .contains("Scale postgres");
    }

    private static void theFindingOfAKilledPrimaryComesAndGoes(Stage stage) {
        String primary = cluster(stage).text("status", "currentPrimary").orElseThrow();
        // Otherwise the instance waits three minutes for clients to leave by themselves.
        stage.cluster()
                .writer()
                .patch(
                        ObjectRef.of(CLUSTER, NAMESPACE, "orders"),
                        Map.of("spec", Map.of("smartShutdownTimeout", 1)),
                        List.of(),
                        "",
                        Optional.empty(),
                        Mode.REAL);
        stage.cluster()
                .writer()
                .delete(ObjectRef.of(Kind.POD, NAMESPACE, primary), Action.Propagation.BACKGROUND, Mode.REAL);
        String target = "postgres/" + NAMESPACE + "/orders";
        await("a finding about the lost primary", Duration.ofMinutes(4), () -> {
            String said = stage.operator().types("health", target).out();
            return said.contains("Failing over")
                    || said.contains("1 of 2")
                    || said.contains("no primary")
                    || said.contains("1/2");
        });
        await("health without that finding", Duration.ofMinutes(5), () -> {
            Resource now = cluster(stage);
            return now.text("status", "phase")
                            .filter("Cluster in healthy state"::equals)
                            .isPresent()
                    && ready(stage) == 2
                    && !stage.operator().types("health", target).out().contains("Failing over");
        });
    }

    private static void namespaceWithCredentials(Stage stage) {
        Resource namespace = Resource.of(Kind.NAMESPACE, "", NAMESPACE, Map.of());
        if (stage.cluster()
                .view()
                .get(ObjectRef.of(Kind.NAMESPACE, "", NAMESPACE))
                .isEmpty()) {
            stage.cluster().writer().create(namespace, Mode.REAL);
        }
        RealPostgres.credentials(stage.cluster(), NAMESPACE);
    }

    static Resource cluster(Stage stage) {
        return stage.cluster()
                .view()
                .get(ObjectRef.of(CLUSTER, NAMESPACE, "orders"))
                .orElseThrow();
    }

    private static long ready(Stage stage) {
        return cluster(stage).number("status", "readyInstances").orElse(0L);
    }

    /** Looks again until it holds: a real cluster tells nobody when it is done. */
    private static void await(String what, Duration limit, BooleanSupplier holds) {
        org.assertj.core.api.Assertions.assertThat(Patience.until(limit, holds))
                .as(what)
                .isTrue();
    }
}
