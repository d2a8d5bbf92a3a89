package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.Map;

/** That server has a store: it was initialised, or has joined. */
final class Initialised extends ServerQuestion.OfPod {
    @Override
    CheckResult ask(
            Server server, ObjectRef pod, Seal seal, Map<String, String> arguments, Answer answer, ClusterView view) {
        return seal.initialized()
                ? answer.holds(pod.name() + " has a store")
                : answer.not(pod.name() + " has no store yet");
    }
}
