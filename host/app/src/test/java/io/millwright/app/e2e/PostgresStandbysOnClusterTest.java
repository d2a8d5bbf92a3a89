package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real standby: commits wait for it and no longer, it is made anew from the primary, and a policy lets the operator through to it. */
@Tag("lab")
@Timeout(value = 10, unit = TimeUnit.MINUTES) // a busy node needs minutes for each standby
class PostgresStandbysOnClusterTest extends OnRealPostgres {
    private static final String NAMESPACE = "pg-standbys";
    private static final Kind NETWORK_POLICY = Kind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");

    PostgresStandbysOnClusterTest() {
        super(NAMESPACE, "orders");
    }

    @Test
    void commitsWaitForAStandbyThatIsThenMadeAnew() {
        postgres().ordersWithRows();

        postgres().runs("yes", "set-synchronous", "orders", "standbys=1", "durability=preferred");
        assertThat(postgres().sql("orders", "show synchronous_standby_names")).contains("orders-2");
        assertThat(postgres().sql("orders", "select string_agg(sync_state, ' ') from pg_stat_replication"))
                .isEqualTo("quorum");
        postgres().runs("yes", "set-synchronous", "orders", "standbys=0");
        assertThat(postgres().sql("orders", "show synchronous_standby_names")).isEmpty();

        String before = claim();
        postgres().runs("orders", "rebuild-standby", "orders", "instance=orders-2");
        assertThat(claim()).as("the standby's volume").isNotEqualTo(before);
        assertThat(RealPostgres.sql(postgres().place().cluster(), NAMESPACE, "orders-2", "select count(*) from kept"))
                .isEqualTo("1000");

        postgres()
                .place()
                .cluster()
                .writer()
                .apply(
                        Resource.of(
                                NETWORK_POLICY, NAMESPACE, "deny-all", Map.of("spec", Map.of("podSelector", Map.of()))),
                        true,
                        Mode.REAL);
        postgres().runs("yes", "allow-operator", "orders");
        assertThat(postgres().place().get(NETWORK_POLICY, NAMESPACE, "orders-operator"))
                .isPresent();
    }

    private String claim() {
        return postgres()
                .place()
                .cluster()
                .view()
                .get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, NAMESPACE, "orders-2"))
                .orElseThrow()
                .uid();
    }
}
