package io.millwright.kube;

import io.millwright.engine.Redaction;
import io.millwright.spi.Resource;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the program of a kubeconfig's {@code exec} entry. Run here and not by the client library, which waits for it without limit, lets it
 * read from the terminal, keeps its words to itself and knows nothing of the time at which the credentials end.
 */
final class CredentialPlugin {
    private static final int LONGEST_OUTPUT = 1 << 20;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Resource cluster;
    private final Resource exec;
    private final Duration limit;

    /**
     * What the program gave.
     *
     * @param login the user's entry to use in its place: token, client certificate, key
     * @param until when it ends, where the program says so
     */
    record Credentials(Resource login, Optional<Instant> until) {
        @Override
        public String toString() {
            return "credentials until " + until;
        }
    }

    /** The program gave no credentials; the message says why, in its own words where it had some. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        private final String brief;

        /** @param brief how it ended, in a word or two that aren't the program's */
        Failure(String brief, String why) {
            super(why);
            this.brief = brief;
        }

        String brief() {
            return brief;
        }
    }

    private record Words(String output, String error) {}

    /**
     * @param cluster the cluster's entry of the kubeconfig
     * @param user the user's entry, which has an {@code exec}
     */
    CredentialPlugin(Resource cluster, Resource user, Duration limit) {
        this.cluster = cluster;
        this.exec = new Resource(map(user, "user", "exec"));
        this.limit = limit;
    }

    /** What somebody would type for the same, without what looks like a credential; the program's environment isn't in it. */
    String line() {
        String line = command().stream()
                .map(w -> PLAIN.matcher(w).matches() ? w : "'" + w.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return Redaction.text(line);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(exec.text("command").orElse(""));
        command.addAll(exec.texts("args"));
        return command;
    }

    /** Runs it. */
    Credentials credentials() throws Failure, InterruptedException {
        if (exec.text("interactiveMode").orElse("").equals("Always")) {
            throw new Failure("interactive", "it only works in a terminal of its own (interactiveMode: Always)");
        }
        Process process = start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        List<Thread> readers =
                List.of(reader(process.getInputStream(), output), reader(process.getErrorStream(), error));
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            throw new Failure("timeout", "it didn't end within " + limit.toSeconds() + " s");
        }
        for (Thread reader : readers) {
            // Not until the end: a browser that the program opened may hold on to its output.
            reader.join(LAST_WORDS);
        }
        Words words = new Words(output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        if (process.exitValue() != 0) {
            throw new Failure(
                    "exit " + process.exitValue(), "it ended with exit code " + process.exitValue() + said(words));
        }
        return parsed(words);
    }

    private Process start() throws Failure {
        // The screen owns the terminal: a program that asks something gets the end of its input instead.
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectInput(File.separatorChar == '/' ? new File("/dev/null") : new File("NUL"));
        for (Resource variable : exec.items("env")) {
            variable.text("name")
                    .ifPresent(name -> builder.environment()
                            .put(name, variable.text("value").orElse("")));
        }
        builder.environment().put("KUBERNETES_EXEC_INFO", info());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Failure(
                    "no program",
                    "it can't be started"
                            + exec.text("installHint")
                                    .map(h -> ": " + h.strip())
                                    .orElse(": is it installed and on the PATH?"));
        }
    }

    private String info() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("interactive", false);
        if (exec.flag("provideClusterInfo").orElse(false)) {
            Map<String, Object> about = new LinkedHashMap<>(map(cluster, "cluster"));
            about.remove("extensions");
            cluster.items("cluster", "extensions").stream()
                    .filter(e -> e.text("name").orElse("").equals("client.authentication.k8s.io/exec"))
                    .findFirst()
                    .flatMap(e -> e.at("extension"))
                    .ifPresent(config -> about.put("config", config));
            spec.put("cluster", about);
        }
        return PlainTree.json(Map.of("apiVersion", version(), "kind", "ExecCredential", "spec", spec));
    }

    private String version() {
        return exec.text("apiVersion").orElse("client.authentication.k8s.io/v1");
    }

    private Credentials parsed(Words words) throws Failure {
        Resource status;
        try {
            if (!(PlainTree.json(words.output().getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> tree)) {
                throw new Failure("no answer", "its answer isn't an ExecCredential" + said(words));
            }
            status = new Resource(map(new Resource(words(tree)), "status"));
        } catch (IOException e) {
            // Not the parser's words: they quote the answer, which is a secret.
            throw new Failure("no answer", "its answer isn't JSON" + said(words));
        }
        Map<String, Object> user = new LinkedHashMap<>();
        status.text("token").filter(t -> !t.isBlank()).ifPresent(t -> user.put("token", t));
        status.text("clientCertificateData")
                .filter(t -> !t.isBlank())
                .ifPresent(t -> user.put("client-certificate-data", base64(t)));
        status.text("clientKeyData").filter(t -> !t.isBlank()).ifPresent(t -> user.put("client-key-data", base64(t)));
        if (user.isEmpty()) {
            throw new Failure("no answer", "its answer holds no credentials" + said(words));
        }
        return new Credentials(
                new Resource(Map.of("name", "plugin", "user", user)),
                status.text("expirationTimestamp").flatMap(CredentialPlugin::instant));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            // Credentials without a readable end are used until they are refused.
            return Optional.empty();
        }
    }

    private static String said(Words words) {
        String line = words.error().strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "" : ": " + (line.length() > 300 ? line.substring(0, 300) + " …" : line);
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static Thread reader(InputStream in, ByteArrayOutputStream kept) {
        return Thread.startVirtualThread(() -> {
            byte[] buffer = new byte[8192];
            try (in) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    kept.write(buffer, 0, Math.max(0, Math.min(n, LONGEST_OUTPUT - kept.size())));
                }
            } catch (IOException e) {
                // The program was ended meanwhile, which is reported as such; what it said until then is kept.
            }
        });
    }

    private static Map<String, Object> map(Resource of, String... path) {
        return of.at(path)
                .filter(Map.class::isInstance)
                .map(m -> words((Map<?, ?>) m))
                .orElse(Map.of());
    }

    private static Map<String, Object> words(Map<?, ?> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((k, v) -> {
            if (v != null) {
                copy.put(String.valueOf(k), v);
            }
        });
        return copy;
    }
}
