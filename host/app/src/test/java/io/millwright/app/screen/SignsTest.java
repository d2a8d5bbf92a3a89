package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.testkit.tui.Pilot;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Size;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages on every step of the ladder of signs. */
class SignsTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));

    private static Capabilities with(Glyphs ladder) {
        return Pilot.CAPABILITIES.withGlyphs(ladder);
    }

    private Pilot<Model> pods(Glyphs ladder, String... names) {
        Told told = new Told();
        Pilot<Model> pilot = told.start(
                new Model.Start(false, false, Optional.of("pods @eu-1"), Told.NOW), new Size(120, 30), with(ladder));
        RowStore store = new RowStore();
        store.columns(List.of(new Column("Name", false), new Column("Status", false)));
        for (String name : names) {
            store.put(new Row("eu-1", "db", name, List.of(name, "Running"), name, 0, 0));
        }
        long page = told.last(BrowseEffect.Open.class).page();
        return pilot.send(new BrowseMsg.Listed(page, "eu-1", PODS, store.take(), true));
    }

    @ParameterizedTest
    @EnumSource
    void columnsStandBelowEachOtherWhateverTheNamesAreOf(Glyphs ladder) {
        String[] names = {"orders", "データベース", "заказы", "Ωμέγα-é", "주문-1", "a-“b”…·●"};
        try (Pilot<Model> pilot = pods(ladder, names)) {
            Frame frame = pilot.grid().frame();
            List<Integer> columns = IntStream.range(0, frame.size().height())
                    .filter(row -> frame.row(row).contains("Running"))
                    .mapToObj(row -> IntStream.range(0, frame.size().width())
                            .filter(col -> frame.text(col, row).equals("R")
                                    && frame.text(col + 1, row).equals("u"))
                            .findFirst()
                            .orElseThrow())
                    .toList();
            assertThat(columns).hasSize(names.length).containsOnly(columns.getFirst());
            boolean two = ladder == Glyphs.EAST_ASIAN;
            int row = IntStream.range(0, frame.size().height())
                    .filter(r -> frame.row(r).contains(ladder == Glyphs.ASCII ? "??????" : "заказы"))
                    .findFirst()
                    .orElseThrow();
            int first = IntStream.range(0, frame.size().width())
                    .filter(col -> frame.text(col, row).equals(ladder == Glyphs.ASCII ? "?" : "з"))
                    .findFirst()
                    .orElseThrow();
            assertThat(frame.text(first + 1, row).equals(Frame.CONTINUATION))
                    .as("over two cells")
                    .isEqualTo(two);
        }
    }

    @Test
    void iconsStandForTheSignsAndBoxesStayAsTheyAre() {
        MillDesk desk = new MillDesk(Danger.REVERSIBLE);
        try (Pilot<Model> pilot = Pilot.start(
                new ScreenApp(new Model.Start(false, false, Optional.empty(), Told.NOW)),
                desk.runner(),
                new Size(80, 24),
                with(Glyphs.NERD_FONT))) {
            pilot.expect("\uf057").expect("\uf071").expect("─").expectNot("✖").expectNot("▲");
        }
    }
}
