package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.Map;

/** That server is unsealed. */
final class Open extends ServerQuestion.OfPod {
    @Override
    CheckResult ask(
            Server server, ObjectRef pod, Seal seal, Map<String, String> arguments, Answer answer, ClusterView view) {
        return seal.sealed()
                ? answer.not(
                        pod.name() + " is sealed; it has " + seal.progress() + " of " + seal.threshold() + " shares")
                : answer.holds(pod.name() + " is unsealed");
    }
}
