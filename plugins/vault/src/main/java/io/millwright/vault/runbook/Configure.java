package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import io.millwright.vault.facts.Versions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a setting of the servers and restarts them into it. */
final class Configure extends ServerRunbook {
    private final Versions versions;

    Configure(Versions versions) {
        super(new RunbookInfo(
                "configure",
                "Change a setting",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets the servers' log level or memory limit in the release's values, then restarts them one by one, unsealing each.",
                Optional.of(Names.SERVER),
                List.of(
                        Ask.choice("setting", "Setting", "What is changed.", "log-level", "memory"),
                        Ask.required(Ask.text(
                                "value",
                                "Value",
                                "log-level: trace, debug, info, warn or error. memory: a quantity such as 2Gi.",
                                "trace|debug|info|warn|error|[1-9][0-9]*(Mi|Gi)",
                                "a log level, or a quantity in Mi or Gi")),
                        ChartSource.repository(),
                        Releases.archive()),
                List.of(
                        "Every restarted server is sealed: have the key holders ready.",
                        "A server with less memory than its store needs is killed again and again.",
                        "Names of servers and paths of storage must never change: this changes neither."),
                List.of("https://developer.hashicorp.com/vault/docs/configuration")));
        this.versions = versions;
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    List<Constraint> more(Server server, ClusterView view) {
        return unsettled(server, view);
    }

    @Override
    Plan plan(Server server, Request request, ClusterView view, PlanDraft draft) {
        String setting = request.input("setting");
        String value = request.input("value");
        boolean memory = setting.equals("memory");
        if (memory != value.matches("[0-9].*")) {
            throw refused(
                    server.name(),
                    "'" + value + "' doesn't fit " + setting,
                    memory ? "Say a quantity such as 2Gi." : "Say one of trace, debug, info, warn, error.");
        }
        ObjectRef release = server.release()
                .orElseThrow(
                        () -> refused(server.name(), "no Helm release holds it", "Change it where it comes from."));
        Optional<ChartRef> chart = ChartSource.present(server, versions);
        if (chart.isEmpty() && request.input("archive").isEmpty()) {
            throw refused(server.name(), "the version of its chart can't be told", "Give the chart's archive.");
        }
        List<Peer> peers = Peer.all(server, view);
        Peer leader = leader(server, peers);
        Seal seal = seal(server, peers);
        String former = server.container()
                .flatMap(c -> memory
                        ? c.text("resources", "limits", "memory")
                        : c.items("env").stream()
                                .filter(e -> e.text("name").orElse("").endsWith("LOG_LEVEL"))
                                .flatMap(e -> e.text("value").stream())
                                .findFirst())
                .orElse("");
        ChartRef used = Releases.chart(request, chart::orElseThrow);
        Undo undo = new Undo.BestEffort(
                new Action.Helm(
                        Action.Helm.Verb.UPGRADE,
                        release.namespace(),
                        release.name(),
                        Optional.of(used),
                        values(memory, former)),
                new Check.Release(release.namespace(), release.name(), used.version(), false),
                "servers that restarted keep the new setting until they are restarted again");
        Rolling.ask(draft, server, leader, seal, "");
        draft.step(settled(server))
                .step(ChartSource.change(
                        release,
                        request,
                        chart,
                        values(memory, value),
                        "It changes the template alone: no server restarts by it.",
                        undo));
        Rolling.restart(draft, server, peers, leader, seal);
        return draft.consequence("restarts " + peers.size() + " servers, one at a time")
                .consequence(setting + ": " + (former.isEmpty() ? "unset" : former) + " → " + value)
                .plan("Set " + setting + " of " + request.instance().id().display() + " to " + value);
    }

    private static Map<String, Object> values(boolean memory, String value) {
        return Tree.of(
                "server",
                memory
                        ? Tree.of("resources", Tree.of("limits", Tree.of("memory", value)))
                        : Tree.of("logLevel", value));
    }
}
