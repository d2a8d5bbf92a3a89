package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.spi.Request;
import io.millwright.vault.facts.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of the charts of Vault and OpenBao, which are the same but for a few. */
final class ServerValues {
    private ServerValues() {}

    /** @param spread whether there are enough nodes for the chart's own rule: each server on a node of its own */
    static Map<String, Object> of(Product product, String name, Request request, boolean spread) {
        long servers = request.number("servers");
        String secret = request.input("tls-secret");
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("updateStrategyType", "OnDelete");
        server.put(product == Product.VAULT ? "includeConfigAnnotation" : "configAnnotation", true);
        if (product == Product.OPENBAO) {
            // Otherwise the second server isn't made before somebody has unsealed the first.
            server.put("podManagementPolicy", "Parallel");
        }
        if (!spread) {
            server.put("affinity", "");
        }
        server.put(
                "resources",
                Tree.of(
                        "requests",
                        Tree.of("cpu", "250m", "memory", "256Mi"),
                        "limits",
                        Tree.of("memory", request.input("memory"))));
        server.put("dataStorage", storage(request));
        if (request.yes("audit")) {
            server.put("auditStorage", storage(request));
        }
        server.put("persistentVolumeClaimRetentionPolicy", Tree.of("whenDeleted", "Retain", "whenScaled", "Retain"));
        if (!secret.isEmpty()) {
            server.put("volumes", List.of(Tree.of("name", "tls", "secret", Tree.of("secretName", secret))));
            server.put(
                    "volumeMounts",
                    List.of(Tree.of(
                            "name", "tls", "mountPath", product.folder() + "/userconfig/tls", "readOnly", true)));
            server.put(
                    "extraEnvironmentVars",
                    Tree.of(
                            product == Product.VAULT ? "VAULT_CACERT" : "BAO_CACERT",
                            product.folder() + "/userconfig/tls/ca.crt"));
        }
        server.put(
                "ha",
                Tree.of(
                        "enabled",
                        true,
                        "replicas",
                        servers,
                        "raft",
                        Tree.of(
                                "enabled",
                                true,
                                "setNodeId",
                                true,
                                "config",
                                configuration(product, name, servers, !secret.isEmpty()))));
        return Tree.of(
                "global",
                Tree.of("tlsDisable", secret.isEmpty()),
                "injector",
                Tree.of("enabled", false),
                "server",
                server);
    }

    private static Map<String, Object> storage(Request request) {
        Map<String, Object> storage = new LinkedHashMap<>();
        storage.put("enabled", true);
        storage.put("size", request.input("storage"));
        if (!request.input("storage-class").isEmpty()) {
            storage.put("storageClass", request.input("storage-class"));
        }
        return storage;
    }

    /** The servers' own configuration. One attribute a line: the language has no other form. */
    static String configuration(Product product, String name, long servers, boolean tls) {
        String certificates = product.folder() + "/userconfig/tls/";
        StringBuilder text = new StringBuilder("ui = true\ndisable_mlock = true\nlistener \"tcp\" {\n"
                + "  address         = \"[::]:8200\"\n  cluster_address = \"[::]:8201\"\n");
        text.append(
                tls
                        ? "  tls_cert_file = \"" + certificates + "tls.crt\"\n  tls_key_file  = \"" + certificates
                                + "tls.key\"\n"
                        : "  tls_disable = 1\n");
        text.append("}\nstorage \"raft\" {\n  path = \"")
                .append(product.folder())
                .append("/data\"\n");
        for (long i = 0; i < servers; i++) {
            String host = name + "-" + i + "." + name + "-internal";
            text.append("  retry_join {\n    leader_api_addr = \"")
                    .append(tls ? "https" : "http")
                    .append("://")
                    .append(host)
                    .append(":8200\"\n");
            if (tls) {
                text.append("    leader_ca_cert_file = \"")
                        .append(certificates)
                        .append("ca.crt\"\n    leader_tls_servername = \"")
                        .append(host)
                        .append("\"\n");
            }
            text.append("  }\n");
        }
        return text.append("}\nservice_registration \"kubernetes\" {}\n").toString();
    }
}
