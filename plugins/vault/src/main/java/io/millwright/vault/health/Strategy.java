package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.List;

/** Whether changes of the chart restart servers by themselves, and whether Kubernetes kills sealed ones. */
final class Strategy extends ServerCheck {
    Strategy() {
        super(
                "vault.strategy",
                "Restarts under control",
                Dimension.CONFIGURATION,
                "StatefulSet spec.updateStrategy.type: other than OnDelete is Warning. A livenessProbe that counts sealed as dead is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        String type = server.set().text("spec", "updateStrategy", "type").orElse("RollingUpdate");
        var found = new java.util.ArrayList<Finding>();
        if (!type.equals("OnDelete")) {
            found.add(draft(view, Severity.WARNING, "update strategy is " + type)
                    .suffix("update")
                    .impact(
                            "The next change of the chart restarts one server after the other, each of which stays sealed: the second one stops the cluster.")
                    .saw("strategy", server.ref(), "spec.updateStrategy.type", type)
                    .manual(
                            "let people restart them",
                            "Set server.updateStrategyType to OnDelete in the chart's values.")
                    .build());
        }
        server.container()
                .filter(c -> c.at("livenessProbe").isPresent())
                .filter(c ->
                        !c.text("livenessProbe", "httpGet", "path").orElse("").contains("sealedcode=2"))
                .ifPresent(c -> found.add(draft(
                                view, Severity.WARNING, "the liveness probe counts a sealed server as dead")
                        .suffix("liveness")
                        .impact(
                                "A server that waits for its keys is restarted for ever, and forgets those it was given.")
                        .saw(
                                "probe",
                                server.ref(),
                                "spec.template.spec.containers[].livenessProbe.httpGet.path",
                                c.text("livenessProbe", "httpGet", "path").orElse("a command"))
                        .manual(
                                "switch it off, or let sealed count as alive",
                                "server.livenessProbe.enabled: false\nor path: /v1/sys/health?standbyok=true&sealedcode=204&uninitcode=204")
                        .build()));
        return found;
    }
}
