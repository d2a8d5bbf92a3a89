package io.millwright.vault.facts;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A group of servers that keep one store: a StatefulSet of the chart of Vault or of OpenBao.
 *
 * @param set the StatefulSet
 */
public record Server(Resource set, Product product) {
    /** The group that this StatefulSet is; empty when it is something else. */
    public static Optional<Server> of(Resource set) {
        Optional<Product> labelled = set.text("spec", "template", "metadata", "labels", "component")
                .filter("server"::equals)
                .flatMap(c -> set.text("spec", "template", "metadata", "labels", Names.APP_NAME))
                .flatMap(Product::of);
        return labelled.or(() -> byImage(set)).map(p -> new Server(set, p));
    }

    private static Optional<Product> byImage(Resource set) {
        return set.items("spec", "template", "spec", "containers").stream()
                .filter(c -> c.items("ports").stream()
                        .anyMatch(p -> p.number("containerPort").orElse(0L) == Names.PORT))
                .flatMap(c -> c.text("image").stream())
                .map(i -> i.replaceFirst("[:@][^/]*$", "").replaceFirst("^.*/", ""))
                .flatMap(n -> Product.of(n).stream())
                .findFirst();
    }

    /** All of them. */
    public static List<Server> all(ClusterView view) {
        return view.list(Kind.STATEFUL_SET, Selector.ALL).stream()
                .flatMap(s -> of(s).stream())
                .toList();
    }

    /** That one. */
    public static Optional<Server> read(ClusterView view, String namespace, String name) {
        return view.get(ObjectRef.of(Kind.STATEFUL_SET, namespace, name)).flatMap(Server::of);
    }

    public String namespace() {
        return set.namespace();
    }

    public String name() {
        return set.name();
    }

    public ObjectRef ref() {
        return ObjectRef.of(Kind.STATEFUL_SET, namespace(), name());
    }

    public ObjectRef beside(Kind kind, String suffix) {
        return ObjectRef.of(kind, namespace(), name() + suffix);
    }

    public long replicas() {
        return set.number("spec", "replicas").orElse(1L);
    }

    /** How many servers its controller counts as ready: from then on requests reach them. */
    public long ready() {
        return set.number("status", "readyReplicas").orElse(0L);
    }

    public ObjectRef pod(long ordinal) {
        return beside(Kind.POD, "-" + ordinal);
    }

    /** Every pod that should be there, by ordinal. */
    public List<ObjectRef> wantedPods() {
        return LongStream.range(0, replicas()).mapToObj(this::pod).toList();
    }

    /** The pods that are there, by ordinal. */
    public List<Resource> pods(ClusterView view) {
        String prefix = name() + "-";
        return view.list(Kind.POD, Selector.in(namespace())).stream()
                .filter(p -> p.name().startsWith(prefix)
                        && p.name().substring(prefix.length()).matches("[0-9]+"))
                .sorted(Comparator.comparingInt(p -> ordinal(p.name())))
                .toList();
    }

    public static int ordinal(String pod) {
        return Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1));
    }

    public List<Resource> claims(ClusterView view) {
        return view.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in(namespace())).stream()
                .filter(c -> c.name().matches("(data|audit)-" + java.util.regex.Pattern.quote(name()) + "-[0-9]+"))
                .toList();
    }

    public Optional<Resource> container() {
        List<Resource> all = set.items("spec", "template", "spec", "containers");
        return all.stream()
                .filter(c -> c.text("name").filter(product.id()::equals).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** {@code https} unless the chart has been told to do without TLS. */
    public String scheme() {
        return container().stream()
                        .flatMap(c -> c.items("ports").stream())
                        .filter(p -> p.number("containerPort").orElse(0L) == Names.PORT)
                        .anyMatch(p -> p.text("name").filter("http"::equals).isPresent())
                ? "http"
                : "https";
    }

    /** The version of its template's image, else of its chart's label. */
    public Optional<String> version() {
        return container()
                .flatMap(c -> c.text("image"))
                .flatMap(Version::ofImage)
                .or(() -> Operators.version(set))
                .map(Version::text);
    }

    /** A server that keeps everything in memory, for trying out. */
    public boolean developing() {
        return container().stream()
                .flatMap(c -> java.util.stream.Stream.concat(c.texts("args").stream(), c.texts("command").stream()))
                .anyMatch(a -> a.contains("server -dev"));
    }

    /** The version of the chart that rendered it, by the label of its pods. */
    public Optional<String> chartVersion() {
        return set.text("spec", "template", "metadata", "labels", Names.CHART_LABEL)
                .filter(c -> c.startsWith(product.id() + "-"))
                .map(c -> c.substring(product.id().length() + 1));
    }

    /** The Helm release that keeps it, as a reference without a real kind of its own. */
    public Optional<ObjectRef> release() {
        return Installer.release(set);
    }

    /** The configuration as the chart mounts it, or as somebody without the chart would: the files of ConfigMap NAME-config. */
    public Optional<String> configuration(ClusterView view) {
        return view.get(beside(Kind.CONFIG_MAP, "-config"))
                .map(c -> c.textMap("data").entrySet().stream()
                        .filter(f -> f.getKey().endsWith(".hcl") || f.getKey().endsWith(".json"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining("\n")))
                .filter(text -> !text.isEmpty());
    }

    /** Whether servers join the leader by themselves. */
    public boolean joinsItself(ClusterView view) {
        return configuration(view).filter(c -> c.contains("retry_join")).isPresent();
    }

    /** The address by which servers find that one. */
    public String address(long ordinal) {
        return scheme() + "://" + pod(ordinal).name() + "." + name() + "-internal:" + Names.PORT;
    }

    /** Whether a pod runs what the StatefulSet's template says now. */
    public boolean current(Resource pod) {
        String wanted = set.text("status", "updateRevision").orElse("");
        return wanted.isEmpty()
                || pod.label(Names.REVISION).filter(wanted::equals).isPresent();
    }

    /** The pod that says of itself, by its label, that it leads. */
    public Optional<Resource> labelledLeader(ClusterView view) {
        return pods(view).stream()
                .filter(p ->
                        p.label(product.label("active")).filter("true"::equals).isPresent())
                .findFirst();
    }
}
