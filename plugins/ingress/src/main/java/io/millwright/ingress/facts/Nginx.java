package io.millwright.ingress.facts;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One ingress-nginx controller, as its Deployment or DaemonSet tells.
 *
 * @param workload the Deployment or DaemonSet
 */
public record Nginx(Resource workload) {
    /** What a controller's root may be. */
    public static final List<Kind> KINDS = List.of(Kind.DEPLOYMENT, Kind.DAEMON_SET);

    /** All controllers, whoever installed them. */
    public static List<Nginx> all(ClusterView view) {
        List<Nginx> all = new ArrayList<>();
        for (Kind kind : KINDS) {
            view.list(kind, Selector.ALL).stream()
                    .filter(Nginx::isOne)
                    .map(Nginx::new)
                    .forEach(all::add);
        }
        return all;
    }

    /** By labels, by image, or by how its program is started. */
    public static boolean isOne(Resource workload) {
        Map<String, String> labels = workload.textMap("spec", "template", "metadata", "labels");
        if (Names.NGINX.equals(labels.get(Names.NAME_LABEL))
                && "controller".equals(labels.get(Names.COMPONENT_LABEL))) {
            return true;
        }
        return workload.items("spec", "template", "spec", "containers").stream()
                .anyMatch(c -> Images.path(c.text("image").orElse("")).matches(".*ingress-nginx/controller(-chroot)?")
                        || c.texts("args").stream()
                                .findFirst()
                                .filter("/nginx-ingress-controller"::equals)
                                .isPresent());
    }

    public Kind kind() {
        return workload.kind().equals(Kind.DAEMON_SET.kind()) ? Kind.DAEMON_SET : Kind.DEPLOYMENT;
    }

    public ObjectRef ref() {
        return ObjectRef.of(kind(), workload.namespace(), workload.name());
    }

    public String namespace() {
        return workload.namespace();
    }

    /** The controller's version: image tag, then label. */
    public Optional<Version> version() {
        return Operators.version(workload)
                .or(() -> workload.text("spec", "template", "metadata", "labels", "app.kubernetes.io/version")
                        .map(v -> Version.of(v.replaceFirst("^v", ""))));
    }

    public long wanted() {
        return kind().equals(Kind.DAEMON_SET)
                ? workload.number("status", "desiredNumberScheduled").orElse(0L)
                : workload.number("spec", "replicas").orElse(1L);
    }

    public long available() {
        return workload.number("status", kind().equals(Kind.DAEMON_SET) ? "numberAvailable" : "availableReplicas")
                .orElse(0L);
    }

    /** The value of a flag of its program: {@code --configmap=ns/name}; {@code $(POD_NAMESPACE)} is its own namespace. */
    public Optional<String> flag(String name) {
        return workload.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.texts("args").stream())
                .filter(a -> a.startsWith("--" + name + "="))
                .map(a -> a.substring(name.length() + 3).replace("$(POD_NAMESPACE)", namespace()))
                .findFirst();
    }

    /** The controller's name in IngressClasses. */
    public String controllerName() {
        return flag("controller-class").orElse(Names.NGINX_CONTROLLER);
    }

    /** The class annotation it answers to. */
    public String legacyClass() {
        return flag("ingress-class").orElse("nginx");
    }

    /** Where its options are. */
    public ObjectRef options() {
        return named(Kind.CONFIG_MAP, flag("configmap").orElse(namespace() + "/" + workload.name()));
    }

    /** The Service whose address Ingresses get, when it publishes one. */
    public Optional<ObjectRef> service() {
        return flag("publish-service").map(s -> named(Kind.SERVICE, s));
    }

    private ObjectRef named(Kind kind, String path) {
        int slash = path.indexOf('/');
        return slash < 0
                ? ObjectRef.of(kind, namespace(), path)
                : ObjectRef.of(kind, path.substring(0, slash), path.substring(slash + 1));
    }

    /** Its pods. */
    public List<Resource> pods(ClusterView view) {
        return view
                .list(
                        Kind.POD,
                        new Selector(namespace(), workload.textMap("spec", "selector", "matchLabels"), Map.of()))
                .stream()
                .filter(p -> p.text("metadata", "deletionTimestamp").isEmpty())
                .toList();
    }

    /** The names of the classes that are its own. */
    public List<String> classes(List<Resource> ingressClasses) {
        return ingressClasses.stream()
                .filter(c -> c.text("spec", "controller")
                        .filter(controllerName()::equals)
                        .isPresent())
                .map(Resource::name)
                .toList();
    }

    /** The Ingresses that it serves. */
    public List<Resource> ingresses(ClusterView view) {
        List<String> own = classes(view.list(Names.INGRESS_CLASS, Selector.ALL));
        boolean classless =
                flag("watch-ingress-without-class").filter("true"::equals).isPresent();
        return view.list(Names.INGRESS, Selector.in(flag("watch-namespace").orElse(""))).stream()
                .filter(i -> serves(i, own, classless))
                .toList();
    }

    private boolean serves(Resource ingress, List<String> own, boolean classless) {
        Optional<String> named = ingress.text("spec", "ingressClassName");
        if (named.isPresent()) {
            return own.contains(named.get());
        }
        return ingress.annotation(Names.CLASS_ANNOTATION)
                .map(legacyClass()::equals)
                .orElse(classless);
    }
}
