package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns as k9s writes them, and for which lists they are. */
class ViewColumnTest {
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final Served DEPLOYMENTS = new Served(Kind.DEPLOYMENT, "deployment", List.of("deploy"));

    @TempDir
    private Path folder = Path.of(".");

    private static ViewColumn column(String title, String path, String marks, int width) {
        return new ViewColumn(
                title,
                path.isEmpty() ? Optional.empty() : Optional.of(FieldPath.parse(path)),
                marks.contains("W"),
                marks.contains("H"),
                marks.contains("R"),
                marks.contains("T"),
                width);
    }

    @Test
    void titlePathAndMarksAreToldApart() {
        assertThat(ViewColumn.parse("NAME")).isEqualTo(ViewColumn.of("NAME"));
        assertThat(ViewColumn.parse("IP|WR")).isEqualTo(column("IP", "", "WR", 0));
        assertThat(ViewColumn.parse("%MEM/R|")).isEqualTo(ViewColumn.of("%MEM/R"));
        assertThat(ViewColumn.parse("MEM/RL|S")).isEqualTo(ViewColumn.of("MEM/RL"));
        assertThat(ViewColumn.parse("CPU|N")).isEqualTo(column("CPU", "", "R", 0));
        assertThat(ViewColumn.parse("NODE:.spec.nodeName")).isEqualTo(column("NODE", ".spec.nodeName", "", 0));
        assertThat(ViewColumn.parse("SINCE:.status.startTime|TW20"))
                .isEqualTo(column("SINCE", ".status.startTime", "TW", 20));
        assertThat(ViewColumn.parse("FULL:.status.conditions[?(@.type==\"a|b\")].status|H"))
                .isEqualTo(column("FULL", ".status.conditions[?(@.type==\"a|b\")].status", "H", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "NAME|Q ~ not 'Q'",
                "NAME|0 ~ its width",
                "NAME|9999 ~ its width",
                ":.spec ~ no title",
                "TAG:.spec.image|split(x)|.[-1]|T ~ expressions of jq",
                "X:.a[ ~ is missing",
            })
    void whatIsNoColumnIsRefusedWithTheReason(String text, String why) {
        assertThatThrownBy(() -> ViewColumn.parse(text)).hasMessageContaining(why);
    }

    @Test
    void aColumnThatCannotBeFollowedIsNamedWithItsKindAndTheOthersHold() throws IOException {
        Settings settings = SettingsReader.read(Files.writeString(
                folder.resolve("config.yaml"), "kinds:\n  pods:\n    columns: [NAME, 'X:.a[', NODE:.spec.nodeName]\n"));
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(p -> assertThat(p.summary())
                        .contains("X:.a[")
                        .contains("pods")
                        .contains("']' is missing")
                        .contains("config.yaml:3"));
        assertThat(settings.screen().kinds().get("pods"))
                .isEqualTo(new KindView(
                        List.of(ViewColumn.of("NAME"), column("NODE", ".spec.nodeName", "", 0)), "", false));
    }

    @Test
    void anyWordForTheKindIsItsAndThatOfTheNamespaceComesFirst() {
        Map<String, KindView> set = new LinkedHashMap<>();
        KindView usual = new KindView(List.of(), "a", false);
        KindView shop = new KindView(List.of(), "b", false);
        set.put("po", usual);
        set.put("pods@shop-*", shop);
        set.put("deployments.apps", shop);
        KindViews views = new KindViews(set);
        assertThat(views.of(PODS, "")).contains(usual);
        assertThat(views.of(PODS, "db")).contains(usual);
        assertThat(views.of(PODS, "shop-1")).contains(shop);
        assertThat(views.of(PODS, "shop-1, shop-2")).contains(shop);
        assertThat(views.of(PODS, "shop-1,db")).contains(usual);
        assertThat(views.of(DEPLOYMENTS, "")).contains(shop);
        assertThat(views.of(new Served(Kind.SECRET, "secret", List.of()), "")).isEmpty();
        assertThat(views.mayBeFor("pods")).isTrue();
        assertThat(views.mayBeFor("deploy")).isTrue();
        assertThat(views.mayBeFor("nodes")).isFalse();
    }
}
