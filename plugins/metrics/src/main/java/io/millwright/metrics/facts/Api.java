package io.millwright.metrics.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Asks Prometheus, Alertmanager and Grafana themselves, through the API server's proxy. */
public final class Api {
    private Api() {}

    /**
     * One value of an answer to a query.
     *
     * @param labels of its series
     */
    public record Sample(Map<String, String> labels, double value) {
        /** The labels that name it best, or a dash. */
        public String name(String... keys) {
            for (String key : keys) {
                if (labels.containsKey(key)) {
                    return labels.getOrDefault(key, "");
                }
            }
            return "–";
        }
    }

    /**
     * The JSON that a pod answers; a list comes under {@code rows}.
     *
     * @throws ProblemException when it can't be reached or refuses
     */
    public static Resource json(ClusterView view, ObjectRef pod, String scheme, int port, String path) {
        HttpReply reply = view.httpGet(pod, scheme, port, path);
        if (reply.status() / 100 != 2) {
            throw refused(pod, path, "it answered " + reply.status() + reason(reply.body()));
        }
        String text = reply.body().strip();
        return Yaml.document(text.startsWith("[") ? "{\"rows\": " + text + "}" : text, path);
    }

    /** What stands under {@code data} in an answer of Prometheus; a list comes under {@code rows}. */
    public static Resource data(ClusterView view, ObjectRef pod, String scheme, String path) {
        Resource all = json(view, pod, scheme, Names.PROM_PORT, path);
        if (!all.text("status").orElse("").equals("success")) {
            throw refused(pod, path, all.text("error").orElse("it said neither success nor why not"));
        }
        Object data = all.at("data").orElse(Map.of());
        return data instanceof Map<?, ?> ? new Resource(map(data)) : new Resource(Map.of("rows", data));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object data) {
        return (Map<String, Object>) data;
    }

    /** The address of a query's answer. */
    public static String path(String query) {
        return "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The values of a query now; empty when Prometheus has no such series. Those that are no numbers are left out. */
    public static List<Sample> query(ClusterView view, ObjectRef pod, String scheme, String query) {
        return data(view, pod, scheme, path(query)).items("result").stream()
                .map(r -> new Sample(
                        r.textMap("metric"), number(r.text("value", "1").orElse("NaN"))))
                .filter(s -> !Double.isNaN(s.value()))
                .toList();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace("Inf", "Infinity"));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String reason(String body) {
        String line = body.strip().lines().findFirst().orElse("");
        return line.isEmpty() || line.startsWith("<")
                ? ""
                : ": " + (line.length() > 120 ? line.substring(0, 120) : line);
    }

    private static ProblemException refused(ObjectRef pod, String path, String why) {
        return new ProblemException(Problem.user(
                "read " + path.replaceFirst("\\?.*$", ""),
                pod.display(),
                why,
                "kubectl -n " + pod.namespace() + " logs " + pod.name() + " --all-containers --tail=50"));
    }
}
