package io.millwright.vault.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Product;
import io.millwright.vault.facts.Server;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has Vault write down who asked for what. */
final class EnableAudit extends ServerRunbook {
    EnableAudit() {
        super(new RunbookInfo(
                "enable-audit",
                "Enable an audit device",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Enables a device that writes every request, with secrets hashed, to the audit volume or to the pod's log.",
                Optional.of(Names.SERVER),
                List.of(Ask.choice(
                        "device",
                        "Device",
                        "file: /vault/audit/audit.log on the audit volume. stdout: the pod's log.",
                        "file",
                        "stdout")),
                List.of(
                        "When no enabled device can write, no request is answered: enable two, and watch how full the volume is.",
                        "Rotate the file: move it, then send the server a SIGHUP.",
                        "OpenBao has devices in its configuration alone: change the chart's values there, then restart."),
                List.of("https://developer.hashicorp.com/vault/docs/audit")));
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        if (server.product() == Product.OPENBAO) {
            return List.of(new Constraint(
                    "declared",
                    "OpenBao takes audit devices from its configuration alone",
                    "add an audit block to server.ha.raft.config, then run restart",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        List<Constraint> found = new ArrayList<>(unsettled(server, view));
        found.addAll(tokenless(server, view));
        return found;
    }

    private static boolean audit(Resource template) {
        return template.name().equals("audit");
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        String device = request.input("device");
        boolean file = device.equals("file");
        if (file && server.set().items("spec", "volumeClaimTemplates").stream().noneMatch(EnableAudit::audit)) {
            throw refused(server.name(), "there is no audit volume", "Choose stdout, or install with an audit volume.");
        }
        Peer leader = leader(server, Peer.all(server, view));
        String path = "/v1/sys/audit/" + device;
        String body = "{\"type\":\"file\",\"options\":{\"file_path\":\"" + (file ? "/vault/audit/audit.log" : "stdout")
                + "\"}}";
        Hands.token(server, leader.ref(), "update and sudo on sys/audit/*").forEach(draft::step);
        return draft.step(Hands.request(
                        "enable",
                        "audit device " + device + "  enabled",
                        "From then on every request is written down before it is answered.",
                        Hands.http(server, leader.ref(), "POST", path, body),
                        Questions.audits(server, device, true),
                        new Undo.BestEffort(
                                Hands.http(server, leader.ref(), "DELETE", path, ""),
                                Questions.audits(server, device, false),
                                "what was written stays, but the key of its hashes is gone"),
                        Duration.ofMinutes(2)))
                .consequence("answers no request any more if no device can write")
                .plan("Enable audit device " + device + " of "
                        + request.instance().id().display());
    }
}
