package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of different kinds under the same columns. */
class MixedTest {
    private static List<String> cells(Kind kind, String titles, String... cells) {
        RowStore store = new RowStore();
        store.columns(
                Arrays.stream(titles.split(",")).map(t -> new Column(t, false)).toList());
        store.put(new Row("lab", "db", cells[0], List.of(cells), "u", 0, 0));
        RowStore.News news = Mixed.drawn(new Served(kind, "it", List.of()), store.take());
        assertThat(news.columns()).isEqualTo(Mixed.COLUMNS);
        return news.changes().getFirst().after().orElseThrow().cells();
    }

    @Test
    void readinessIsAPartOfTheWholeHoweverTheServerDrawsIt() {
        assertThat(cells(Kind.DEPLOYMENT, "Name,Ready,Up-to-date,Available,Age", "web", "2/3", "3", "2", "4d"))
                .containsExactly("web", "Deployment", "2/3", "", "4d", "up-to-date 3, available 2");
        assertThat(cells(Kind.DAEMON_SET, "Name,Desired,Current,Ready,Age", "agent", "3", "3", "2", "4d"))
                .containsExactly("agent", "DaemonSet", "2/3", "", "4d", "current 3");
    }

    @Test
    void theStateIsWhatTheServerCallsOneAndTheRestAreDetails() {
        assertThat(cells(
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        "Name,Status,Volume,Capacity,Age",
                        "data",
                        "Bound",
                        "pvc-1",
                        "",
                        "4d"))
                .containsExactly("data", "PersistentVolumeClaim", "", "Bound", "4d", "volume pvc-1");
        assertThat(cells(Kind.NAMESPACE, "Name,Phase,Last Schedule,Age", "db", "Active", "3m", "4d"))
                .containsExactly("db", "Namespace", "", "Active", "4d", "");
    }

    @Test
    void rowsOfOneNameAndOfDifferentKindsAreDifferentRows() {
        Row one = new Row("lab", "db", "web", List.of("web"), "u", 0, 0);
        Row deployment = one.among("deployments.apps", List.of());
        Row service = one.among("services", List.of());
        assertThat(deployment.key()).isNotEqualTo(service.key());
        assertThat(Order.PLACE.compare(deployment, service)).isNegative();
        assertThat(deployment.key()).startsWith(Row.keysOf("lab", "deployments.apps"));
    }
}
