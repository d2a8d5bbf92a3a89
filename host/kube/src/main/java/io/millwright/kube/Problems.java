package io.millwright.kube;

import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what went wrong between us and one cluster, and what to do about it. */
final class Problems {
    private static final int LONGEST = 300;
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?\"\\\\]*)\\?[^\\s\"\\\\]*");
    private final KubeContext context;
    private final Duration timeout;

    Problems(KubeContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /** For an answer that isn't a success. */
    ProblemException of(String attempted, Reply reply) {
        String said = shorten(reply.failure()
                .flatMap(f -> f.text("message"))
                .filter(m -> !m.isBlank())
                .orElseGet(() -> reply.text().isBlank() ? "no explanation" : reply.text()));
        // The API server answers 500 to fields that the kind doesn't have, as if it had failed itself: they are invalid
        // like others.
        int status = said.contains("field not declared in schema") ? 422 : reply.status();
        String why;
        String next;
        switch (status) {
            case 401 -> {
                why = "the API server doesn't accept the login (401): " + said;
                next = "The login may have expired: log in again"
                        + context.credentialPlugin()
                                .map(p -> " (credentials come from " + p + ")")
                                .orElse("") + ".";
            }
            case 403 -> {
                why = "the API server refused it (403): " + said;
                next = "Ask the cluster's administrator for the right to " + attempted
                        + "; kubectl auth can-i --list shows what this login may do.";
            }
            case 404 -> {
                why = "it is not there (404): " + said;
                next = "Look again: it may have been deleted meanwhile.";
            }
            case 409 -> {
                why = conflict(reply).orElse("somebody else changed it meanwhile (409): " + said);
                next = conflict(reply).isPresent()
                        ? "Make the change where that manager gets its settings from, or take the fields over knowingly."
                        : "Look at its present state and plan again.";
            }
            case 422 -> {
                why = "the API server finds it invalid (" + reply.status() + "): "
                        + causes(reply).orElse(said);
                next = reply.status() == 422
                        ? "Correct those fields."
                        : "The definition of that kind in the cluster doesn't know them: it is older than the plan, or too new. Look at its version.";
            }
            case 429 -> {
                boolean budget = causes(reply).isPresent();
                why = budget
                        ? "a disruption budget doesn't permit it now (429): "
                                + causes(reply).orElse(said)
                        : "the API server is busy (429): " + said;
                next = (budget ? "See why its pods aren't ready; try again" : "Try again")
                        + reply.retryAfter().map(s -> " in " + s + " s").orElse(" later") + ".";
            }
            default -> {
                why = "the API server answered " + reply.status() + ": " + said;
                next = reply.status() >= 500
                        ? "Try again; if it persists, look at the API server's health and its admission webhooks."
                        : "Check the request.";
            }
        }
        return new ProblemException(cluster(attempted, why, next, Integer.toString(status)));
    }

    /** For an answer of success whose body makes no sense. */
    ProblemException unreadable(String attempted, Reply reply) {
        return new ProblemException(cluster(
                attempted,
                "the answer isn't a Kubernetes object: " + shorten(reply.text()),
                "Check that " + context.server() + " is an API server and not a proxy or login page.",
                "invalid"));
    }

    /** For a request that got no answer, or a web socket that was refused, whose answer is the reason. */
    ProblemException of(String attempted, Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known;
        }
        if (failure.getCause() instanceof WebSocketHandshakeException refused) {
            return of(attempted, new Reply(refused.getResponse().code(), said(refused), Optional.empty()));
        }
        return new ProblemException(noAnswer(attempted, chain(failure)), failure);
    }

    /**
     * The body of a refusal, which the adapter of the HTTP client keeps in the cause alone. An API server that doesn't
     * reach the kubelet repeats the address that it called, and with it what is run in the pod, which may be secret.
     */
    private static byte[] said(WebSocketHandshakeException refused) {
        return chain(refused).stream()
                .flatMap(t -> t instanceof java.net.http.WebSocketHandshakeException e
                        ? Stream.ofNullable(e.getResponse().body())
                        : Stream.empty())
                .map(body -> QUERY.matcher(body.toString()).replaceAll("$1").getBytes(StandardCharsets.UTF_8))
                .findFirst()
                .orElse(new byte[0]);
    }

    private Problem noAnswer(String attempted, List<Throwable> chain) {
        String server = context.server();
        if (has(chain, SSLException.class)) {
            return cluster(
                    attempted,
                    "no trusted connection to " + server + ": " + root(chain),
                    context.cluster().text("cluster", "tls-server-name").isPresent()
                            ? "This context sets tls-server-name, which isn't supported: use an address that the certificate names."
                            : "Check certificate-authority and the client certificate of this context in the kubeconfig.",
                    "tls");
        }
        if (has(chain, UnknownHostException.class) || has(chain, UnresolvedAddressException.class)) {
            return cluster(
                    attempted,
                    "the host name of " + server + " can't be resolved",
                    "Check the server address in the kubeconfig, DNS and VPN.",
                    "dns");
        }
        if (has(chain, HttpConnectTimeoutException.class)) {
            return cluster(
                    attempted,
                    server + " can't be reached: no connection within 3 s",
                    "Nothing was sent. Try again; if it persists, check VPN, firewall and whether the cluster is up.",
                    "timeout");
        }
        if (has(chain, HttpTimeoutException.class) || has(chain, TimeoutException.class)) {
            return cluster(
                    attempted,
                    server + " didn't answer within " + words(timeout),
                    "Try again; if it persists, look at the API server's load or raise the request timeout.",
                    "timeout");
        }
        if (has(chain, ConnectException.class)) {
            return cluster(
                    attempted,
                    server + " refused the connection",
                    "Check that the cluster is up and that the server address in the kubeconfig is right.",
                    "refused");
        }
        if (has(chain, InterruptedException.class)) {
            return cluster(attempted, "it was cancelled", "Start it again when it is wanted.", "cancelled");
        }
        return cluster(
                attempted,
                "the connection to " + server + " failed: " + root(chain),
                "Try again; if it persists, check the network and the context in the kubeconfig.",
                "connection");
    }

    Problem cluster(String attempted, String why, String next, String code) {
        return new Problem(Problem.Kind.CLUSTER, attempted, "cluster " + context.name(), why, next, Optional.of(code));
    }

    private static Optional<String> conflict(Reply reply) {
        List<Resource> causes = reply.failure().map(f -> f.items("details", "causes")).orElse(List.of()).stream()
                .filter(c -> c.text("reason").orElse("").equals("FieldManagerConflict"))
                .toList();
        return causes.isEmpty()
                ? Optional.empty()
                : Optional.of("other managers own these fields (409): "
                        + causes.stream()
                                .map(c -> c.text("field").orElse("?") + " ("
                                        + c.text("message").orElse("") + ")")
                                .collect(Collectors.joining(", ")));
    }

    private static Optional<String> causes(Reply reply) {
        List<Resource> causes =
                reply.failure().map(f -> f.items("details", "causes")).orElse(List.of());
        return causes.isEmpty()
                ? Optional.empty()
                : Optional.of(causes.stream()
                        .map(c -> c.text("field").map(f -> f + ": ").orElse("")
                                + c.text("message").orElse(""))
                        .collect(Collectors.joining("; ")));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static String root(List<Throwable> chain) {
        Throwable last = chain.getLast();
        return shorten(last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage());
    }

    /** How long: {@code 120 s}, {@code 1500 ms}. */
    static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
