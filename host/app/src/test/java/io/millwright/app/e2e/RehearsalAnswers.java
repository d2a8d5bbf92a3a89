package io.millwright.app.e2e;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has no default and can't be guessed, by {@code tool/runbook}. {@code release:1.2.0} is the tool's manifest of that version, {@code file:a}
 * a file in the operator's folder.
 */
final class RehearsalAnswers {
    private RehearsalAnswers() {}

    static Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        all.put("certificates/create-issuer", Map.of("name", "more", "issuer-namespace", "web"));
        all.put(
                "certificates/request-certificate",
                Map.of(
                        "certificate-namespace",
                        "web",
                        "name",
                        "more",
                        "names",
                        "more.example.localhost",
                        "issuer",
                        "local-ca"));
        all.put("certificates/renew-now", Map.of("certificate", "web/www"));
        all.put("certificates/publish-root", Map.of("issuer", "local-ca"));
        all.put("certificates/move-certificates", Map.of("issuer", "local-ca", "to", "next-ca"));
        all.put("certificates/retire-root", Map.of("issuer", "next-ca"));
        all.put("certificates/configure", Map.of("setting", "max-concurrent-challenges", "value", "30"));
        all.put("certificates/scale", Map.of("webhook", "3"));
        all.put("certificates/rotate-ca", Map.of("issuer", "local-ca", "name", "local-ca-2027"));
        all.put("ingress/create-gateway", Map.of("name", "new", "namespace", "web"));
        all.put("ingress/set-certificate", Map.of("secret", "site-tls-new"));
        all.put("ingress/set-option", Map.of("option", "hsts", "value", "false"));
        all.put("ingress/scale", Map.of("replicas", "4"));
        all.put("ingress/scale-proxies", Map.of("proxies", "3"));
        all.put("ingress/upgrade-definitions", Map.of("definitions", "file:gateway.yaml", "take-over", "true"));
        all.put("ingress/migrate-to-gateway", Map.of("from", "web"));
        all.put("ingress/back-up", Map.of("namespace", "web"));
        all.put("ingress/restore", Map.of("namespace", "web"));
        all.put("kafka/create-cluster", Map.of("name", "new", "namespace", "fresh"));
        all.put("kafka/configure", Map.of("setting", "num.partitions", "value", "3"));
        all.put("kafka/create-topic", Map.of("topic", "more"));
        all.put("kafka/change-topic", Map.of("topic", "orders", "partitions", "24", "retention", "2d"));
        all.put("kafka/delete-topic", Map.of("topic", "orders"));
        all.put("kafka/create-user", Map.of("user", "more", "topics", "orders", "group", "g*"));
        all.put("kafka/renew-user", Map.of("user", "shop"));
        all.put("kafka/delete-user", Map.of("user", "shop"));
        all.put("kafka/scale-out", Map.of("nodes", "5"));
        all.put("kafka/scale-in", Map.of("nodes", "3"));
        all.put("kafka/grow-storage", Map.of("size", "50Gi"));
        all.put("kafka/remove-volume", Map.of("volume", "1"));
        all.put("kafka/add-volume", Map.of("size", "50Gi"));
        all.put("kafka/move-pool", Map.of("to", "flash", "size", "50Gi"));
        all.put("kafka/stop-rebalance", Map.of("rebalance", "moving"));
        all.put("kafka/change-resources", Map.of("memory", "2Gi"));
        all.put("kafka/create-mirror", Map.of("to", "far.example:9093", "user", "shop"));
        all.put("kafka/upgrade-kafka", Map.of("version", "4.3.0"));
        all.put("kafka/upgrade-operator", Map.of("version", "1.2.0", "definitions", "release:1.2.0"));
        all.put("logging/create-elasticsearch", Map.of("name", "other", "mmap", "raise"));
        all.put("logging/install-fluent-bit", Map.of("release", "second"));
        all.put("logging/configure", Map.of("value", "true"));
        all.put("logging/scale", Map.of("nodes", "5"));
        all.put("logging/grow-storage", Map.of("size", "40Gi"));
        all.put("logging/set-repository", Map.of("bucket", "logs"));
        all.put("logging/restore", Map.of("snapshot", "nightly-1", "indices", "kube-*"));
        all.put("logging/upgrade", Map.of("version", "9.5.0"));
        all.put("logging/upgrade-operator", Map.of("version", "3.5.0"));
        all.put("metrics/configure", Map.of("setting", "scrape-interval", "value", "60s"));
        all.put("metrics/set-retention", Map.of("retention", "5d"));
        all.put("metrics/scale", Map.of("replicas", "2"));
        all.put("metrics/scale-alertmanager", Map.of("replicas", "3"));
        all.put("metrics/grow-storage", Map.of("size", "40Gi"));
        all.put("metrics/silence", Map.of("namespace", "shop", "comment", "the shop moves"));
        all.put("metrics/upgrade", Map.of("version", "0.93.1", "definitions", "release:0.93.1"));
        all.put("metrics/upgrade-definitions", Map.of("definitions", "release:0.92.1"));
        all.put("postgres/create-cluster", Map.of("name", "new", "namespace", "db"));
        all.put(
                "postgres/import",
                Map.of(
                        "name", "copy",
                        "namespace", "db",
                        "source-host", "legacy.example.com",
                        "source-secret", "orders-app",
                        "databases", "shop"));
        all.put("postgres/configure-operator", Map.of("clusters-delay", "600"));
        all.put("postgres/prune-snapshots", Map.of("keep", "1"));
        all.put("postgres/scale", Map.of("instances", "5"));
        all.put("postgres/set-backup-destination", Map.of("backup-path", "s3://backups/more"));
        all.put("postgres/schedule-backups", Map.of("name", "weekly", "frequency", "weekly"));
        all.put("postgres/change-resources", Map.of("memory", "2Gi"));
        all.put("postgres/grow-storage", Map.of("size", "20Gi"));
        all.put("postgres/configure", Map.of("set", "max_connections=200, work_mem=8MB"));
        all.put("postgres/restore", Map.of("name", "orders-new", "instances", "2"));
        all.put("postgres/create-database", Map.of("database", "shop", "owner", "app"));
        all.put("postgres/create-role", Map.of("role", "web", "secret", "orders-app"));
        all.put("postgres/upgrade-minor", Map.of("image", "ghcr.io/cloudnative-pg/postgresql:18.3-system-trixie"));
        all.put("postgres/create-pooler", Map.of("name", "another"));
        all.put("postgres/change-pooler", Map.of("instances", "3", "pool-size", "10"));
        all.put("postgres/set-hba-rules", Map.of("rules", "hostssl all app 10.0.0.0/8 scram-sha-256"));
        all.put("postgres/replace-volumes", Map.of("size", "20Gi"));
        all.put("postgres/adopt", Map.of("cluster", "db/wiki", "version", "17.10"));
        all.put("postgres/upgrade-operator", Map.of("manifest", "release:1.30.0"));
        all.put("vault/create-store", Map.of("name", "second", "address", "https://vault.vault.svc:8200"));
        all.put("vault/refresh", Map.of("namespace", "shop", "secret", "database"));
        all.put("vault/configure", Map.of("setting", "log-level", "value", "debug"));
        all.put("vault/configure-external-secrets", Map.of("setting", "replicas", "value", "2"));
        all.put("vault/scale", Map.of("servers", "5"));
        all.put("vault/restart", Map.of("which", "all"));
        all.put("vault/remove-peer", Map.of("peer", "vault-9"));
        all.put("vault/back-up", Map.of("file", "file:vault.snap"));
        all.put("vault/restore", Map.of("file", "file:old.snap", "safety", "file:safety.snap"));
        all.put("vault/upgrade", Map.of("version", "2.6.2", "snapshot", "file:bao.snap"));
        all.put("vault/upgrade-external-secrets", Map.of("version", "2.9.0"));
        return Map.copyOf(all);
    }
}
