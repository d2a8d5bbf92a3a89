package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether somebody serves every Ingress. */
final class ClassKnown extends NginxCheck {
    ClassKnown() {
        super(
                "ingress.nginx.class",
                "Classes of Ingresses",
                Dimension.CONFIGURATION,
                "Ingress spec.ingressClassName against the IngressClasses: one that doesn't exist, or several default classes, is"
                        + " Critical; an Ingress without a class while none is the default is Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> classes = view.list(Names.INGRESS_CLASS, Selector.ALL);
        List<String> names = classes.stream().map(Resource::name).toList();
        List<Resource> defaults = classes.stream()
                .filter(c ->
                        c.annotation(Names.DEFAULT_CLASS).filter("true"::equals).isPresent())
                .toList();
        List<Resource> ingresses = view.list(Names.INGRESS, Selector.ALL);
        if (defaults.size() > 1) {
            findings.add(draft(view, Severity.CRITICAL, defaults.size() + " IngressClasses are the default")
                    .suffix("defaults")
                    .impact("The API server refuses every new Ingress that names no class.")
                    .saw(
                            "one of them",
                            ObjectRef.of(
                                    Names.INGRESS_CLASS, "", defaults.getFirst().name()),
                            "metadata.annotations." + Names.DEFAULT_CLASS,
                            "true")
                    .manual(
                            "leave one",
                            "kubectl annotate ingressclass %s %s-"
                                    .formatted(defaults.getLast().name(), Names.DEFAULT_CLASS))
                    .build());
        }
        List<Resource> dead = ingresses.stream()
                .filter(i -> i.text("spec", "ingressClassName")
                        .filter(c -> !names.contains(c))
                        .isPresent())
                .toList();
        dead.forEach(i -> findings.add(draft(
                        view,
                        Severity.CRITICAL,
                        "nobody serves Ingress " + i.namespace() + "/" + i.name() + ": there is no class "
                                + i.text("spec", "ingressClassName").orElse(""))
                .suffix("missing." + i.namespace() + "." + i.name())
                .impact("Its hosts get the controller's page for unknown hosts, or nothing.")
                .saw(
                        "class",
                        ref(i),
                        "spec.ingressClassName",
                        i.text("spec", "ingressClassName").orElse(""))
                .manual(
                        "name a class that there is",
                        "kubectl -n %s patch ingress %s --type=merge -p '{\"spec\":{\"ingressClassName\":\"%s\"}}'"
                                .formatted(i.namespace(), i.name(), own(n, classes)))
                .build()));
        boolean takesAll =
                n.flag("watch-ingress-without-class").filter("true"::equals).isPresent();
        Optional<Resource> classless = ingresses.stream()
                .filter(i -> i.text("spec", "ingressClassName").isEmpty()
                        && i.annotation(Names.CLASS_ANNOTATION).isEmpty())
                .findFirst();
        if (defaults.isEmpty() && !takesAll && classless.isPresent()) {
            Resource i = classless.get();
            findings.add(draft(view, Severity.WARNING, "Ingress " + i.namespace() + "/" + i.name() + " names no class")
                    .suffix("none")
                    .impact("Nobody serves it.")
                    .saw("class", ref(i), "spec.ingressClassName", "none")
                    .manual(
                            "name one",
                            "kubectl -n %s patch ingress %s --type=merge -p '{\"spec\":{\"ingressClassName\":\"%s\"}}'"
                                    .formatted(i.namespace(), i.name(), own(n, classes)))
                    .build());
        }
        return findings;
    }

    private static String own(Nginx n, List<Resource> classes) {
        return n.classes(classes).stream().findFirst().orElse("CLASS");
    }

    private static ObjectRef ref(Resource ingress) {
        return ObjectRef.of(Names.INGRESS, ingress.namespace(), ingress.name());
    }
}
