package io.millwright.postgres;

import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.HbaRules;
import io.millwright.spi.Action;
import io.millwright.spi.Danger;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans about poolers, rules of pg_hba.conf and volumes. */
class PoolersAndRulesTest extends RunbookBench {
    private static final String RULES = "hostssl all app 10.0.0.0/8 scram-sha-256; host all all all reject";

    private static HandMadeCluster withPooler() {
        return Samples.healthy().put(Yaml.document("""
                apiVersion: postgresql.cnpg.io/v1
                kind: Pooler
                metadata: {name: pool, namespace: db, uid: p1}
                spec:
                  cluster: {name: orders}
                  instances: 2
                  type: rw
                  pgbouncer: {poolMode: session, parameters: {default_pool_size: "20"}}
                status: {phase: active, instances: 2}
                """, "pooler"));
    }

    @Test
    void aPoolerGetsOnlyWhatIsOtherwise() {
        Plan plan = plan(
                withPooler(),
                "change-pooler",
                Map.of("pooler", "pool", "instances", "3", "pool-size", "50", "set", "default_pool_size=50"));
        assertThat(titles(plan))
                .containsExactly(
                        "pooler: Pooler db/pool  pods 2 → 3, default_pool_size 20 → 50", "ready: 3 of 3 pods ready");
        assertThat(plan.steps().getFirst().action())
                .isInstanceOfSatisfying(
                        Action.Patch.class,
                        p -> assertThat(p.patch())
                                .isEqualTo(Map.of(
                                        "spec",
                                        Map.of(
                                                "instances",
                                                3L,
                                                "pgbouncer",
                                                Map.of("parameters", Map.of("default_pool_size", "50"))))));
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("connections");
        assertThatThrownBy(() -> plan(
                        withPooler(), "change-pooler", Map.of("pooler", "pool", "instances", "2", "mode", "session")))
                .hasMessageContaining("nothing would change");
    }

    @Test
    void anotherModeAndFewerPodsAreSaidBefore() {
        Plan plan =
                plan(withPooler(), "change-pooler", Map.of("pooler", "pool", "mode", "transaction", "instances", "1"));
        assertThat(plan.danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("fewer", "mode");
    }

    @Test
    void aPoolerThatIsDeletedCanBeMadeAgain() {
        Plan plan = plan(withPooler(), "delete-pooler", Map.of("pooler", "pool"));
        assertThat(plan.steps().getFirst().undo())
                .isInstanceOfSatisfying(
                        Undo.BestEffort.class,
                        u -> assertThat(u.action())
                                .isInstanceOfSatisfying(
                                        Action.Apply.class,
                                        a -> assertThat(a.objects()
                                                        .getFirst()
                                                        .text("spec", "pgbouncer", "parameters", "default_pool_size"))
                                                .contains("20")));
        assertThat(plan.consequences()).anyMatch(c -> c.contains("orders-rw"));
        assertThat(constraints(Samples.healthy(), "delete-pooler")).containsExactly("no-pooler");
    }

    @Test
    void rulesAreSetAndEveryInstanceIsAskedForThem() {
        Plan plan = plan(Samples.healthy(), "set-hba-rules", Map.of("rules", RULES));
        assertThat(titles(plan))
                .containsExactly(
                        "settled: cluster healthy",
                        "rules: Cluster db/orders  spec.postgresql.pg_hba, 2 rules",
                        "read-by-orders-1: orders-1 has read the rules",
                        "read-by-orders-2: orders-2 has read the rules",
                        "read-by-orders-3: orders-3 has read the rules",
                        "settled-again: cluster healthy, 3 of 3 instances ready");
        assertThat(plan.steps().get(2).action())
                .isInstanceOfSatisfying(
                        Action.Exec.class,
                        e -> assertThat(e.command().getLast())
                                .contains("'hostssl all app 10.0.0.0/8 scram-sha-256'", "pg_hba_file_rules"));
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("reject");
        assertThat(plan.consequences()).contains("adds   host all all all reject");
    }

    /** The client gives a command up after 60 s; whoever waits longer in the server never learns which rule is missing. */
    @Test
    void theServerSaysWhatItLacksBeforeTheCommandIsGivenUp() {
        Plan plan = plan(Samples.healthy(), "set-hba-rules", Map.of("rules", RULES));
        String sql = ((Action.Exec) plan.steps().get(2).action()).command().getLast();
        Matcher rounds = Pattern.compile("for i in 1\\.\\.(\\d+) loop.*pg_sleep\\((\\d+)\\)")
                .matcher(sql);
        assertThat(rounds.find()).isTrue();
        assertThat(Integer.parseInt(rounds.group(1)) * Integer.parseInt(rounds.group(2)))
                .isBetween(30, 50);
    }

    @Test
    void rulesThatAreThereAreOfferedAndCanAllBeTakenAway() {
        HandMadeCluster view =
                Samples.healthy().change(ORDERS, c -> c.with(HbaRules.parse(RULES), "spec", "postgresql", "pg_hba"));
        assertThat(request(view, "set-hba-rules", Optional.of(Samples.instance(view, ORDERS)), Map.of(), Map.of())
                        .input("rules"))
                .isEqualTo(RULES);
        assertThatThrownBy(() -> plan(view, "set-hba-rules", Map.of())).hasMessageContaining("nothing would change");
        Plan plan = plan(view, "set-hba-rules", Map.of("rules", ""));
        assertThat(plan.steps().get(1).action())
                .isInstanceOfSatisfying(
                        Action.Patch.class, p -> assertThat(p.removals()).containsExactly("spec/postgresql/pg_hba"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosts all all all md5",
                "host all all 10.0.0.0/8",
                "host all all 10.0.0/8 md5",
                "host all all 10.0.0.0 255.0.0.0",
                "local all md5",
                "host all all all scram",
                "host all all all ldap ldapserver"
            })
    void aRuleThatPostgresWouldNotTakeIsRefused(String rule) {
        assertThatThrownBy(() -> HbaRules.parse(rule)).hasMessageContaining(rule);
    }

    @Test
    void rulesOfEveryKindAreTaken() {
        assertThat(HbaRules.parse("local all postgres peer;  host  all all 10.0.0.0 255.0.0.0 md5 ;"
                        + "hostssl all all ::1/128 cert map=x; host shop,web +team .example.com trust;"))
                .containsExactly(
                        "local all postgres peer",
                        "host all all 10.0.0.0 255.0.0.0 md5",
                        "hostssl all all ::1/128 cert map=x",
                        "host shop,web +team .example.com trust");
        assertThat(HbaRules.trusts("host all all 10.0.0.0 255.0.0.0 trust")).isTrue();
        assertThat(HbaRules.shutsEverybodyOut("host all all all reject")).isTrue();
        assertThat(HbaRules.shutsEverybodyOut("host shop all all reject")).isFalse();
    }

    @Test
    void volumesAreReplacedOneInstanceAfterTheOtherAndThePrimaryLast() {
        Plan plan = plan(Samples.healthy(), "replace-volumes", Map.of("size", "60Gi", "storage-class", "fast"));
        assertThat(titles(plan).stream().map(t -> t.substring(0, t.indexOf(':'))))
                .containsExactly(
                        "healthy",
                        "set-volumes",
                        "give-up-orders-2",
                        "settled-orders-2",
                        "streaming-orders-2",
                        "give-up-orders-3",
                        "settled-orders-3",
                        "streaming-orders-3",
                        "candidate",
                        "target",
                        "promoted",
                        "settled",
                        "streaming",
                        "give-up-orders-1",
                        "settled-orders-1",
                        "streaming-orders-1",
                        "replaced",
                        "resizable");
        assertThat(plan.danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(plan.title()).contains("data 50Gi → 60Gi, data of class the default → fast");
        assertThat(plan.steps().get(1).undo()).isInstanceOf(Undo.None.class);
        assertThatThrownBy(() -> plan(Samples.healthy(), "replace-volumes", Map.of("size", "40Gi")))
                .hasMessageContaining("less than 50Gi");
        assertThat(constraints(
                        Samples.healthy().change(ORDERS, c -> c.with(1, "spec", "instances")), "replace-volumes"))
                .contains("single");
    }

    @Test
    void whatIsRestartedIsChosen() {
        assertThat(titles(plan(Samples.healthy(), "restart", Map.of("which", "orders-2"))))
                .containsExactly(
                        "settled: cluster healthy",
                        "pod: delete Pod db/orders-2",
                        "settled-again: cluster healthy, 3 of 3 instances ready",
                        "streaming: 2 standbys streaming");
        assertThat(plan(Samples.healthy(), "restart", Map.of("which", "primary"))
                        .steps()
                        .get(1)
                        .action())
                .isInstanceOfSatisfying(
                        Action.Patch.class, p -> assertThat(p.subresource()).isEqualTo("status"));
        assertThat(plan(Samples.healthy(), "restart", Map.of("which", "reload")).danger())
                .isEqualTo(Danger.REVERSIBLE);
        assertThat(List.of("all", "primary", "reload", "orders-2", "orders-3")).isEqualTo(choices("restart"));
    }

    private List<String> choices(String runbook) {
        HandMadeCluster view = Samples.healthy();
        return runbook(runbook).parameters(Optional.of(Samples.instance(view, ORDERS)), view).stream()
                .map(p -> ((Parameter.Type.Choice) p.type()).values())
                .findFirst()
                .orElseThrow();
    }
}
