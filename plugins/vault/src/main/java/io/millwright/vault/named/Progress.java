package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.Map;

/** That server is open, or has been given {@code shares} shares at least; {@code none} instead of a number: it has been given none. */
final class Progress extends ServerQuestion.OfPod {
    @Override
    CheckResult ask(
            Server server, ObjectRef pod, Seal seal, Map<String, String> arguments, Answer answer, ClusterView view) {
        if (!seal.sealed()) {
            return answer.holds(pod.name() + " is unsealed");
        }
        String wanted = arguments.getOrDefault("shares", "1");
        boolean enough = wanted.equals("none") ? seal.progress() == 0 : seal.progress() >= Long.parseLong(wanted);
        String message = pod.name() + " has " + seal.progress() + " of " + seal.threshold() + " shares";
        return enough ? answer.holds(message) : answer.not(message);
    }
}
