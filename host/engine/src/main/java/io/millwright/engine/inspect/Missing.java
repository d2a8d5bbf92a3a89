package io.millwright.engine.inspect;

import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kind of which the list couldn't be read, and why. */
public record Missing(Kind kind, Problem why) {
    /** One problem for all that are missing for the same reason, so that none is lost among many lines. */
    public static List<Problem> told(List<Missing> all, String namespace) {
        Map<String, List<Missing>> alike = new LinkedHashMap<>();
        all.forEach(m -> alike.computeIfAbsent(m.why().code().orElse(m.why().why()), _ -> new ArrayList<>())
                .add(m));
        return alike.values().stream().map(some -> told(namespace, some)).toList();
    }

    private static Problem told(String namespace, List<Missing> alike) {
        Problem first = alike.getFirst().why();
        return new Problem(
                first.kind(),
                "list " + names(alike) + (namespace.isEmpty() ? "" : " in namespace " + namespace),
                first.on(),
                first.why(),
                first.next(),
                first.code());
    }

    /** Their kinds in words: {@code deployments, jobs and cronjobs}. */
    public static String names(List<Missing> all) {
        List<String> names = all.stream().map(m -> m.kind().plural()).toList();
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
