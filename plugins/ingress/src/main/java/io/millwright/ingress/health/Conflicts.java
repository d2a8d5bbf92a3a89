package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether two Ingresses want the same path. */
final class Conflicts extends NginxCheck {
    Conflicts() {
        super(
                "ingress.nginx.conflict",
                "Paths claimed twice",
                Dimension.CONFIGURATION,
                "Host, path and pathType of all Ingresses that are no canary: two with the same are Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        Map<String, Resource> first = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Resource ingress : n.ingresses(view)) {
            if (ingress.annotation(Names.NGINX_PREFIX + "canary")
                    .filter("true"::equals)
                    .isPresent()) {
                continue;
            }
            for (Resource rule : ingress.items("spec", "rules")) {
                for (Resource path : rule.items("http", "paths")) {
                    String what =
                            rule.text("host").orElse("*") + path.text("path").orElse("/");
                    Resource other =
                            first.putIfAbsent(what + " " + path.text("pathType").orElse(""), ingress);
                    if (other != null && !other.name().equals(ingress.name())) {
                        findings.add(finding(what, other, ingress, view));
                    }
                }
            }
        }
        return findings;
    }

    private Finding finding(String what, Resource one, Resource two, ClusterView view) {
        return draft(
                        view,
                        Severity.WARNING,
                        what + " is claimed by Ingress " + one.namespace() + "/" + one.name() + " and "
                                + two.namespace() + "/" + two.name())
                .suffix(two.namespace() + "." + two.name())
                .impact("The older one wins; requests never reach the other.")
                .saw("one", ObjectRef.of(Names.INGRESS, one.namespace(), one.name()), "spec.rules", what)
                .saw("the other", ObjectRef.of(Names.INGRESS, two.namespace(), two.name()), "spec.rules", what)
                .manual(
                        "merge them or take the path out of one",
                        "kubectl -n %s edit ingress %s".formatted(two.namespace(), two.name()))
                .build();
    }
}
