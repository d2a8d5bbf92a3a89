package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final List<Found> found = new ArrayList<>();
    private final List<Problem> missing = new ArrayList<>();

    private void search(int objects, String text) {
        FakeCluster cluster = new FakeCluster("eu-1");
        for (int i = 0; i < objects; i++) {
            cluster.put(Resource.of(Kind.CONFIG_MAP, "shop", "corn-" + i, Map.of()), Kind.CONFIG_MAP);
        }
        Search.in(cluster, text, "", part -> {
            synchronized (found) {
                found.addAll(part.found());
                missing.addAll(part.missing());
            }
        });
    }

    @Test
    void whatIsFoundIsToldAndNothingElse() {
        search(3, "CORN-1");
        assertThat(found).extracting(Found::name).containsExactly("corn-1");
        assertThat(missing).isEmpty();
    }

    /** Whoever reads 'searched' takes what isn't there for absent. */
    @Test
    void aSearchThatStopsBecauseItFindsTooMuchSaysSo() {
        search(Search.AT_MOST + 20, "corn");
        assertThat(found).hasSize(Search.AT_MOST);
        assertThat(missing)
                .extracting(Problem::why)
                .containsExactly("500 objects were found, which are as many as are shown");
        assertThat(missing).extracting(Problem::next).containsExactly("Type more of the name.");
    }
}
