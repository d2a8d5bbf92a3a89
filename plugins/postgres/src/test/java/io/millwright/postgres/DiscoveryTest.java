package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Activity;
import io.millwright.spi.Instance;
import io.millwright.spi.Listing;
import io.millwright.spi.Management.By;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final PostgresTool tool = new PostgresTool();

    @Test
    void isFoundThroughItsServiceFile() {
        assertThat(ServiceLoader.load(Tool.class).stream()
                        .map(p -> p.get().descriptor().id()))
                .contains("postgres");
    }

    @Test
    void operatorsAndClustersAreFound() {
        List<Instance> instances = tool.discover(Samples.healthy());
        assertThat(instances).extracting(Instance::component).containsExactly("operator", "cluster");
        Instance operator = instances.getFirst();
        assertThat(operator.version()).contains("1.30.0");
        assertThat(operator.summary()).containsEntry("ready", "1/1").containsEntry("clusters", "1");
        Instance orders = instances.getLast();
        assertThat(orders.id().display()).isEqualTo("postgres db/orders on eu-1");
        assertThat(orders.version()).contains("18.4");
        assertThat(orders.activity()).isEqualTo(Activity.STEADY);
        assertThat(orders.summary())
                .isEqualTo(Map.of(
                        "ready",
                        "3/3",
                        "primary",
                        "orders-1",
                        "lag",
                        "72 B",
                        "backup",
                        "9 h 57 min ago",
                        "storage",
                        "50Gi"));
    }

    @Test
    void anEmptyClusterHasNothing() {
        assertThat(tool.discover(new HandMadeCluster().withoutKind(Cnpg.CLUSTER)))
                .isEmpty();
    }

    @Test
    void aRefusalIsNotNothing() {
        assertThatThrownBy(() -> tool.discover(Samples.healthy().forbid(Cnpg.CLUSTER)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whatCantBeReadShowsAsAQuestionMark() {
        Instance orders =
                Samples.instance(Samples.healthy().noPage("orders-1", 8000).forbid(Cnpg.BACKUP), ORDERS);
        assertThat(orders.summary()).containsEntry("lag", "?").containsEntry("backup", "?");
    }

    @Test
    void theVersionOfAFailedMajorUpgradeIsThatOfTheData() {
        HandMadeCluster view = Samples.healthy().change(ORDERS, r -> r.with("x/postgresql:19.1", "status", "image"));
        assertThat(Samples.instance(view, ORDERS).version()).contains("18.4");
    }

    @Test
    void pausesAndWindowsAreActivities() {
        assertThat(state(r -> r.with("on", "metadata", "annotations", Cnpg.HIBERNATION)))
                .isEqualTo(Activity.State.PAUSED);
        assertThat(state(r -> r.with("disabled", "metadata", "annotations", Cnpg.RECONCILIATION)))
                .isEqualTo(Activity.State.PAUSED);
        assertThat(state(r -> r.with(true, "spec", "nodeMaintenanceWindow", "inProgress")))
                .isEqualTo(Activity.State.MAINTENANCE);
        assertThat(state(r -> r.without("status"))).isEqualTo(Activity.State.CHANGING);
    }

    private static Activity.State state(UnaryOperator<Resource> change) {
        return Samples.instance(Samples.healthy().change(ORDERS, change), ORDERS)
                .activity()
                .state();
    }

    @Test
    void whoeverInstalledItIsNamed() {
        assertThat(by(r -> r)).isEqualTo(By.MANIFEST);
        assertThat(by(r -> r.with(Map.of("meta.helm.sh/release-name", "cnpg"), "metadata", "annotations")))
                .isEqualTo(By.HELM);
        assertThat(by(r -> r.with(
                        Map.of("meta.helm.sh/release-name", "cnpg", "argocd.argoproj.io/tracking-id", "app:x"),
                        "metadata",
                        "annotations")))
                .isEqualTo(By.GITOPS);
        assertThat(by(r -> r.with("cnpg", "metadata", "labels", "helm.toolkit.fluxcd.io/name")))
                .isEqualTo(By.GITOPS);
        assertThat(by(r -> r.with(
                        List.of(Map.of("kind", "ClusterServiceVersion", "name", "cloudnative-pg.v1.30.0")),
                        "metadata",
                        "ownerReferences")))
                .isEqualTo(By.OLM);
        assertThat(by(r -> r.with(List.of(Map.of("manager", "millwright")), "metadata", "managedFields")))
                .isEqualTo(By.MILLWRIGHT);
    }

    private static By by(UnaryOperator<Resource> change) {
        return Samples.instance(Samples.healthy().change(OPERATOR, change), OPERATOR)
                .management()
                .by();
    }

    @Test
    void listingsHaveACellForEachColumn() {
        HandMadeCluster view = Samples.healthy()
                .put(Resource.of(
                        Cnpg.POOLER, "db", "pool", Map.of("spec", Map.of("cluster", Map.of("name", "orders")))));
        for (Listing listing : tool.listings()) {
            List<Listing.Row> rows = listing.rows(view);
            assertThat(rows).as(listing.info().id()).hasSize(1);
            assertThat(rows.getFirst().cells()).hasSameSizeAs(listing.info().columns());
            assertThat(listing.info().columns()).allMatch(c -> c.name().length() <= 14);
        }
        assertThat(tool.listings().getFirst().rows(view).getFirst().severity()).isEqualTo(Severity.OK);
        assertThat(tool.listings().stream()
                        .filter(l -> l.info().id().equals("poolers"))
                        .flatMap(l -> l.rows(view).stream())
                        .map(Listing.Row::severity))
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void listingsAreEmptyWhereNothingIsServed() {
        assertThat(tool.listings().stream().flatMap(l -> l.rows(new HandMadeCluster()).stream()))
                .isEmpty();
    }
}
