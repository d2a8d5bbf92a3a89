package io.millwright.kube;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Logs of a real cluster's containers, with the time of each line, by which they can be merged. */
final class KubeLogs implements Logs {
    /** A container may be silent for long; a connection that died is noticed after this. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int LONGEST_LINE = 1 << 16;

    /** What a line is counted with where bytes are to be limited; together no more than {@link #HEAD_AT_MOST}. */
    private static final int LINE_AT_MOST = 256;

    private static final long HEAD_AT_MOST = 4 << 20;

    /** Of that many pods all containers are counted. */
    private static final int PODS = 5 * AT_MOST;

    private final Transport transport;

    KubeLogs(Transport transport) {
        this.transport = transport;
    }

    @Override
    public LogSources sources(String namespace, String pod, String labels, String container) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("fieldSelector", pod.isEmpty() ? "" : "metadata.name=" + pod);
        parameters.put("labelSelector", labels);
        parameters.put("limit", Integer.toString(PODS));
        Call call = Call.get(
                "find the pods" + (pod.isEmpty() ? "" : " of the name " + pod),
                Call.query(Paths.collection(Kind.POD, namespace), parameters));
        Reply reply = transport.send(call);
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        Reply.Page page =
                reply.page(Kind.POD).orElseThrow(() -> transport.problems().unreadable(call.attempted(), reply));
        return LogContainers.of(
                transport.context().name(),
                page.items(),
                container,
                !page.next().isEmpty());
    }

    @Override
    public LogPart read(LogSource source, LogAsk ask, long bytes) {
        // What is too much for the memory is asked for again with fewer lines, so that it is the newest ones that come.
        int tail = ask.tail();
        while (true) {
            String text = text(source, ofEnd(source, ask, tail, bytes));
            List<LogLine> lines = lines(source, text);
            if (tail <= 1 || !isCut(text, bytes)) {
                return new LogPart(notBefore(ask.from(), lines), tail < ask.tail());
            }
            tail = Math.clamp(lines.size() * 3L / 4, 1, tail - 1);
        }
    }

    private static Map<String, String> ofEnd(LogSource source, LogAsk ask, int tail, long limit) {
        Map<String, String> parameters = parameters(source);
        parameters.put("tailLines", Integer.toString(tail));
        parameters.put("limitBytes", Long.toString(limit));
        parameters.put(
                "sinceSeconds",
                ask.since().map(s -> Long.toString(Math.max(1, s.toSeconds()))).orElse(""));
        ask.from().ifPresent(from -> parameters.put("sinceTime", second(from)));
        parameters.put("previous", ask.previous() ? "true" : "");
        return parameters;
    }

    private static boolean isCut(String text, long limit) {
        return text.length() >= limit || text.getBytes(StandardCharsets.UTF_8).length >= limit;
    }

    @Override
    public LogPart first(LogSource source, Instant from, int most, boolean previous) {
        long limit = Math.min((long) most * LINE_AT_MOST, HEAD_AT_MOST);
        Map<String, String> parameters = parameters(source);
        parameters.put("sinceTime", second(from));
        parameters.put("limitBytes", Long.toString(limit));
        parameters.put("previous", previous ? "true" : "");
        String text = text(source, parameters);
        boolean cut = isCut(text, limit);
        // The server cuts where it must, in the middle of a line.
        String whole = cut ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
        List<LogLine> lines = notBefore(Optional.of(from), lines(source, whole));
        return new LogPart(lines.subList(0, Math.min(most, lines.size())), cut || lines.size() > most);
    }

    /** Whole seconds are all that the server takes: what is older within that second is left out here. */
    private static List<LogLine> notBefore(Optional<Instant> from, List<LogLine> lines) {
        return from.isEmpty()
                ? lines
                : lines.stream()
                        .dropWhile(l ->
                                l.time().filter(t -> t.isBefore(from.get())).isPresent())
                        .toList();
    }

    private static String second(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond()).toString();
    }

    /** Empty where the container hasn't run. */
    private String text(LogSource source, Map<String, String> parameters) {
        Call call = call(source, parameters);
        Reply reply = transport.send(call);
        if (reply.status() == 404 || reply.status() == 400 && KubeView.saysNoLogYet(reply)) {
            return "";
        }
        if (!reply.succeeded()) {
            throw transport.problems().of(call.attempted(), reply);
        }
        return reply.text();
    }

    private static List<LogLine> lines(LogSource source, String text) {
        return text.lines().map(line -> line(source, line)).toList();
    }

    private static Map<String, String> parameters(LogSource source) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("container", source.container());
        parameters.put("timestamps", "true");
        return parameters;
    }

    private static Call call(LogSource source, Map<String, String> parameters) {
        ObjectRef pod = ObjectRef.of(Kind.POD, source.namespace(), source.pod());
        return Call.get(
                "read the log of " + pod.display() + " container " + source.container(),
                Call.query(Paths.object(pod) + "/log", parameters));
    }

    private static LogLine line(LogSource source, String text) {
        int blank = text.indexOf(' ');
        if (blank > 0 && Character.isDigit(text.charAt(0))) {
            try {
                return new LogLine(
                        source, Optional.of(Instant.parse(text.substring(0, blank))), text.substring(blank + 1));
            } catch (DateTimeException notATime) {
                // A server that doesn't know the parameter sends the bare line.
                return new LogLine(source, Optional.empty(), text);
            }
        }
        return new LogLine(source, Optional.empty(), text);
    }

    @Override
    public void follow(LogSource source, Optional<Instant> after, Consumer<LogLine> lines, BooleanSupplier ended)
            throws InterruptedException {
        Optional<Instant> last = after;
        Duration pause = PAUSE;
        while (true) {
            Optional<Instant> before = last;
            try {
                last = stream(source, last, lines);
                if (ended.getAsBoolean()) {
                    return;
                }
                pause = last.equals(before) ? longer(pause) : PAUSE;
            } catch (ProblemException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the log isn't wanted any more");
                }
                String code = e.problem().code().orElse("");
                if (code.equals("404")) {
                    return;
                }
                if (code.equals("403")) {
                    throw e;
                }
                pause = longer(pause);
            }
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** One stream to its end; gives the time of its last line. */
    private Optional<Instant> stream(LogSource source, Optional<Instant> after, Consumer<LogLine> lines) {
        Map<String, String> parameters = parameters(source);
        parameters.put("follow", "true");
        // Whole seconds only: what was seen of that second is left out below.
        parameters.put("sinceTime", after.map(KubeLogs::second).orElse(""));
        parameters.put("tailLines", after.isPresent() ? "" : "0");
        Call call = call(source, parameters);
        Optional<Instant> last = after;
        try (BodyStream body = transport.open(call, SILENCE)) {
            for (Optional<String> text = next(body); text.isPresent(); text = next(body)) {
                LogLine line = line(source, text.get());
                Optional<Instant> seen = last;
                if (line.time().isEmpty() || seen.isEmpty() || line.time().get().isAfter(seen.get())) {
                    lines.accept(line);
                    last = line.time().or(() -> seen);
                }
            }
            return last;
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw transport.problems().of(call.attempted(), e);
            }
            // It broke off: the next stream goes on behind the last line that came.
            return last;
        }
    }

    /** The next line, of which what is too long to look at is left out; empty at the end. */
    private static Optional<String> next(InputStream in) throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        while (b >= 0 && b != '\n') {
            if (length < LONGEST_LINE) {
                if (length == line.length) {
                    line = Arrays.copyOf(line, 2 * length);
                }
                line[length++] = (byte) b;
            }
            b = in.read();
        }
        return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
    }
}
