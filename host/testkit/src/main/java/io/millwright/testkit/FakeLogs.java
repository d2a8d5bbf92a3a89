package io.millwright.testkit;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The logs that a view tells, without times. Nothing is ever added to them; labels select everything. */
public record FakeLogs(ClusterView view) implements Logs {
    @Override
    public LogSources sources(String namespace, String pod, String labels, String container) {
        List<LogSource> found =
                view.list(Kind.POD, namespace.isEmpty() ? Selector.ALL : Selector.in(namespace)).stream()
                        .filter(p -> pod.isEmpty() || p.name().equals(pod))
                        .flatMap(p -> p.items("spec", "containers").stream()
                                .flatMap(c -> c.text("name").stream())
                                .filter(c -> container.isEmpty() || c.equals(container))
                                .map(c -> new LogSource(view.cluster(), p.namespace(), p.name(), c)))
                        .toList();
        return new LogSources(found, Set.copyOf(found), found.size(), false);
    }

    @Override
    public LogPart read(LogSource source, LogAsk ask, long bytes) {
        List<LogLine> lines = view
                .logs(
                        ObjectRef.of(Kind.POD, source.namespace(), source.pod()),
                        source.container(),
                        ask.tail(),
                        ask.previous())
                .stream()
                .map(text -> new LogLine(source, Optional.empty(), text))
                .toList();
        return new LogPart(lines, false);
    }

    @Override
    public LogPart first(LogSource source, Instant from, int most, boolean previous) {
        return read(source, new LogAsk(most, Optional.empty(), previous), Long.MAX_VALUE);
    }

    @Override
    public void follow(LogSource source, Optional<Instant> after, Consumer<LogLine> lines, BooleanSupplier ended) {
        // Nothing comes any more.
    }
}
