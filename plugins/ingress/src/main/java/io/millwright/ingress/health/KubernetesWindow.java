package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.ingress.facts.Published;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Release;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether anybody has tried that controller with that Kubernetes. */
final class KubernetesWindow extends NginxCheck {
    KubernetesWindow() {
        super(
                "ingress.nginx.kubernetes",
                "Controller and Kubernetes",
                Dimension.CURRENCY,
                "The controller's branch against the API server's minor in the release catalogue: untested is Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        Optional<Release> release =
                n.version().flatMap(v -> Published.catalogue().newestOf(Names.NGINX, v.branch()));
        if (release.filter(r -> r.kubernetes().contains(view.kubernetesMinor())).isPresent()
                || n.version().isEmpty()) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        Severity.WARNING,
                        "ingress-nginx " + n.version().get() + " was never tested with Kubernetes "
                                + view.kubernetesMinor())
                .impact("Nobody will mend what breaks between the two.")
                .saw(
                        "version",
                        n.ref(),
                        "spec.template.spec.containers[].image",
                        n.version().get())
                .compared(
                        "Kubernetes that it was tested with",
                        "release catalogue",
                        release.map(r -> String.join(", ", r.kubernetes())).orElse("none that is known"))
                .run("move to the Gateway API", "migrate-to-gateway", Map.of())
                .build());
    }
}
