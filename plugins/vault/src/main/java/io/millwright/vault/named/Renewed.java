package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.Map;

/** That server's pod is another one than {@code uid}, made of the newest template, and answers. */
final class Renewed extends ServerQuestion.OfPod {
    @Override
    CheckResult ask(
            Server server, ObjectRef pod, Seal seal, Map<String, String> arguments, Answer answer, ClusterView view) {
        Resource there = view.get(pod).orElseThrow();
        answer.saw("uid", pod, "metadata.uid", there.uid());
        if (there.uid().equals(arguments.getOrDefault("uid", ""))) {
            return answer.not(pod.name() + " is still the former pod");
        }
        return server.current(there)
                ? answer.holds(pod.name() + " runs the newest template, in " + seal.version())
                : answer.not(pod.name() + " runs a former template");
    }
}
