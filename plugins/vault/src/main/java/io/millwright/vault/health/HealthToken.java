package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Api;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Server;
import java.util.List;

/** Whether there is a token for the checks that need one: what they don't look at is said once. */
final class HealthToken extends ServerCheck {
    HealthToken() {
        super(
                "vault.health-token",
                "Token for health checks",
                Dimension.SECURITY,
                "Secret NAME-health-token, key token: without it peers, autopilot and audit devices aren't looked at, which is Info.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        if (Api.healthLogin(server, view).isPresent()) {
            return List.of();
        }
        String program = server.product() == Product.VAULT ? "vault" : "bao";
        return List.of(
                draft(view, Severity.INFO, "peers, autopilot and audit devices aren't looked at: no token for it")
                        .impact("A peer that is lost, or an audit device that is missing, isn't found.")
                        .saw("token", server.beside(Kind.SECRET, Api.HEALTH_TOKEN), "data.token", "not there")
                        .manual("once it is unsealed, give a token that may only read", """
                        %3$s policy write health - <<'POLICY'
                        path "sys/storage/raft/configuration" { capabilities = ["read"] }
                        path "sys/storage/raft/autopilot/*" { capabilities = ["read"] }
                        path "sys/audit" { capabilities = ["read", "sudo"] }
                        POLICY
                        %3$s token create -policy=health -period=768h -orphan -field=token > token
                        kubectl -n %1$s create secret generic %2$s --from-file=token && rm token
                        """.formatted(
                                        server.namespace(), server.name() + Api.HEALTH_TOKEN, program))
                        .build());
    }
}
