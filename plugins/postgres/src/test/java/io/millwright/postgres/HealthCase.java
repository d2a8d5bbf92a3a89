package io.millwright.postgres;

import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Something that is wrong, and what must be said about it.
 *
 * @param name what is checked, as a sentence
 * @param finding the finding's id
 * @param severity its severity
 * @param change makes a healthy installation so
 */
record HealthCase(String name, String finding, Severity severity, UnaryOperator<HandMadeCluster> change) {
    static HealthCase of(String name, String finding, Severity severity, UnaryOperator<HandMadeCluster> change) {
        return new HealthCase(name, finding, severity, change);
    }

    static UnaryOperator<HandMadeCluster> set(ObjectRef ref, Object value, String... path) {
        return v -> v.change(ref, r -> r.with(value, path));
    }

    static UnaryOperator<HandMadeCluster> cluster(Object value, String... path) {
        return set(ORDERS, value, path);
    }

    static UnaryOperator<HandMadeCluster> primaryPage(String from, String to) {
        assertThat(Samples.PRIMARY).contains(from);
        return v -> v.page("orders-1", 8000, Samples.PRIMARY.replace(from, to));
    }

    static UnaryOperator<HandMadeCluster> condition(String type, String status, String reason, String since) {
        return cluster(
                List.of(
                        Map.of("type", "Ready", "status", "True", "lastTransitionTime", "2026-08-01T00:02:00Z"),
                        Map.of(
                                "type",
                                type,
                                "status",
                                status,
                                "reason",
                                reason,
                                "message",
                                "why",
                                "lastTransitionTime",
                                since)),
                "status",
                "conditions");
    }

    /** A cluster that backs up by the plugin, whose store knows of a good backup at two o'clock and of a failure. */
    static HandMadeCluster stored(HandMadeCluster view, String failed) {
        return view.serve(Cnpg.OBJECT_STORE)
                .put(Resource.of(
                        Cnpg.OBJECT_STORE,
                        "db",
                        "store",
                        Map.of(
                                "status",
                                Map.of(
                                        "serverRecoveryWindow",
                                        Map.of(
                                                "orders",
                                                Map.of(
                                                        "lastSuccessfulBackupTime",
                                                        "2026-09-01T02:00:00Z",
                                                        "lastFailedBackupTime",
                                                        failed))))))
                .change(
                        ORDERS,
                        c -> c.with(
                                List.of(Map.of(
                                        "name", Cnpg.BARMAN_PLUGIN, "parameters", Map.of("barmanObjectName", "store"))),
                                "spec",
                                "plugins"));
    }

    static ObjectRef pod(String name) {
        return ObjectRef.of(Kind.POD, "db", name);
    }

    static final ObjectRef SCHEDULE = ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-daily");
    static final ObjectRef BACKUP = ObjectRef.of(Cnpg.BACKUP, "db", "orders-daily-20260901020000");
    static final Map<String, Object> NOT_READY = Map.of(
            "conditions",
            List.of(Map.of("type", "Ready", "status", "False", "message", "containers with unready status")));
}
