package io.millwright.engine.preview;

import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.Login;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What an operator would type with kubectl and Helm to do the same by hand. Secrets' values are left out. */
public final class EquivalentCommands {
    private final String context;

    /** Commands for that kubeconfig context. */
    public EquivalentCommands(String context) {
        this.context = context;
    }

    /** The commands of one step; a comment where there is no command. */
    public List<String> of(Step step) {
        return switch (step.action()) {
            case Action.Apply a ->
                a.objects().size() > 4
                        ? List.of("# " + a.objects().size() + " objects: " + kubectl()
                                + " apply --server-side --field-manager=millwright -f FILE")
                        : a.objects().stream()
                                .map(o -> fromFile("apply --server-side --field-manager=millwright -f -", o))
                                .toList();
            case Action.Create a -> List.of(fromFile("create -f -", a.object()));
            case Action.Patch a ->
                List.of(kubectl() + " patch " + on(a.object())
                        + (a.subresource().isEmpty() ? "" : " --subresource=" + a.subresource()) + " --type=merge -p "
                        + quoted(Json.write(Redaction.of(withRemovals(a)))));
            case Action.Scale a -> List.of(kubectl() + " scale " + on(a.object()) + " --replicas=" + a.replicas());
            case Action.Annotate a -> List.of(kubectl() + " annotate --overwrite " + on(a.object()) + annotations(a));
            case Action.Delete a ->
                List.of(kubectl() + " delete " + on(a.object()) + " --cascade="
                        + a.propagation().name().toLowerCase(Locale.ROOT));
            case Action.ForceDelete a -> List.of(kubectl() + " delete " + on(a.pod()) + " --force --grace-period=0");
            case Action.Evict a -> List.of(evict(a.pod()));
            case Action.Helm a -> helm(a);
            case Action.HelmRollback a ->
                List.of("helm --kube-context " + quoted(context) + " rollback " + a.release() + " " + a.revision()
                        + " -n " + a.namespace());
            case Action.Http a -> List.of(http(a));
            case Action.Exec a ->
                List.of(kubectl() + " exec -n " + a.pod().namespace() + " "
                        + a.pod().name() + " -c " + a.container() + " -- "
                        + String.join(
                                " ",
                                a.command().stream()
                                        .map(EquivalentCommands::quoted)
                                        .toList()));
            case Action.Wait a -> await(a.until());
            case Action.Look a -> await(a.check());
            case Action.Confirm a -> List.of("# confirm: " + a.question());
            case Action.Input a -> List.of("# asks for " + a.parameter().label());
            case Action.Manual a ->
                Stream.concat(Stream.of("# by hand:"), a.instructions().lines().map(l -> "#   " + l))
                        .toList();
            case Action.ForEach a ->
                a.steps().stream().flatMap(s -> of(s).stream()).toList();
        };
    }

    /** kubectl evicts whole nodes only. */
    private String evict(ObjectRef pod) {
        String eviction = Json.write(Map.of(
                "apiVersion",
                "policy/v1",
                "kind",
                "Eviction",
                "metadata",
                Map.of("namespace", pod.namespace(), "name", pod.name()),
                "deleteOptions",
                Map.of("preconditions", Map.of("uid", pod.uid().orElseThrow()))));
        return "echo " + quoted(eviction) + " | " + kubectl() + " create --raw "
                + quoted("/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name() + "/eviction") + " -f -";
    }

    /** kubectl can only read through the proxy: what writes goes through a forwarded port. */
    private String http(Action.Http a) {
        ObjectRef ref = a.object();
        if (a.method().equals("GET") && !a.direct()) {
            return kubectl() + " get --raw " + quoted(proxied(ref, a.scheme(), a.port()) + a.path());
        }
        String body = switch (a.body()) {
            case Action.Http.Body.Text t -> t.text().isEmpty() ? "" : " --data " + quoted(Redaction.text(t.text()));
            case Action.Http.Body.File f -> " --data-binary @" + quoted(f.path());
        };
        String login = a.login().map(EquivalentCommands::login).orElse("");
        String save = a.reply() instanceof Action.Http.Reply.Save s ? " -o " + quoted(s.file()) : "";
        String curl = "curl -fsS" + (a.scheme().equals("https") ? "k" : "") + " -X " + a.method() + login + body + save
                + " " + quoted(a.scheme() + "://127.0.0.1:" + a.port() + a.path());
        return kubectl() + " port-forward -n " + ref.namespace() + " "
                + ref.kind().kind().toLowerCase(Locale.ROOT) + "/" + ref.name() + " " + a.port() + " &\n"
                + "for i in $(seq 30); do (: < /dev/tcp/127.0.0.1/" + a.port()
                + ") 2>/dev/null && break; sleep 1; done   # until it listens\n"
                + curl + "\nkill $!   # ends the forwarding";
    }

    private static String login(Login login) {
        return switch (login) {
            case Login.Basic l -> " -u " + quoted(l.user() + ":<" + l.secret().display() + " key " + l.key() + ">");
            case Login.Token l ->
                " -H "
                        + quoted(l.header() + ": " + l.prefix() + "<"
                                + l.secret().display() + " key " + l.key() + ">");
            case Login.Answered l -> " -H " + quoted(l.header() + ": " + l.prefix() + "<" + l.parameter() + ">");
        };
    }

    private static String proxied(ObjectRef ref, String scheme, int port) {
        return "/api/v1/namespaces/" + ref.namespace() + "/" + ref.kind().plural() + "/" + scheme + ":" + ref.name()
                + ":" + port + "/proxy";
    }

    private List<String> await(Check check) {
        return switch (check) {
            case Check.Ready c -> List.of(kubectl() + " get " + on(c.object()) + " --watch");
            case Check.Condition c ->
                List.of(kubectl() + " wait " + on(c.object()) + " --for=condition=" + c.type() + "=" + c.status());
            case Check.FieldMatches c ->
                List.of(kubectl() + " get " + on(c.object()) + " -o jsonpath='{." + String.join(".", c.path()) + "}'");
            case Check.Exists c -> List.of(kubectl() + " get " + on(c.object()));
            case Check.Absent c -> List.of(kubectl() + " wait " + on(c.object()) + " --for=delete");
            case Check.Matches c -> List.of("# the objects are as applied: " + kubectl() + " diff -f FILE");
            case Check.HttpOk c ->
                List.of(kubectl() + " get --raw " + quoted(proxied(c.object(), c.scheme(), c.port()) + c.path()));
            case Check.Release c ->
                List.of("helm --kube-context " + quoted(context) + " status " + c.release() + " -n " + c.namespace());
            case Check.Named c -> List.of("# checked by the plugin: " + c.id());
            case Check.All c ->
                c.checks().stream().flatMap(x -> await(x).stream()).toList();
            case Check.Never c -> List.of();
        };
    }

    private List<String> helm(Action.Helm a) {
        String base = "helm --kube-context " + quoted(context) + " ";
        if (a.verb() == Action.Helm.Verb.UNINSTALL) {
            return List.of(base + "uninstall " + a.release() + " -n " + a.namespace() + " --wait");
        }
        ChartRef chart = a.chart().orElse(new ChartRef("", a.release(), ""));
        String source = chart.repository().isEmpty() || chart.repository().startsWith("oci://")
                ? quoted(chart.repository().isEmpty() ? chart.name() : chart.repository() + "/" + chart.name())
                : quoted(chart.name()) + " --repo " + quoted(chart.repository());
        String version = chart.version().isEmpty() ? "" : " --version " + chart.version();
        String verb = a.verb() == Action.Helm.Verb.INSTALL ? "install" : "upgrade";
        // A run keeps the values that were given before, on the new chart's defaults.
        String more = a.verb() == Action.Helm.Verb.INSTALL ? " --create-namespace" : " --reset-then-reuse-values";
        String values = a.values().isEmpty() ? "" : " -f - <<'EOF'\n" + Yaml.write(Redaction.of(a.values())) + "EOF";
        return List.of(base + verb + " " + a.release() + " " + source + version + " -n " + a.namespace() + more
                + " --wait" + values);
    }

    private String fromFile(String verb, Resource object) {
        return kubectl() + " " + verb + " <<'EOF'\n"
                + Yaml.write(Redaction.of(object).content()) + "EOF";
    }

    private String kubectl() {
        return "kubectl --context " + quoted(context);
    }

    private static String on(ObjectRef ref) {
        return (ref.namespace().isEmpty() ? "" : "-n " + ref.namespace() + " ")
                + ref.kind().resourceName() + " " + ref.name();
    }

    private static String annotations(Action.Annotate a) {
        List<String> words = new ArrayList<>();
        a.annotations().forEach((k, v) -> words.add(" " + quoted(k + "=" + v)));
        return String.join("", words);
    }

    /** A merge patch in which what is taken away stands as JSON null. */
    public static Map<String, Object> withRemovals(Action.Patch a) {
        Map<String, Object> patch = deep(a.patch());
        for (String removal : a.removals()) {
            String[] words = removal.split("/");
            Map<String, Object> here = patch;
            for (int i = 0; i < words.length - 1; i++) {
                Object next = here.get(unescaped(words[i]));
                Map<String, Object> child = next instanceof Map<?, ?> m ? deep(m) : new LinkedHashMap<>();
                here.put(unescaped(words[i]), child);
                here = child;
            }
            Nulls.put(here, unescaped(words[words.length - 1]));
        }
        return patch;
    }

    private static Map<String, Object> deep(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v instanceof Map<?, ?> m ? deep(m) : v));
        return copy;
    }

    private static String unescaped(String word) {
        return word.replace("~1", "/").replace("~0", "~");
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A merge patch says "take this away" with JSON null: the one place where a null is a value. */
    private static final class Nulls {
        @org.jspecify.annotations.NullUnmarked
        static void put(Map<String, Object> map, String key) {
            map.put(key, null);
        }
    }
}
