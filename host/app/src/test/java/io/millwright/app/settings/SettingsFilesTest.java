package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are written anew while the program runs. */
class SettingsFilesTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path file() {
        return folder.resolve("config.yaml");
    }

    private SettingsFiles files() {
        return new SettingsFiles(List.of(folder.resolve("imported.yaml"), file()));
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    @Test
    void whatWasWrittenAnewHoldsAfterTheSecondLookThatFindsItTheSame() throws Exception {
        write("mouse: true\n");
        SettingsFiles files = files();
        assertThat(files.inForce().screen().mouse()).isTrue();
        assertThat(files.changed()).isEmpty();
        write("mouse: false # and more\n");
        assertThat(files.changed()).isEmpty();
        assertThat(files.changed())
                .hasValueSatisfying(s -> assertThat(s.screen().mouse()).isFalse());
        assertThat(files.inForce().screen().mouse()).isFalse();
        assertThat(files.changed()).isEmpty();
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotReadHalf() throws Exception {
        SettingsFiles files = files();
        files.inForce();
        write("aliases: {pp: pods}\n");
        assertThat(files.changed()).isEmpty();
        write("aliases: {pp: pods, dd: deployments}\n");
        assertThat(files.changed()).isEmpty();
        assertThat(files.changed())
                .hasValueSatisfying(s -> assertThat(s.screen().aliases()).containsOnlyKeys("pp", "dd"));
    }

    @Test
    void nothingIsLookedAtBeforeTheSettingsWereWanted() throws Exception {
        write("mouse: false\n");
        SettingsFiles files = files();
        assertThat(files.changed()).isEmpty();
        assertThat(files.inForce().screen().mouse()).isFalse();
    }

    private Settings afterTwoLooks(SettingsFiles files) {
        assertThat(files.changed()).isEmpty();
        return files.changed().orElseThrow();
    }

    @Test
    void aContextBecomesReadOnlyAtOnceAndStaysSoWhateverIsWrittenLater() throws Exception {
        write("readOnlyContexts: [prod]\n");
        SettingsFiles files = files();
        files.inForce();
        write("readOnlyContexts: [stage-1]\n");
        Settings added = afterTwoLooks(files);
        assertThat(added.readOnly("change it", "stage-1")).isPresent();
        assertThat(added.readOnly("change it", "prod")).isPresent();
        Files.delete(file());
        Settings gone = afterTwoLooks(files);
        assertThat(gone.readOnly("change it", "prod")).isPresent();
        assertThat(gone.readOnly("change it", "lab")).isEmpty();
    }

    @Test
    void aBrokenFileMakesEverythingReadOnlyUntilItIsCorrected() throws Exception {
        write("mouse: true\n");
        SettingsFiles files = files();
        files.inForce();
        write("mouse: [true\n");
        Settings broken = afterTwoLooks(files);
        assertThat(broken.warnings()).isNotEmpty();
        assertThat(broken.readOnly("change it", "lab")).isPresent();
        write("mouse: false\n");
        assertThat(afterTwoLooks(files).readOnly("change it", "lab")).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsSaidOfAContextBesideAnOpenScreenTakesItsProtectionAwayAtTheNextStartOnly() throws Exception {
        SettingsFiles files = files();
        assertThat(files.inForce().readOnly("change it", "eu-prod-1")).isPresent();
        write("contexts: {eu-prod-1: {readOnly: false}, lab: {readOnly: true}}\n");
        Settings open = afterTwoLooks(files);
        assertThat(open.readOnly("change it", "eu-prod-1")).isPresent();
        assertThat(open.readOnly("change it", "lab")).isPresent();
        assertThat(files().inForce().readOnly("change it", "eu-prod-1")).isEmpty();
        Files.delete(file());
        assertThat(afterTwoLooks(files).readOnly("change it", "lab")).isPresent();
    }
}
