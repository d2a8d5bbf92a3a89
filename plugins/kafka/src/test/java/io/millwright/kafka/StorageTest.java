package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Brokers get other volumes, and other machines. */
final class StorageTest {
    private static final String ORDERS = "shop/orders";
    private KafkaTown town;

    @BeforeEach
    void bringUp() throws InterruptedException {
        town = KafkaTown.separate();
    }

    @AfterEach
    void nothingWentWrongBeside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private NodePool pool(String name) {
        return new NodePool(town.get(Strimzi.POOL, "shop", name));
    }

    private List<String> claims() {
        return town
                .view()
                .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled("shop", Strimzi.POOL_LABEL, "brokers"))
                .stream()
                .map(Resource::name)
                .sorted()
                .toList();
    }

    @Test
    void aVolumeIsAddedToEachBrokerAndTakenAwayAgain() {
        List<String> before = Look.uids(town, "shop", "orders");
        town.succeeds("add-volume", ORDERS, Map.of("pool", "brokers", "size", "20Gi"));
        assertThat(pool("brokers").volumes()).extracting(NodePool.Volume::size).containsExactly("100Gi", "20Gi");
        assertThat(claims())
                .contains("data-1-orders-brokers-0", "data-1-orders-brokers-2")
                .hasSize(6);
        assertThat(Look.uids(town, "shop", "orders")).isNotEqualTo(before);
        Resource spread =
                town.view().list(Strimzi.REBALANCE, Selector.in("shop")).getFirst();
        assertThat(spread.flag("spec", "rebalanceDisk")).contains(true);

        assertThat(Look.refused(town, ORDERS, "remove-volume", Map.of("pool", "brokers", "volume", "0")))
                .contains("volume 0 holds the metadata log as well");
        assertThat(Look.refused(town, ORDERS, "remove-volume", Map.of("pool", "brokers", "volume", "7")))
                .contains("has no volume 7");
        town.succeeds("remove-volume", ORDERS, Map.of("pool", "brokers", "volume", "1"));
        assertThat(pool("brokers").volumes()).hasSize(1);
        assertThat(claims()).as("claims stay").hasSize(6);
        assertThat(town.findings(ORDERS)).contains("kafka.pvc.orphans");

        town.succeeds("add-volume", ORDERS, Map.of("pool", "brokers", "size", "20Gi", "spread", "false"));
        assertThat(pool("brokers").volumes())
                .as("the number of the kept claims is passed over")
                .extracting(v -> v.id().orElse(-1L))
                .containsExactly(0L, 2L);
    }

    @Test
    void brokersMoveToAPoolOfAnotherSize() {
        town.succeeds("move-pool", ORDERS, Map.of("pool", "brokers", "to", "small", "size", "30Gi"));
        assertThat(town.view().get(ObjectRef.of(Strimzi.POOL, "shop", "brokers")))
                .isEmpty();
        assertThat(pool("small").ids()).hasSize(3);
        assertThat(pool("small").size()).isEqualTo("30Gi");
        assertThat(town.get(
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                "shop",
                                "data-0-" + pool("small").pods().getFirst())
                        .number("metadata", "annotations", "sandbox.millwright.io/partitions"))
                .as("partitions")
                .hasValueSatisfying(n -> assertThat(n).isPositive());
        assertThat(claims()).as("the old volumes stay").hasSize(3);
        assertThat(Look.refused(town, ORDERS, "move-pool", Map.of("pool", "small", "to", "brokers", "size", "30Gi")))
                .contains("claims are left from an earlier pool brokers");
    }

    @Test
    void aMovementThatFailsLeavesTheOldBrokersWhereTheyAre() throws InterruptedException {
        town.fault("rebalance-failing", true);
        var end = town.run(
                "move-pool",
                Optional.of(town.instance(ORDERS)),
                "shop",
                Map.of("pool", "brokers", "to", "small", "size", "30Gi"));
        assertThat(end.problem().map(Problem::summary).orElse("")).contains("NotReady");
        assertThat(pool("brokers").ids()).hasSize(3);
    }

    @Test
    void aMachineIsClearedWithoutStoppingWrites() {
        String machine = town.get(Kind.POD, "shop", "orders-brokers-1")
                .text("spec", "nodeName")
                .orElseThrow();
        assertThat(Look.refused(town, ORDERS, "move-off-node", Map.of("machine", "nowhere")))
                .contains("there is no Kubernetes node nowhere");
        town.succeeds("move-off-node", ORDERS, Map.of("machine", machine));
        assertThat(town.kafka("shop", "orders").pods(town.view()))
                .noneMatch(p -> p.text("spec", "nodeName").equals(Optional.of(machine)));
        assertThat(town.get(Kind.NODE, "", machine).flag("spec", "unschedulable"))
                .contains(true);
        assertThat(Look.refused(town, ORDERS, "move-off-node", Map.of("machine", machine)))
                .contains("nothing of it is on " + machine);
    }

    @Test
    void messagesAreMirroredAndTheFindingGoes() {
        assertThat(town.findings(ORDERS)).containsExactly("kafka.backup.none");
        assertThat(Look.refused(town, ORDERS, "create-mirror", Map.of("to", "far:9092", "to-user", "copy")))
                .contains("a login needs a user and a password");
        assertThat(Look.refused(town, ORDERS, "create-mirror", Map.of("to", "far:9093", "to-trust", "far-ca")))
                .contains("there is no Secret shop/far-ca");
        town.succeeds("create-mirror", ORDERS, Map.of("to", "far.example:9092"));
        assertThat(town.get(Strimzi.MIRROR, "shop", "mirror").text("spec", "version"))
                .contains("4.3.1");
        assertThat(town.findings(ORDERS)).isEmpty();
    }

    @Test
    void aMirrorThatReachesNothingFailsWithItsReasonAndIsTakenBack() throws InterruptedException {
        var ends = town.takenBack(
                "create-mirror", Optional.of(town.instance(ORDERS)), "shop", Map.of("to", "nowhere.example:9092"));
        assertThat(ends.getFirst().problem().map(Problem::summary).orElse("")).contains("TimeoutException");
        assertThat(ends.getLast().problem().map(Problem::summary)).isEmpty();
        assertThat(town.view().get(ObjectRef.of(Strimzi.MIRROR, "shop", "mirror")))
                .isEmpty();
    }
}
