package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millwright.app.page.Model;
import io.millwright.app.testing.Golden;
import io.millwright.app.testing.Picture;
import io.millwright.testkit.tui.CellGrid;
import io.millwright.testkit.tui.Pilot;
import io.millwright.testkit.tui.Sent;
import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Glyphs;
import io.millwright.tui.Narrator;
import io.millwright.tui.Size;
import io.millwright.tui.terminal.Painted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of all pages in four sizes, in colours, without any, and in 7 bits. */
class PagePicturesTest {
    private static final List<String> SIZES = List.of("60x15", Picture.STYLED, "120x40", "200x60");
    private static final Capabilities ASCII = Pilot.CAPABILITIES.withGlyphs(Glyphs.ASCII);

    static List<Pose> poses() {
        return Poses.all();
    }

    private static Size size(String text) {
        String[] parts = text.split("x", 2);
        return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static <T> T shown(
            Pose pose, String size, Capabilities capabilities, BiFunction<Stage, Pilot<Model>, T> see) {
        Stage stage = new Stage(size(size), capabilities);
        try (Pilot<Model> pilot = pose.take().on(stage)) {
            return see.apply(stage, pilot);
        }
    }

    private static String text(Pose pose, String size, Capabilities capabilities, Function<Pilot<Model>, String> see) {
        return shown(pose, size, capabilities, (_, pilot) -> see.apply(pilot));
    }

    @ParameterizedTest
    @MethodSource("poses")
    void everyPageLooksAsItsPictureSays(Pose pose) {
        Picture picture = new Picture();
        for (String size : SIZES) {
            picture.add(
                    size,
                    text(
                            pose,
                            size,
                            Pilot.CAPABILITIES,
                            size.equals(Picture.STYLED) ? Pilot::styledScreen : Pilot::screen));
        }
        picture.matches(pose.name());
    }

    @ParameterizedTest
    @MethodSource("poses")
    void everyPageLooksInSevenBitsAsItsPictureSays(Pose pose) {
        Picture picture = new Picture();
        for (String size : SIZES) {
            String screen = text(pose, size, ASCII, Pilot::screen);
            assertThat(screen).as("%s at %s", pose, size).matches("[\\x20-\\x7e\\n]*");
            picture.add(size, screen);
        }
        picture.matches(pose.name() + "-ascii");
    }

    @ParameterizedTest
    @MethodSource("poses")
    void noPageNeedsColoursToBeUnderstood(Pose pose) {
        String inColour = inAllSizes(pose, ColorDepth.TRUE);
        for (ColorDepth depth : List.of(ColorDepth.ANSI16, ColorDepth.NONE)) {
            assertThat(inAllSizes(pose, depth)).as("%s with %s", pose, depth).isEqualTo(inColour);
        }
    }

    /** What a terminal is sent is the picture, in its own colours: all of them, sixteen, or none. */
    @ParameterizedTest
    @MethodSource("poses")
    void everyPageIsPaintedInTheColoursThatTheTerminalHas(Pose pose) {
        Map<ColorDepth, String> permitted = Map.of(
                ColorDepth.TRUE,
                "[34]8;2;.*|39|49",
                ColorDepth.ANSI16,
                "[349][0-7]|10[0-7]|39|49",
                ColorDepth.NONE,
                "");
        permitted.forEach((depth, colours) -> {
            Capabilities capabilities = Pilot.CAPABILITIES.withColor(depth);
            shown(pose, SIZES.getFirst(), capabilities, (_, pilot) -> {
                for (String text : SIZES) {
                    Size size = size(text);
                    CellGrid grid = pilot.resize(size.width(), size.height()).grid();
                    Sent sent = Sent.of(Painted.whole(grid.frame(), capabilities), size);
                    assertThat(sent.text()).as("%s at %s", pose, text).isEqualTo(grid.text());
                    assertThat(sent.colours()).as("%s with %s", pose, depth).allMatch(c -> c.matches(colours));
                    assertThat(sent.colours().isEmpty())
                            .as("%s with %s", pose, depth)
                            .isEqualTo(depth == ColorDepth.NONE);
                }
                return true;
            });
        });
    }

    /** What those hear who listen to the screen. */
    @ParameterizedTest
    @MethodSource("poses")
    void everyPageIsToldInLines(Pose pose) {
        // Values that are said stay in the terminal: who listens is refused them (SecretPageTest).
        assumeFalse(pose.name().equals("secret"));
        Capabilities listening = Pilot.CAPABILITIES.withScreenReader(true);
        String lines = shown(
                pose,
                Picture.STYLED,
                listening,
                (_, pilot) -> String.join("\n", new Narrator().tell(pilot.grid().frame())) + "\n");
        assertThat(lines).as("%s", pose).doesNotContain("\u001b", "─", "│", "●", "▲", "✖");
        Golden.matches("screen/told/" + pose.name() + ".txt", lines);
    }

    /** Texts and styles of one screen that is drawn larger and larger. */
    private static String inAllSizes(Pose pose, ColorDepth depth) {
        return text(pose, SIZES.getFirst(), Pilot.CAPABILITIES.withColor(depth), pilot -> {
            StringBuilder all = new StringBuilder();
            for (String size : SIZES) {
                Size to = size(size);
                all.append(pilot.resize(to.width(), to.height()).styledScreen());
            }
            return all.toString();
        });
    }

    @Test
    void everyPageHasAPicture() {
        Set<String> pages = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.millwright.app.page")
                        .stream()
                        .filter(c -> c.isAssignableTo("io.millwright.app.page.Page") && !c.isInterface())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(pages).as("pages that were found").hasSizeGreaterThan(30);
        Set<String> posed = Poses.all().stream()
                .map(pose -> shown(pose, Picture.STYLED, Pilot.CAPABILITIES, (stage, _) -> stage.page()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(posed)
                .as("pages with a pose in Poses; make one for a new page, then its pictures by -Dgolden.update=true")
                .containsAll(pages);
    }

    @Test
    void eachPoseHasANameOfItsOwn() {
        assertThat(Poses.all()).extracting(Pose::name).doesNotHaveDuplicates();
    }
}
