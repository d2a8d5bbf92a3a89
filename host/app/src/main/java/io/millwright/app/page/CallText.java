package io.millwright.app.page;

import io.millwright.engine.browse.ApiCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call to an API server as somebody would type it. */
final class CallText {
    private static final Pattern PATH =
            Pattern.compile("/(?:api/v1|apis/(?<group>[^/?]+)/[^/?]+)(?:/namespaces/(?<namespace>[^/?]+))?"
                    + "/(?<plural>[^/?]+)(?:/(?<name>[^/?]+))?(?:/(?<part>[^/?]+))?(?:\\?.*)?");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private CallText() {}

    /** A line for kubectl or Helm, or that of a credential plugin; where kubectl has no word for it, one that reads the same, or says what it was. */
    static String kubectl(ApiCall call) {
        if (call.method().equals(ApiCall.HELM)) {
            return "helm --kube-context " + quoted(call.context()) + " " + call.path();
        }
        if (call.method().equals(ApiCall.LOGIN)) {
            return call.path();
        }
        String start = "kubectl --context " + quoted(call.context());
        Matcher at = PATH.matcher(call.path());
        String raw = call.method().equals("GET")
                ? start + " get --raw " + quoted(call.path())
                : "# " + call.method() + " " + call.path();
        if (!at.matches() || call.path().contains("/proxy/")) {
            return raw;
        }
        Optional<String> name = Optional.ofNullable(at.group("name"));
        Optional<String> part = Optional.ofNullable(at.group("part"));
        Optional<String> namespace = Optional.ofNullable(at.group("namespace"));
        String resource = at.group("plural")
                + Optional.ofNullable(at.group("group")).map(g -> "." + g).orElse("");
        String place = start + namespace.map(n -> " -n " + quoted(n)).orElse("");
        String object = " " + resource + name.map(n -> " " + quoted(n)).orElse("");
        Map<String, String> query = query(call.path());
        String under = part.map(p -> " --subresource " + p).orElse("");
        return switch (call.method()) {
            case "GET" ->
                part.filter("log"::equals).isPresent()
                        ? place + " logs " + quoted(name.orElse("")) + logs(query)
                        : place + " get" + object + under + list(name.isEmpty() && namespace.isEmpty(), query);
            case "DELETE" -> place + " delete" + object + trial(query);
            case "PATCH" -> place + " patch" + object + under + " --patch-file FILE" + trial(query);
            case "POST" -> part.isPresent() ? raw : place + " create -f FILE" + trial(query);
            case "PUT" -> place + " replace -f FILE" + under + trial(query);
            case "CONNECT" -> place + inside(part.orElse(""), name.orElse(""));
            default -> raw;
        };
    }

    /** The same as a line of Millwright's own; empty where its command line has no word for it. */
    static Optional<String> own(ApiCall call) {
        Matcher at = PATH.matcher(call.path());
        if (!at.matches() || call.path().contains("/proxy/")) {
            return Optional.empty();
        }
        Optional<String> name = Optional.ofNullable(at.group("name"));
        Optional<String> namespace = Optional.ofNullable(at.group("namespace"));
        Map<String, String> query = query(call.path());
        String resource = at.group("plural")
                + Optional.ofNullable(at.group("group")).map(g -> "." + g).orElse("");
        String place = "millwright --context " + quoted(call.context())
                + namespace.map(n -> " -n " + quoted(n)).orElse("");
        String object = quoted(name.orElse(""));
        return switch (call.method() + " "
                + Optional.ofNullable(at.group("part")).orElse("")) {
            case "GET " ->
                query.containsKey("fieldSelector") || query.containsKey("watch")
                        ? Optional.empty()
                        : Optional.of(place + " get " + resource
                                + name.map(n -> " " + quoted(n)).orElse("")
                                + (name.isEmpty() && namespace.isEmpty() ? " -A" : "")
                                + option(" -l ", query, "labelSelector"));
            case "GET log" ->
                Optional.of(place + " logs " + object
                        + option(" --container ", query, "container")
                        + option(" --tail ", query, "tailLines")
                        + since(query)
                        + (query.getOrDefault("previous", "").equals("true") ? " --previous" : "")
                        + (query.getOrDefault("follow", "").equals("true") ? " --follow" : ""));
            case "CONNECT exec" -> Optional.of(place + " exec " + object + " -it -- COMMAND");
            case "CONNECT attach" -> Optional.of(place + " attach " + object + " -it");
            case "CONNECT portforward" -> Optional.of(place + " port-forward pod/" + object + " LOCAL:PORT");
            case "DELETE " ->
                name.filter(_ -> !query.containsKey("dryRun"))
                        .map(_ -> place + " run objects delete " + resource + "/" + object);
            default -> Optional.empty();
        };
    }

    private static String list(boolean everywhere, Map<String, String> query) {
        return (everywhere ? " -A" : "")
                + option(" -l ", query, "labelSelector")
                + option(" --field-selector ", query, "fieldSelector")
                + (List.of("true", "1").contains(query.getOrDefault("watch", "")) ? " --watch" : "");
    }

    private static String logs(Map<String, String> query) {
        return option(" -c ", query, "container")
                + option(" --tail ", query, "tailLines")
                + since(query)
                + option(" --limit-bytes ", query, "limitBytes")
                + (query.getOrDefault("previous", "").equals("true") ? " --previous" : "")
                + (query.getOrDefault("follow", "").equals("true") ? " --follow" : "");
    }

    private static String since(Map<String, String> query) {
        String seconds = query.getOrDefault("sinceSeconds", "");
        return (seconds.isEmpty() ? "" : " --since " + seconds + "s") + option(" --since-time ", query, "sinceTime");
    }

    private static String trial(Map<String, String> query) {
        return query.containsKey("dryRun") ? " --dry-run=server" : "";
    }

    private static String inside(String part, String pod) {
        return switch (part) {
            case "exec" -> " exec -it " + quoted(pod) + " -- COMMAND";
            case "attach" -> " attach -it " + quoted(pod);
            default -> " port-forward " + quoted(pod) + " LOCAL:PORT";
        };
    }

    private static String option(String option, Map<String, String> query, String key) {
        return Optional.ofNullable(query.get(key)).map(v -> option + quoted(v)).orElse("");
    }

    private static Map<String, String> query(String path) {
        Map<String, String> query = new HashMap<>();
        int mark = path.indexOf('?');
        if (mark < 0) {
            return query;
        }
        for (String pair : path.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            query.put(equals < 0 ? pair : pair.substring(0, equals), value);
        }
        return query;
    }

    /** For a shell. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
