package io.millwright.testkit.sandbox;

import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sandbox's kubelet does at a simulator's word, and a real one does by itself: pods that aren't ready, volumes that grow. */
record LabKubelet(LabCluster cluster) {
    void step() {
        for (Resource pod : cluster.list(Kind.POD, Selector.ALL)) {
            boolean ready = Pods.ready(pod);
            if (ready && Pods.held(pod)) {
                cluster.updateStatus(pod.ref(Kind.POD), p -> ready(p, "False"));
            } else if (!ready
                    && !Pods.held(pod)
                    && pod.condition("Ready")
                            .flatMap(c -> c.text("reason"))
                            .filter(Pods.HELD_BY::equals)
                            .isPresent()) {
                cluster.updateStatus(pod.ref(Kind.POD), p -> ready(p, "True"));
            }
        }
        for (Resource claim : cluster.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.ALL)) {
            Optional<Object> wanted = claim.at("spec", "resources", "requests", "storage");
            boolean bound =
                    claim.text("status", "phase").filter("Bound"::equals).isPresent();
            if (bound && !wanted.equals(claim.at("status", "capacity", "storage"))) {
                cluster.updateStatus(
                        claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                        c -> c.with(wanted.orElseThrow(), "status", "capacity", "storage"));
            }
        }
    }

    private static Resource ready(Resource pod, String status) {
        List<Object> conditions = new ArrayList<>();
        for (Resource condition : pod.items("status", "conditions")) {
            Map<String, Object> fields = new LinkedHashMap<>(condition.content());
            if (condition.text("type").filter("Ready"::equals).isPresent()) {
                fields.put("status", status);
                fields.put("reason", Pods.HELD_BY);
            }
            conditions.add(fields);
        }
        return pod.with(conditions, "status", "conditions");
    }
}
