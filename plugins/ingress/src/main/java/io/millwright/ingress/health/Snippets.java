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
import java.util.List;
import java.util.Optional;

/** Whether whoever may write an Ingress may write nginx's configuration. */
final class Snippets extends NginxCheck {
    Snippets() {
        super(
                "ingress.nginx.snippets",
                "Risky annotations",
                Dimension.SECURITY,
                "ConfigMap allow-snippet-annotations and annotations-risk-level, annotations *-snippet of Ingresses: any is Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        Optional<Resource> options = view.get(n.options());
        boolean allowed = options.flatMap(o -> o.text("data", "allow-snippet-annotations"))
                .filter("true"::equals)
                .isPresent();
        boolean critical = options.flatMap(o -> o.text("data", "annotations-risk-level"))
                .filter("Critical"::equals)
                .isPresent();
        if (allowed || critical) {
            String key = allowed ? "allow-snippet-annotations" : "annotations-risk-level";
            findings.add(draft(view, Severity.WARNING, "Ingresses may bring nginx configuration of their own")
                    .suffix("allowed")
                    .impact("Whoever may write an Ingress can read every Secret that the controller may read.")
                    .saw("option", n.options(), "data." + key, allowed ? "true" : "Critical")
                    .run(
                            allowed ? "forbid snippets" : "lower the risk level",
                            "set-option",
                            io.millwright.kit.Tree.of("option", key, "value", allowed ? "false" : "High"))
                    .build());
        }
        List<Resource> users = n.ingresses(view).stream()
                .filter(i -> i.textMap("metadata", "annotations").keySet().stream()
                        .anyMatch(a -> a.startsWith(Names.NGINX_PREFIX) && a.endsWith("-snippet")))
                .toList();
        if (!users.isEmpty()) {
            Resource first = users.getFirst();
            findings.add(draft(
                            view,
                            Severity.WARNING,
                            users.size() + " Ingresses use snippets, " + first.namespace() + "/" + first.name()
                                    + " among them")
                    .suffix("used")
                    .impact(
                            "They are refused or ignored since 1.12 unless snippets are allowed, and no Gateway takes them over.")
                    .saw(
                            "annotation",
                            ObjectRef.of(Names.INGRESS, first.namespace(), first.name()),
                            "metadata.annotations",
                            first.textMap("metadata", "annotations").keySet().stream()
                                    .filter(a -> a.endsWith("-snippet"))
                                    .findFirst()
                                    .orElse(""))
                    .manual(
                            "do without them",
                            "Replace what the snippet does: headers by a filter of the HTTPRoute, access rules by a SecurityPolicy, the rest in the application.")
                    .build());
        }
        return findings;
    }
}
