package io.millwright.ingress.named;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether every pod of a controller could load its newest configuration. */
final class Reloaded implements NamedCheck {
    private static final String METRIC = "nginx_ingress_controller_config_last_reload_successful";

    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<Nginx> nginx = find(arguments, view);
        if (nginx.isEmpty()) {
            return answer.not("the controller isn't there");
        }
        List<Resource> pods = nginx.get().pods(view);
        if (pods.isEmpty()) {
            return answer.not("the controller has no pods");
        }
        for (Resource pod : pods) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            Optional<Double> loaded = Metrics.read(view, ref, "http", Names.NGINX_PORT, "/metrics")
                    .flatMap(m -> m.value(METRIC, ""));
            answer.saw("last reload", ref, METRIC, loaded.map(String::valueOf).orElse("not told"));
            if (loaded.isEmpty()) {
                return answer.cannotTell("pod " + pod.name() + " doesn't tell whether its last reload went well");
            }
            if (loaded.get() != 1) {
                return answer.not("pod " + pod.name() + " couldn't load its configuration: see the event RELOAD on it");
            }
        }
        return answer.holds(pods.size() + " pods run their newest configuration");
    }

    static Optional<Nginx> find(Map<String, String> arguments, ClusterView view) {
        Kind kind = "DaemonSet".equals(arguments.get("kind")) ? Kind.DAEMON_SET : Kind.DEPLOYMENT;
        return view.get(ObjectRef.of(kind, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", "")))
                .map(Nginx::new);
    }
}
