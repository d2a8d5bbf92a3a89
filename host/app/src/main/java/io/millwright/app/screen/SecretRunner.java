package io.millwright.app.screen;

import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.Hidden;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows values of Secrets: only where no guardrail denies it, and never before it is recorded who looks at which of them. */
final class SecretRunner {
    private static final String TOOL = "objects";
    private static final String RUNBOOK = "reveal";

    private final Function<String, ClusterConnection> clusters;
    private final Clock clock;
    private final OwnFiles files;
    private final Supplier<Guardrails> guardrails;

    /** @param guardrails read anew for each look */
    SecretRunner(
            Function<String, ClusterConnection> clusters,
            Clock clock,
            OwnFiles files,
            Supplier<Guardrails> guardrails) {
        this.clusters = clusters;
        this.clock = clock;
        this.files = files;
        this.guardrails = guardrails;
    }

    Answer<Hidden> reveal(BrowseEffect.Reveal e) {
        try {
            return Answer.of(values(e.secret(), e.key()), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }

    private Hidden values(ObjectAsk ask, Optional<String> key) {
        ObjectRef ref = ObjectRef.of(Kind.SECRET, ask.namespace(), ask.name());
        List<String> refusals = guardrails.get().refusals(TOOL, RUNBOOK, ask.context(), List.of(ask.namespace()));
        if (!refusals.isEmpty()) {
            throw new ProblemException(new Problem(
                    Problem.Kind.USER,
                    "show the values of " + ref.display(),
                    "cluster " + ask.context(),
                    String.join("; ", refusals),
                    "Nothing was read. Ask whoever keeps the guardrails.",
                    Optional.of("denied")));
        }
        ClusterConnection cluster = clusters.apply(ask.context());
        Resource secret =
                Inspection.object(cluster, cluster.tables().find("secrets").orElseThrow(), ask.namespace(), ask.name());
        Map<String, String> values = new LinkedHashMap<>();
        secret.textMap("data").forEach((k, v) -> {
            if (key.isEmpty() || key.get().equals(k)) {
                values.put(k, decoded(v));
            }
        });
        try (PodSessions.Open look = files.sessions(clock)
                .begin(new PodSessions.Begun(
                        RUNBOOK,
                        ask.context(),
                        cluster.user(),
                        ask.namespace(),
                        Kind.SECRET.kind() + "/" + ask.name(),
                        "",
                        List.copyOf(values.keySet()),
                        Optional.empty()))) {
            look.end("shown");
        }
        return new Hidden(values);
    }

    /** Text as it is; of anything else only how long it is. */
    private static String decoded(String value) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            return value;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean readable = text.chars().noneMatch(c -> c == '\uFFFD' || c < ' ' && c != '\n' && c != '\t' && c != '\r');
        return readable ? text : "(" + bytes.length + " bytes that are no text)";
    }
}
