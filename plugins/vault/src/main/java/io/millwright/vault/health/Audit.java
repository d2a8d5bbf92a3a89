package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Whether it is written down who read what. */
final class Audit extends TokenCheck {
    private static final String PATH = "/v1/sys/audit";

    Audit() {
        super(
                "vault.audit",
                "Audit devices",
                Dimension.SECURITY,
                PATH,
                "GET " + PATH
                        + ": none is Warning, one is Info, since a single device that can't write stops every request.");
    }

    @Override
    List<Finding> judge(Server server, Resource answer, ClusterView view) {
        long devices = answer.content().values().stream()
                .filter(v -> v instanceof Map<?, ?> m && m.containsKey("type"))
                .count();
        if (devices > 1) {
            return List.of();
        }
        var draft = draft(
                        view,
                        devices == 0 ? Severity.WARNING : Severity.INFO,
                        devices == 0 ? "no audit device" : "one audit device")
                .suffix(devices == 0 ? "none" : "one")
                .impact(
                        devices == 0
                                ? "Nobody can tell afterwards who read which secret."
                                : "If it can't write, because its volume is full, no request is answered any more.")
                .saw("devices", server.ref(), "GET " + PATH, devices);
        return List.of(
                server.product() == Product.OPENBAO
                        ? draft.manual("add devices to the configuration of all servers, then restart them", """
                                audit "file" "file" {
                                  options {
                                    file_path = "/openbao/audit/audit.log"
                                  }
                                }
                                audit "file" "stdout" {
                                  options {
                                    file_path = "stdout"
                                  }
                                }
                                """)
                                .build()
                        : draft.run("enable one", "enable-audit", Map.of("device", devices == 0 ? "file" : "stdout"))
                                .build());
    }
}
