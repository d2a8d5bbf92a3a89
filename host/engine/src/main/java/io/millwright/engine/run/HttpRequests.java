package io.millwright.engine.run;

import io.millwright.engine.json.Json;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.HttpExchange;
import io.millwright.engine.port.LoginHeaders;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Http.Body;
import io.millwright.spi.Action.Http.Reply;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does the requests of a run, with the secrets that they need. What the operator answered is kept here and nowhere else. */
final class HttpRequests {
    private static final Pattern ANSWER = Pattern.compile("\\{\\{input\\.([a-z0-9-]+)}}");
    private final ClusterConnection cluster;
    private final Operator operator;
    private final Map<String, String> answers = new HashMap<>();
    private final Secrets secrets;

    HttpRequests(ClusterConnection cluster, Operator operator, Secrets secrets) {
        this.secrets = secrets;
        this.cluster = cluster;
        this.operator = operator;
    }

    /** Keeps what the operator answered for later steps of this run. */
    void answered(String parameter, String value) {
        answers.put(parameter, value);
    }

    /** Sends it once, and gives one line: what came of it. */
    String send(Step step, Action.Http a) {
        if (a.reply() instanceof Reply.ShowOnce once && !operator.present()) {
            throw refused(
                    step, once.what(), "it is shown once, and nobody is there to see it", "Run it from a terminal.");
        }
        HttpReply reply = cluster.writer().http(exchange(step, a));
        if (reply.status() / 100 != 2) {
            throw refused(
                    step,
                    a.method() + " " + path(a),
                    "it answered " + reply.status() + (a.direct() ? "" : said(reply.body())),
                    "The step was not done. Look at the target, then run the runbook again or undo what was done.");
        }
        return "answered " + reply.status() + kept(a.reply(), reply);
    }

    private String kept(Reply wanted, HttpReply reply) {
        return switch (wanted) {
            case Reply.Ignore r -> "";
            case Reply.ShowOnce r -> {
                operator.show(r.what(), ShownOnce.text(r, reply.body()));
                yield "; " + r.what() + " was shown once";
            }
            case Reply.Save r -> "; saved " + size(Path.of(r.file())) + " bytes to " + r.file();
        };
    }

    private HttpExchange exchange(Step step, Action.Http a) {
        Map<String, String> headers = new LinkedHashMap<>();
        a.login().ifPresent(l -> headers.putAll(LoginHeaders.of(l, cluster.view(), answers)));
        headers.values().forEach(secrets::addHeader);
        String text = a.body() instanceof Body.Text t ? filled(step, t.text()) : "";
        if (text.startsWith("{") || text.startsWith("[")) {
            headers.put("Content-Type", "application/json");
        }
        Optional<Path> file =
                a.body() instanceof Body.File f ? Optional.of(readable(step, f.path())) : Optional.empty();
        Optional<Path> save = SavedFile.of(step).map(SavedFile::file);
        return new HttpExchange(
                a.object(), a.scheme(), a.port(), a.method(), a.path(), a.direct(), headers, text, file, save);
    }

    private String filled(Step step, String text) {
        return ANSWER.matcher(text).replaceAll(m -> {
            String value = answers.get(m.group(1));
            if (value == null) {
                throw refused(
                        step,
                        "the answer to " + m.group(1),
                        "nothing was answered",
                        "Run the plan from its beginning.");
            }
            String quoted = Json.write(value);
            return Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1));
        });
    }

    private static Path readable(Step step, String path) {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
            throw refused(step, path, "the file can't be read", "Check the path.");
        }
        return file;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the saved file can't be read", e);
        }
    }

    private static String path(Action.Http a) {
        return a.path().indexOf('?') < 0
                ? a.path()
                : a.path().substring(0, a.path().indexOf('?'));
    }

    private static String said(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "" : ": " + (line.length() > 200 ? line.substring(0, 200) + "…" : line);
    }

    private static ProblemException refused(Step step, String on, String why, String next) {
        return new ProblemException(problem(step, on, why, next));
    }

    static Problem problem(Step step, String on, String why, String next) {
        return new Problem(Problem.Kind.CLUSTER, step.title(), on, why, next, Optional.empty());
    }
}
