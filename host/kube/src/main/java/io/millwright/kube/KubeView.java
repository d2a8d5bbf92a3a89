package io.millwright.kube;

import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.LoginHeaders;
import io.millwright.spi.AccessNeed;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Reads a real cluster. */
final class KubeView implements ClusterView {
    private static final String PAGE = "500";
    private static final Duration RIGHT_HOLDS = Duration.ofSeconds(20);

    private final Transport transport;
    private final Discovery discovery;
    private final Clock clock;
    private final AtomicReference<Optional<String>> uid = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> minor = new AtomicReference<>(Optional.empty());

    private final Map<AccessNeed, Answer> rights = new ConcurrentHashMap<>();

    private record Answer(boolean allowed, Instant at) {}

    KubeView(Transport transport, Discovery discovery, Clock clock) {
        this.transport = transport;
        this.discovery = discovery;
        this.clock = clock;
    }

    @Override
    public String cluster() {
        return transport.context().name();
    }

    @Override
    public String clusterUid() {
        Optional<String> known = uid.get();
        if (known.isPresent()) {
            return known.get();
        }
        String found = transport
                .object(Call.get("get Namespace kube-system", "/api/v1/namespaces/kube-system"))
                .uid();
        uid.set(Optional.of(found));
        return found;
    }

    @Override
    public String kubernetesMinor() {
        Optional<String> known = minor.get();
        if (known.isPresent()) {
            return known.get();
        }
        Resource version = transport.object(Call.get("get the API server's version", "/version"));
        String found = version.text("major").orElse("") + "."
                + version.text("minor").orElse("").replaceAll("[^0-9].*", "");
        minor.set(Optional.of(found));
        return found;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Optional<Resource> get(ObjectRef object) {
        Call call = Call.get("get " + object.display(), Paths.object(object));
        Reply reply = transport.send(call);
        if (reply.status() == 404 && reply.failure().isPresent()
                || reply.status() == 404 && !discovery.serves(object.kind())) {
            return Optional.empty();
        }
        return Optional.of(read(call, reply))
                .filter(r -> object.uid().isEmpty() || object.uid().get().equals(r.uid()));
    }

    @Override
    public List<Resource> list(Kind kind, Selector selector) {
        return list(kind, selector.namespace(), joined(selector.labels()), joined(selector.fields()));
    }

    /** The same with selectors in the API server's own notation. */
    List<Resource> list(Kind kind, String namespace, String labels, String fields) {
        List<Resource> found = new ArrayList<>();
        String attempted = "list " + kind.plural() + (namespace.isEmpty() ? "" : " in namespace " + namespace);
        String token = "";
        String limit = PAGE;
        do {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("limit", limit);
            parameters.put("labelSelector", labels);
            parameters.put("fieldSelector", fields);
            parameters.put("continue", token);
            Call call = Call.get(attempted, Call.query(Paths.collection(kind, namespace), parameters));
            Reply reply = transport.send(call);
            if (reply.status() == 404 && token.isEmpty()) {
                return List.of();
            }
            if (reply.status() == 410 && !token.isEmpty()) {
                // The list took longer than the server keeps its state: once more, in one piece.
                found.clear();
                token = "";
                limit = "";
                continue;
            }
            if (!reply.succeeded()) {
                throw transport.problems().of(call.attempted(), reply);
            }
            Reply.Page page =
                    reply.page(kind).orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
            found.addAll(page.items());
            token = page.next();
            if (token.isEmpty()) {
                break;
            }
        } while (true);
        found.sort(Comparator.comparing(Resource::namespace).thenComparing(Resource::name));
        return List.copyOf(found);
    }

    private static String joined(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }

    private Resource read(Call call, Reply reply) {
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return reply.object().orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
    }

    @Override
    public boolean serves(Kind kind) {
        return discovery.serves(kind);
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path) {
        return passedOn(
                transport,
                Call.get(
                        "get " + path + " of " + podOrService.display() + " port " + port,
                        Paths.proxy(podOrService, scheme, port, path)));
    }

    @Override
    public HttpReply httpGet(ObjectRef podOrService, String scheme, int port, String path, Login login) {
        return new PodHttp(transport, this)
                .send(HttpExchange.get(podOrService, scheme, port, path, LoginHeaders.of(login, this, Map.of())));
    }

    /** What the pod or service said. The API server's own refusals are problems, but "not there" is a 404. */
    static HttpReply passedOn(Transport transport, Call call) {
        Reply reply = transport.send(call);
        if (reply.status() != 404
                && (reply.failure().isPresent()
                        || reply.status() == 401 && reply.text().isEmpty())) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return new HttpReply(reply.status(), reply.text());
    }

    @Override
    public List<String> logs(ObjectRef pod, String container, int lines, boolean previous) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("container", container);
        parameters.put("tailLines", Integer.toString(lines));
        parameters.put("previous", previous ? "true" : "");
        Call call = Call.get(
                "read the log of " + pod.display() + " container " + container,
                Call.query(Paths.object(pod) + "/log", parameters));
        Reply reply = transport.send(call);
        if (reply.status() == 404 || reply.status() == 400 && saysNoLogYet(reply)) {
            return List.of();
        }
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return reply.text().lines().toList();
    }

    static boolean saysNoLogYet(Reply reply) {
        String text = reply.text();
        return text.contains("waiting to start")
                || text.contains("previous terminated container")
                || text.contains("is not valid for pod");
    }

    /** Pages ask the same again and again; a right that was just given shows within this time. */
    @Override
    public Optional<Boolean> mayI(AccessNeed need) {
        Optional<Answer> known = Optional.ofNullable(rights.get(need))
                .filter(a -> a.at().plus(RIGHT_HOLDS).isAfter(clock.instant()));
        if (known.isPresent()) {
            return Optional.of(known.get().allowed());
        }
        Optional<Boolean> told = ask(need);
        told.ifPresent(allowed -> rights.put(need, new Answer(allowed, clock.instant())));
        return told;
    }

    private Optional<Boolean> ask(AccessNeed need) {
        int slash = need.resource().indexOf('/');
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("verb", need.verb());
        attributes.put("group", need.group());
        attributes.put("resource", slash < 0 ? need.resource() : need.resource().substring(0, slash));
        attributes.put("subresource", slash < 0 ? "" : need.resource().substring(slash + 1));
        attributes.put("namespace", need.namespace());
        attributes.put("name", need.name());
        Call call = Call.post(
                "ask for the right to " + need.display(),
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                PlainTree.json(Map.of(
                        "apiVersion",
                        "authorization.k8s.io/v1",
                        "kind",
                        "SelfSubjectAccessReview",
                        "spec",
                        Map.of("resourceAttributes", attributes))));
        Reply reply = transport.send(call);
        if (reply.status() == 403 || reply.status() == 404) {
            return Optional.empty();
        }
        return read(call, reply).flag("status", "allowed");
    }

    /** What the API server says that we may do there; empty where it can't tell. */
    Optional<Resource> ownRules(String namespace) {
        Call call = Call.post(
                "ask what we may do in " + namespace,
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                PlainTree.json(Map.of(
                        "apiVersion",
                        "authorization.k8s.io/v1",
                        "kind",
                        "SelfSubjectRulesReview",
                        "spec",
                        Map.of("namespace", namespace))));
        Reply reply = transport.send(call);
        return reply.status() == 403 || reply.status() == 404 ? Optional.empty() : Optional.of(read(call, reply));
    }

    /** The name that the API server knows us by; the kubeconfig's where the server can't tell. */
    String user() {
        Call call = Call.post(
                "ask who we are",
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                PlainTree.json(Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview")));
        Reply reply = transport.send(call);
        if (reply.status() == 403 || reply.status() == 404) {
            return transport.context().userName();
        }
        return read(call, reply)
                .text("status", "userInfo", "username")
                .orElse(transport.context().userName());
    }
}
