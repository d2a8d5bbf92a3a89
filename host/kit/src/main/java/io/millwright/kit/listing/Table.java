package io.millwright.kit.listing;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A listing of one kind, a row for each object. */
public abstract class Table implements Listing {
    private final Info info;
    private final Kind kind;

    /** @param columns a heading each; {@code #} in front aligns right, {@code +} shows it only where there is room */
    public Table(String id, String title, Kind kind, String... columns) {
        this.info = new Info(
                id,
                title,
                Stream.of(columns)
                        .map(c -> new Column(c.replaceFirst("^[#+]", ""), c.startsWith("#"), c.startsWith("+")))
                        .toList());
        this.kind = kind;
    }

    @Override
    public final Info info() {
        return info;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return cluster.list(kind, Selector.ALL).stream()
                .map(o -> row(o, cluster))
                .toList();
    }

    protected abstract Row row(Resource object, ClusterView view);

    public final Kind kind() {
        return kind;
    }

    /** {@code 3 h ago}, {@code in 3 h}, or a dash. */
    public static String when(Optional<String> time, ClusterView view) {
        return Times.kubernetes(time)
                .map(t -> {
                    Duration d = Duration.between(t, view.now());
                    return d.isNegative() ? "in " + Times.words(d) : Times.words(d) + " ago";
                })
                .orElse("–");
    }
}
