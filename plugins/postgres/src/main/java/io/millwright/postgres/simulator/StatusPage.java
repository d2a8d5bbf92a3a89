package io.millwright.postgres.simulator;

import io.millwright.kit.Bytes;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What an instance says of itself: {@code /pg/status} as JSON with the instance manager's own field names, and its metrics. */
final class StatusPage {
    private static final DateTimeFormatter POSTGRES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);
    private final SimulatedCluster world;
    private final Resource pod;
    private final Site site;

    private StatusPage(SimulatedCluster world, Resource pod, Resource cluster) {
        this.world = world;
        this.pod = pod;
        this.site = new Site(world, cluster);
    }

    static Optional<HttpReply> answer(SimulatedCluster world, ObjectRef object, int port, String path) {
        if (!object.kind().equals(Kind.POD)) {
            return Optional.empty();
        }
        Optional<Resource> pod = world.get(object)
                .filter(p ->
                        p.label(Cnpg.POD_ROLE_LABEL).filter("instance"::equals).isPresent());
        Optional<Resource> cluster = pod.flatMap(p -> p.label(Cnpg.CLUSTER_LABEL))
                .flatMap(c -> world.get(ObjectRef.of(Cnpg.CLUSTER, object.namespace(), c)));
        if (pod.isEmpty() || cluster.isEmpty()) {
            return Optional.empty();
        }
        return new StatusPage(world, pod.get(), cluster.get()).answer(port, path.split("\\?", 2)[0]);
    }

    private Optional<HttpReply> answer(int port, String path) {
        boolean serves = Pods.ready(pod);
        if (port == Cnpg.STATUS_PORT && world.fault(Marks.STATUS_UNREACHABLE)) {
            return Optional.of(new HttpReply(503, "dial tcp: i/o timeout\n"));
        }
        if (port == Cnpg.STATUS_PORT && path.equals("/pg/status")) {
            return Optional.of(
                    serves
                            ? new HttpReply(200, Json.text(status()))
                            : new HttpReply(500, "failed to connect to `user=postgres`: connection refused\n"));
        }
        if (port == Cnpg.STATUS_PORT && (path.equals("/healthz") || path.equals("/readyz"))) {
            return Optional.of(serves ? new HttpReply(200, "OK") : new HttpReply(500, "instance is not ready\n"));
        }
        if (port == Cnpg.METRICS_PORT && path.equals("/metrics")) {
            return Optional.of(new HttpReply(200, metrics(serves)));
        }
        return Optional.empty();
    }

    private boolean primary() {
        return pod.name().equals(site.currentPrimary());
    }

    private Map<String, Object> status() {
        Wal wal = Wal.at(site.object(), world.now());
        Map<String, Object> page = Json.map();
        if (primary()) {
            page.put("currentLsn", wal.lsn());
        } else {
            page.put("receivedLsn", wal.lsn());
            page.put("replayLsn", wal.lsn());
        }
        page.put("systemID", site.object().text("status", "systemID").orElse(""));
        page.put("isPrimary", primary());
        page.put("replayPaused", false);
        page.put("pendingRestart", pendingRestart());
        page.put("pendingRestartForDecrease", false);
        page.put("isWalReceiverActive", !primary());
        page.put("isPgRewindRunning", false);
        page.put("mightBeUnavailable", false);
        page.put("isArchivingWAL", primary() && site.cluster().archives());
        page.put("node", pod.text("spec", "nodeName").orElse(""));
        page.put("totalInstanceSize", "36 MB");
        if (primary()) {
            page.putAll(archiver());
            page.put("currentWAL", wal.file());
            page.put("replicationInfo", replication(wal));
            page.put("replicationSlotsInfo", slots(wal));
        }
        page.put("timeLineID", wal.timeline());
        page.put("executableHash", "0f2d");
        page.put("instanceManagerVersion", pod.annotation(Cnpg.OPERATOR_VERSION).orElse(""));
        page.put("instanceArch", "amd64");
        page.put("isInstanceManagerUpgrading", false);
        page.put("isPodReady", false);
        return page;
    }

    private boolean pendingRestart() {
        String wanted = new InstanceParts(site, "").parameters();
        return !pod.annotation(Marks.PARAMETERS).orElse(wanted).equals(wanted);
    }

    /** The archiver's state follows from the condition: since when it holds, and how many segments were filled since. */
    private Map<String, Object> archiver() {
        PgCluster c = site.cluster();
        Map<String, Object> found = Json.map();
        Optional<Resource> condition = site.object().condition("ContinuousArchiving");
        if (!c.archives() || condition.isEmpty()) {
            return found;
        }
        Instant since =
                condition.get().text("lastTransitionTime").map(Instant::parse).orElse(world.now());
        Duration lasts = Duration.between(since, world.now());
        long filled = lasts.dividedBy(Wal.SEGMENT_TIME);
        Wal wal = Wal.at(site.object(), world.now());
        if (condition.get().text("status").orElse("").equals("True")) {
            found.put("lastArchivedWAL", wal.file(1));
            found.put("lastArchivedWALTime", POSTGRES.format(since.plus(Wal.SEGMENT_TIME.multipliedBy(filled))));
        } else {
            found.put("lastArchivedWAL", wal.file(filled + 2));
            found.put("lastArchivedWALTime", POSTGRES.format(since.minus(Wal.SEGMENT_TIME)));
            found.put("lastFailedWAL", wal.file(filled + 1));
            found.put("lastFailedWALTime", POSTGRES.format(since.plusSeconds(lasts.toSeconds() / 60 * 60)));
            found.put("readyWalFiles", filled + 1);
        }
        return found;
    }

    private List<Resource> standbys() {
        return site.pods().stream()
                .filter(p -> !p.name().equals(site.currentPrimary()) && Pods.ready(p))
                .toList();
    }

    private List<Object> replication(Wal wal) {
        boolean synchronous =
                site.object().at("spec", "postgresql", "synchronous").isPresent();
        List<Object> rows = new ArrayList<>();
        for (Resource standby : standbys()) {
            rows.add(Json.map(
                    "applicationName",
                    standby.name(),
                    "state",
                    "streaming",
                    "receivedLsn",
                    wal.lsn(),
                    "writeLsn",
                    wal.lsn(),
                    "flushLsn",
                    wal.lsn(),
                    "replayLsn",
                    wal.lsn(),
                    "writeLag",
                    "00:00:00.0004",
                    "flushLag",
                    "00:00:00.0011",
                    "replayLag",
                    "00:00:00.0013",
                    "syncState",
                    synchronous ? "quorum" : "async",
                    "syncPriority",
                    synchronous ? "1" : "0"));
        }
        return rows;
    }

    private List<Object> slots(Wal wal) {
        List<Object> rows = new ArrayList<>();
        for (String instance : site.instances()) {
            if (!instance.equals(site.currentPrimary())) {
                boolean lost = world.fault(Marks.SLOT_LOST);
                boolean active =
                        !lost && standbys().stream().anyMatch(s -> s.name().equals(instance));
                rows.add(Json.map(
                        "slotName",
                        "_cnpg_" + instance.replace('-', '_'),
                        "slotType",
                        "physical",
                        "restartLsn",
                        wal.lsn(),
                        "walStatus",
                        lost ? "lost" : "reserved",
                        "active",
                        active));
            }
        }
        return rows;
    }

    /** The numbers among the parameters, in PostgreSQL's own units: those read at the start as the pod was started with them. */
    private String settings() {
        Map<String, String> values = new TreeMap<>(Map.of("max_connections", "100", "shared_buffers", "128MB"));
        site.object().textMap("spec", "postgresql", "parameters").forEach((k, v) -> {
            if (Settings.takes(k) != Settings.Takes.RESTART) {
                values.put(k, v);
            }
        });
        pod.annotation(Marks.PARAMETERS)
                .ifPresent(p -> values.putAll(
                        Yaml.document(p, "parameters of " + pod.name()).textMap()));
        StringBuilder text = new StringBuilder("# TYPE cnpg_pg_settings_setting gauge\n");
        values.forEach((k, v) -> Bytes.quantity(
                        v.replaceFirst("([kMGT])B$", "$1i").replace("ki", "Ki"))
                .ifPresent(n -> text.append("cnpg_pg_settings_setting{name=\"")
                        .append(k)
                        .append("\"} ")
                        .append(v.endsWith("B") ? n / (k.equals("shared_buffers") ? 8192 : 1024) : n)
                        .append('\n')));
        return text.toString();
    }

    private String metrics(boolean serves) {
        boolean full = world.fault(Marks.DISK_FULL);
        long size = site.claims().stream()
                .filter(c -> c.name().equals(pod.name()))
                .flatMap(c -> c.text("status", "capacity", "storage").stream())
                .flatMap(s -> Bytes.quantity(s).stream())
                .findFirst()
                .orElse(1L << 30);
        long data = full ? size / 100 * 97 : Math.min(size / 20, 36L << 20);
        return """
                # HELP cnpg_collector_up 1 if PostgreSQL is up, 0 otherwise.
                # TYPE cnpg_collector_up gauge
                cnpg_collector_up{cluster="%1$s"} %2$d
                # HELP cnpg_pg_database_size_bytes Disk space used by the database
                # TYPE cnpg_pg_database_size_bytes gauge
                cnpg_pg_database_size_bytes{datname="app"} %3$d
                cnpg_pg_database_size_bytes{datname="postgres"} 7824867
                # HELP cnpg_pg_database_xid_age Number of transactions from the frozen XID to the current one
                # TYPE cnpg_pg_database_xid_age gauge
                cnpg_pg_database_xid_age{datname="app"} 731
                # HELP cnpg_backends_total Number of backends
                # TYPE cnpg_backends_total gauge
                cnpg_backends_total{application_name="app",datname="app",state="idle",usename="app"} %5$d
                # HELP cnpg_collector_pg_wal Total size in bytes of WAL segments in the '/var/lib/postgresql/data/pgdata/pg_wal' directory
                # TYPE cnpg_collector_pg_wal gauge
                cnpg_collector_pg_wal{value="count"} 3
                cnpg_collector_pg_wal{value="size"} 5.0331648e+07
                # HELP cnpg_pg_replication_lag Replication lag behind primary in seconds
                # TYPE cnpg_pg_replication_lag gauge
                cnpg_pg_replication_lag 0
                # HELP cnpg_pg_replication_in_recovery Whether the instance is in recovery
                # TYPE cnpg_pg_replication_in_recovery gauge
                cnpg_pg_replication_in_recovery %4$d
                """.formatted(
                        site.name(), serves ? 1 : 0, data, primary() ? 0 : 1, world.fault(Marks.CONNECTIONS) ? 97 : 5)
                + started()
                + settings();
    }

    private String started() {
        return pod.annotation(Marks.STARTED)
                .or(() -> pod.text("metadata", "creationTimestamp"))
                .map(t -> "# TYPE cnpg_pg_postmaster_start_time gauge\ncnpg_pg_postmaster_start_time "
                        + Instant.parse(t).getEpochSecond() + "\n")
                .orElse("");
    }
}
