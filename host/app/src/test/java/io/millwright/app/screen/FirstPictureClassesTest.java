package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.page.Answer;
import io.millwright.app.page.DeskMsg;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsReader;
import io.millwright.tui.Capabilities;
import io.millwright.tui.Frame;
import io.millwright.tui.Resized;
import io.millwright.tui.Size;
import io.millwright.tui.Surface;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some of Java's conveniences make classes at their first use, for which no start-up cache can stand in, and which takes a tenth of a second
 * all in all: comparisons of records, switches over patterns, numbers in the user's language. None of them is used up to the first picture.
 */
class FirstPictureClassesTest {
    @ParameterizedTest
    @ValueSource(strings = {"fleet", "namespaces"})
    void nothingOfThemIsLoadedForIt(String page) throws Exception {
        String loaded = loadedBy(Painter.class, page);

        assertThat(loaded).contains(ScreenApp.class.getName() + " ").contains("painted " + page);
        assertThat(loaded)
                .doesNotContain(
                        "java.lang.runtime.ObjectMethods ",
                        "java.lang.runtime.SwitchBootstraps ",
                        "java.text.DecimalFormatSymbols ",
                        "java.text.BreakIterator ");
    }

    @Test
    void settingsThatNobodyHasMadeCostNeitherAParserNorTheActionsOfAllPages(@TempDir Path folder) throws Exception {
        String loaded = loadedBy(Setter.class, folder.resolve("settings.yaml").toString());

        assertThat(loaded).contains(SettingsReader.class.getName() + " ").contains("set to auto");
        assertThat(loaded)
                .doesNotContain("com.fasterxml.jackson.databind.ObjectMapper ", "io.millwright.app.page.Catalogue ");
    }

    private static String loadedBy(Class<?> main, String argument) throws IOException, InterruptedException {
        return output(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                argument));
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        }
    }

    /** Paints the first picture of a page, wide enough for what stands beside lists, without a terminal. */
    static final class Painter {
        private Painter() {}

        public static void main(String[] arguments) {
            ScreenApp app = new ScreenApp(new Model.Start(false, false, Optional.of(arguments[0]), Instant.EPOCH));
            Frame frame = new Frame(new Size(200, 50));
            Capabilities capabilities = Capabilities.detect(Map.of("TERM", "xterm-256color", "LANG", "C.UTF-8"));
            Model model = app.init().state();
            app.view(app.update(model, new Resized(frame.size())).state(), new Surface(frame, capabilities));
            System.out.println("painted " + arguments[0]);
        }
    }

    /** Reads the settings of a file and works by them. */
    static final class Setter {
        private Setter() {}

        public static void main(String[] arguments) {
            ScreenApp app = new ScreenApp(new Model.Start(false, false, Optional.of("pods"), Instant.EPOCH));
            Answer<Settings> read = Answer.of(SettingsReader.read(Path.of(arguments[0])), Instant.EPOCH);
            Model set = app.update(app.init().state(), new DeskMsg.SettingsRead(read))
                    .state();
            System.out.println("set to " + read.value().orElseThrow().theme() + " at " + set.now());
        }
    }
}
