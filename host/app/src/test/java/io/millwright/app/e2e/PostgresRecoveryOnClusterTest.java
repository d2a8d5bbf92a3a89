package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.postgres.cnpg.Drills;
import io.millwright.spi.Kind;
import io.millwright.spi.Selector;
import io.millwright.testkit.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is done to a database that holds something, on the real operator, with SQL before and after: settings, fencing, hibernation and new
 * passwords, a mistake taken back by a restore to a point in time, a restore drill, and a major upgrade. Begins with {@code
 * MILLWRIGHT_TEST_POSTGRES_OLDER_IMAGE}, a major version older than the other image.
 */
@Tag("lab")
@Timeout(value = 40, unit = TimeUnit.MINUTES) // fetching and replaying WAL takes minutes on a busy node
class PostgresRecoveryOnClusterTest extends OnRealPostgres {
    private static final String NAMESPACE = "mw-recovery";
    private static final String OLDER = "MILLWRIGHT_TEST_POSTGRES_OLDER_IMAGE";

    PostgresRecoveryOnClusterTest() {
        super(NAMESPACE, "orders", "orders-r1");
    }

    @Override
    void assumeThatItCan() {
        assumeTrue(System.getenv().containsKey(OLDER), OLDER + " names no image of an older PostgreSQL");
        assumeTrue(RealPostgres.hasStore(), "MILLWRIGHT_TEST_S3 names no store");
    }

    @Test
    void aDatabaseKeepsItsRowsThroughEverythingThatIsDoneToIt() {
        create();
        sql("create table kept as select n, md5(n::text) as word from generate_series(1, 1000) n");
        String before = fingerprint("orders");

        settings();
        fencing();
        hibernation();
        postgres().runs("yes", "rotate-password", "orders");
        assertThat(fingerprint("orders")).isEqualTo(before);

        postgres().runs("yes", "backup-now", "orders");
        aMistakeIsTakenBackInANewCluster(before);
        drill();
        upgrade();
    }

    private void create() {
        List<String> answers = new ArrayList<>(List.of("name=orders", "instances=1"));
        RealPostgres.small("recovery").stream()
                .map(s -> s.startsWith("image=") ? "image=" + System.getenv().getOrDefault(OLDER, "") : s)
                .forEach(answers::add);
        postgres().runs("yes", "create-cluster", "", answers.toArray(String[]::new));
    }

    private void sql(String statement) {
        postgres().sql("orders", statement);
    }

    private String fingerprint(String cluster) {
        return postgres().sql(cluster, "select count(*) || ' ' || md5(string_agg(word, ',' order by n)) from kept");
    }

    private void settings() {
        postgres().runs("yes", "configure", "orders", "set=work_mem=8MB");
        assertThat(postgres().sql("orders", "show work_mem")).isEqualTo("8MB");
        postgres().runs("yes", "configure", "orders", "set=max_connections=120");
        assertThat(postgres().sql("orders", "show max_connections"))
                .as("a setting that needs a restart")
                .isEqualTo("120");
    }

    private void fencing() {
        postgres().runs("yes", "fence", "orders", "instance=orders-1");
        assertThat(health()).contains("fenced");
        postgres().runs("yes", "unfence", "orders", "instance=all");
        assertThat(health()).doesNotContain("fenced");
    }

    private String health() {
        return postgres()
                .place()
                .operator()
                .types("health", "postgres/" + NAMESPACE + "/orders")
                .out();
    }

    private void hibernation() {
        postgres().runs("yes", "hibernate", "orders");
        assertThat(postgres().instances("orders")).isEmpty();
        postgres().runs("yes", "wake", "orders");
    }

    private void aMistakeIsTakenBackInANewCluster(String before) {
        sql("select pg_create_restore_point('before-the-mistake')");
        sql("delete from kept where n > 10");
        sql("select pg_switch_wal()");
        assertThat(Patience.until(
                        Duration.ofMinutes(3),
                        () -> postgres()
                                .sql(
                                        "orders",
                                        "select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 16777216) from pg_stat_archiver")
                                .equals("t")))
                .as("the WAL with the mistake is archived")
                .isTrue();
        postgres()
                .runs(
                        "yes",
                        "restore",
                        "orders",
                        "name=orders-r1",
                        "until=name",
                        "restore-point=before-the-mistake",
                        "first-backup=false");
        assertThat(fingerprint("orders-r1")).as("the rows before the mistake").isEqualTo(before);
        assertThat(postgres().sql("orders", "select count(*) from kept"))
                .as("the original goes on")
                .isEqualTo("10");
    }

    private void drill() {
        postgres().runs("yes", "restore-drill", "orders", "question=(select count(*) from pg_class) > 100");
        Drills.Drill drill = Drills.read(postgres()
                        .place()
                        .cluster()
                        .view()
                        .list(Kind.CONFIG_MAP, Selector.labelled(NAMESPACE, Drills.LABEL, "orders")))
                .getFirst();
        assertThat(drill.time()).isPresent();
        System.out.println("restore drill: recovery time " + drill.time().orElseThrow() + ", recovery point "
                + drill.point().map(Object::toString).orElse("not known"));
        assertThat(postgres().find(drill.name())).as("the copy").isEmpty();
    }

    private void upgrade() {
        String from = postgres().sql("orders", "show server_version_num");
        postgres().runs("orders", "upgrade-major", "orders", "image=" + RealPostgres.image());
        assertThat(Integer.parseInt(postgres().sql("orders", "show server_version_num")) / 10_000)
                .isGreaterThan(Integer.parseInt(from) / 10_000);
        assertThat(postgres().sql("orders", "select count(*) from kept")).isEqualTo("10");
    }
}
