package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every instance's pod runs that image, or has those resources: whatever of both is asked. */
final class PodsCurrent implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        List<Resource> pods = found.get().pods(view);
        long current = pods.stream().filter(p -> current(p, arguments, answer)).count();
        String message = current + " of " + found.get().wanted() + " instances are renewed";
        return current >= found.get().wanted() ? answer.holds(message) : answer.not(message);
    }

    private static boolean current(Resource pod, Map<String, String> arguments, Answer answer) {
        ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
        Resource container = pod.items("spec", "containers").stream()
                .filter(c -> c.text("name").orElse("").equals("postgres"))
                .findFirst()
                .orElse(new Resource(Map.of()));
        boolean going = pod.text("metadata", "deletionTimestamp").isPresent();
        boolean all = !going;
        for (String what : List.of("image", "cpu", "memory")) {
            String wanted = arguments.getOrDefault(what, "");
            if (wanted.isEmpty()) {
                continue;
            }
            String present = (what.equals("image")
                            ? container.text("image")
                            : container.text("resources", "requests", what))
                    .orElse("none");
            answer.saw(what, ref, "spec.containers[postgres]", present);
            all &= present.equals(wanted);
        }
        return all;
    }
}
