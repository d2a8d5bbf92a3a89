package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import java.util.Map;

/** What was asked for is reached; with argument {@code green}, its health too. */
final class Settled extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        answer.saw(
                        "phase",
                        e.ref(),
                        "status.phase",
                        e.object().text("status", "phase").orElse("none"))
                .saw("health", e.ref(), "status.health", e.health())
                .saw("nodes", e.ref(), "status.availableNodes", e.available() + "/" + e.nodes());
        if (e.paused()) {
            return answer.not("the operator is told to leave it alone");
        }
        if (!e.settled()) {
            return answer.not(e.seen() ? e.message() : "the operator hasn't seen the newest change");
        }
        if (e.available() < e.nodes()) {
            return answer.not(e.available() + " of " + e.nodes() + " nodes serve");
        }
        String wanted = arguments.getOrDefault("health", "any");
        boolean enough = switch (wanted) {
            case "green" -> e.health().equals("green");
            case "yellow" -> e.health().equals("green") || e.health().equals("yellow");
            default -> true;
        };
        return enough
                ? answer.holds(e.name() + " has what is asked for, health " + e.health())
                : answer.not("health is " + e.health() + ", not " + wanted);
    }
}
