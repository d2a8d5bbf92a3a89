package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real volumes: replaced by larger ones under a running database, and taken up again by a Cluster of the former one's name; before that client
 * authentication, a pooler from its beginning to its end, and PostgreSQL started anew in its pod. Needs {@code MILLWRIGHT_TEST_PGBOUNCER}: that
 * the cluster has the image that the operator makes poolers of.
 */
@Tag("lab")
@Timeout(value = 15, unit = TimeUnit.MINUTES) // a busy node needs minutes for each standby
class PostgresVolumesOnClusterTest extends OnRealPostgres {
    private static final String NAMESPACE = "pg-volumes";
    private static final String POOLER = "MILLWRIGHT_TEST_PGBOUNCER";

    PostgresVolumesOnClusterTest() {
        super(NAMESPACE, "orders");
    }

    @Override
    void assumeThatItCan() {
        assumeTrue(System.getenv().containsKey(POOLER), POOLER + " isn't set");
    }

    @Test
    void rowsOutliveTheirVolumesAndTheirCluster() {
        postgres().ordersWithRows();

        postgres().runs("yes", "set-hba-rules", "orders", "rules=hostssl all app 10.99.0.0/16 scram-sha-256");
        assertThat(postgres().sql("orders", "select count(*) from pg_hba_file_rules where address = '10.99.0.0'"))
                .isEqualTo("1");

        postgres().runs("yes", "create-pooler", "orders", "name=front", "instances=1");
        assertThat(poolersReady()).contains(1L);
        postgres().runs("yes", "change-pooler", "orders", "pooler=front", "instances=2", "pool-size=10");
        assertThat(poolersReady()).contains(2L);
        postgres().runs("yes", "delete-pooler", "orders", "pooler=front");
        assertThat(poolersReady()).isEmpty();

        String started = started();
        List<String> pods = uids(postgres().instances("orders"));
        postgres().runs("yes", "restart", "orders", "which=primary");
        assertThat(started()).as("when PostgreSQL was started").isNotEqualTo(started);
        assertThat(uids(postgres().instances("orders"))).isEqualTo(pods);

        List<String> claims = claims();
        postgres().runs("orders", "replace-volumes", "orders", "size=2Gi");
        assertThat(claims()).hasSize(2).doesNotContainAnyElementsOf(claims);
        assertThat(postgres().sql("orders", "select count(*) from kept")).isEqualTo("1000");

        List<String> kept = claims();
        List<String> words = new ArrayList<>(postgres().words("orders", "final-backup=false"));
        words.addAll(List.of("--answer", "no-backup=the volumes are all there is to be seen"));
        postgres().place().operator().runs("orders", "uninstall", words.toArray(String[]::new));
        assertThat(postgres().find("orders")).isEmpty();
        postgres().runs("yes", "adopt", "", "cluster=" + NAMESPACE + "/orders", "image=" + RealPostgres.image());
        assertThat(claims()).isEqualTo(kept);
        assertThat(postgres().sql("orders", "select count(*) from kept")).isEqualTo("1000");
    }

    private Optional<Long> poolersReady() {
        return postgres()
                .place()
                .cluster()
                .view()
                .get(ObjectRef.of(Kind.DEPLOYMENT, NAMESPACE, "front"))
                .flatMap(d -> d.number("status", "readyReplicas"));
    }

    private String started() {
        return postgres().sql("orders", "select pg_postmaster_start_time()");
    }

    private List<String> claims() {
        return uids(postgres().place().cluster().view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(NAMESPACE)));
    }

    private static List<String> uids(List<Resource> objects) {
        return objects.stream().map(Resource::uid).sorted().toList();
    }
}
