package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a filter has found is marked in the rows, not by a colour. */
class FoundMarksTest {
    private final Told told = new Told();
    private final RowStore store = new RowStore();

    private Pilot<Model> pods(String line) {
        Pilot<Model> pilot = told.start(100, 24, line);
        long page = told.last(BrowseEffect.Open.class).page();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        store.put(row("web-frontend-1"));
        store.put(row("orders-db-0"));
        return pilot.send(
                new BrowseMsg.Listed(page, "eu-1", new Served(Kind.POD, "pod", List.of("po")), store.take(), true));
    }

    private static Row row(String name) {
        return new Row("eu-1", "shop", name, List.of(name, "Running"), "u-" + name, 0, 0);
    }

    /** What is underlined and bold in the line of that text. */
    private static String marked(Pilot<Model> pilot, String of) {
        int line = (int) pilot.screen().lines().takeWhile(l -> !l.contains(of)).count();
        StringBuilder out = new StringBuilder();
        for (int col = 0; col < pilot.grid().size().width(); col++) {
            if (pilot.grid().style(col, line).underline()) {
                assertThat(pilot.grid().style(col, line).bold()).isTrue();
                out.append(pilot.grid().row(line).charAt(col));
            }
        }
        return out.toString();
    }

    @Test
    void theLettersOfAFuzzyFilterAreMarkedInTheName() {
        try (Pilot<Model> pilot = pods("pods @eu-1")) {
            assertThat(marked(pilot, "web-frontend-1")).isEmpty();
            pilot.press("/").type("-f wf1").press("enter").expectNot("orders-db-0");
            assertThat(marked(pilot, "web-frontend-1")).isEqualTo("wf1");
            pilot.press("esc").expect("orders-db-0");
            assertThat(marked(pilot, "web-frontend-1")).isEmpty();
        }
    }

    @Test
    void theSameForLettersBehindTheColon() {
        try (Pilot<Model> pilot = pods("pods @eu-1 -f odb")) {
            assertThat(marked(pilot, "orders-db-0")).isEqualTo("odb");
        }
    }

    @Test
    void wordsAndExpressionsAreMarkedInAllCells() {
        try (Pilot<Model> pilot = pods("pods @eu-1")) {
            pilot.press("/").type("run [0-9]").press("enter");
            assertThat(marked(pilot, "web-frontend-1")).isEqualTo("1Run");
            assertThat(marked(pilot, "orders-db-0")).isEqualTo("0Run");
        }
    }

    @Test
    void wordsAreMarkedInOtherListsToo() {
        try (Pilot<Model> pilot = new MillDesk(Danger.REVERSIBLE).screen()) {
            pilot.press("tab", "/").type("old").press("enter");
            assertThat(marked(pilot, "corn/old")).isEqualTo("old");
        }
    }
}
