package io.millwright.postgres.named;

import io.millwright.kit.Version;
import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.BarmanPlugin;
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

/** Every instance's pod has the backup plugin's sidecar, of that version if one is given. */
final class Sidecars implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        String wanted = arguments.getOrDefault("version", "");
        List<Resource> pods = found.get().pods(view);
        long done = 0;
        for (Resource pod : pods) {
            Optional<String> image = BarmanPlugin.sidecar(pod).flatMap(s -> s.text("image"));
            answer.saw(
                    "sidecar of " + pod.name(),
                    ObjectRef.of(Kind.POD, pod.namespace(), pod.name()),
                    "spec.initContainers[" + BarmanPlugin.SIDECAR + "].image",
                    image.orElse("absent"));
            boolean fits = image.flatMap(Version::ofImage)
                    .map(Version::text)
                    .filter(v -> wanted.isEmpty() || v.equals(wanted))
                    .isPresent();
            if (fits || (wanted.isEmpty() && image.isPresent())) {
                done++;
            }
        }
        String message = done + " of " + found.get().wanted() + " instances have the sidecar"
                + (wanted.isEmpty() ? "" : " of " + wanted);
        return done >= found.get().wanted() && done == pods.size() ? answer.holds(message) : answer.not(message);
    }
}
