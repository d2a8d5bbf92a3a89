package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;

/**
 * No pod of a cluster is left, the topic operator's among them: until then it would delete topics whose objects go. Or none of one part of it.
 */
final class PodsGone implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String name = arguments.getOrDefault("name", "");
        String part = arguments.getOrDefault("part", "");
        List<Resource> left = view
                .list(Kind.POD, Selector.labelled(arguments.getOrDefault("namespace", ""), Strimzi.CLUSTER_LABEL, name))
                .stream()
                .filter(p -> part.isEmpty()
                        || p.label(Strimzi.NAME_LABEL)
                                .filter((name + "-" + part)::equals)
                                .isPresent())
                .toList();
        left.stream()
                .limit(3)
                .forEach(p -> answer.saw(
                        "pod",
                        p.ref(Kind.POD),
                        "status.phase",
                        p.text("status", "phase").orElse("unknown")));
        return left.isEmpty()
                ? answer.holds("no pod is left")
                : answer.not(left.size() + " pods are left, " + left.getFirst().name() + " among them");
    }
}
