package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Millwright takes of k9s' files, and what it says about the rest. */
class K9sImportTest {
    @TempDir
    private Path folder = Path.of(".");

    private K9sImport.Result read() {
        return K9sImport.read(folder);
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    /** The settings as the program then has them. */
    private Settings settings() throws IOException {
        Path imported = folder.resolve("imported.yaml");
        K9sImport.write(read(), imported);
        Settings settings = SettingsReader.read(imported);
        assertThat(settings.warnings()).isEmpty();
        return settings;
    }

    @Test
    void aliasesOpenWhatTheyDidInK9s() throws Exception {
        file("aliases.yaml", """
                aliases:
                  dp: apps/v1/deployments
                  pp: v1/pods
                  crash: pods -n shop app=web /crash
                """);
        assertThat(settings().screen().aliases())
                .containsEntry("dp", "deployments.apps")
                .containsEntry("pp", "pods")
                .containsEntry("crash", "pods shop app=web /crash");
    }

    @Test
    void hotkeysAreTheSameKeysAndThoseWithVariablesAreNamed() throws Exception {
        file("hotkeys.yaml", """
                hotKeys:
                  pods: {shortCut: Shift-0, description: pods, command: pods}
                  events: {shortCut: Ctrl-Y, description: events, command: events}
                  mine: {shortCut: F7, description: mine, command: pods $NAMESPACE}
                  odd: {shortCut: Hyper-X, description: odd, command: pods}
                """);
        assertThat(settings().screen().hotkeys()).containsEntry(")", "pods").containsEntry("ctrl-y", "events");
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::what, K9sImport.Verdict::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "mine", "its command has variables, which Millwright doesn't know"),
                        org.assertj.core.groups.Tuple.tuple("odd", "there is no key 'Hyper-X' here"));
    }

    @Test
    void viewsAreTheirColumnsAndTheirOrder() throws Exception {
        file("views.yaml", """
                views:
                  v1/pods:
                    sortColumn: AGE:desc
                    columns: [AGE, NAMESPACE, "NAME|WR", "IP|H", "IMG:.spec.containers[0].image"]
                  v1/pods@shop:
                    columns: [NAME]
                """);
        assertThat(settings().screen().kinds())
                .containsExactly(java.util.Map.entry("pods", new KindView(List.of("AGE", "NAME"), "AGE", true)));
        assertThat(read().verdicts()).filteredOn(v -> !v.taken()).hasSize(3);
    }

    @Test
    void mouseReadOnlyAndTheBackgroundOfTheSkinAreTaken() throws Exception {
        file("config.yaml", "k9s: {readOnly: true, ui: {enableMouse: false, skin: sun}, logger: {tail: 100}}\n");
        file("skins/sun.yaml", "k9s: {body: {fgColor: '#111111', bgColor: '#fefefe'}}\n");
        Settings settings = settings();
        assertThat(settings.theme()).isEqualTo("light");
        assertThat(settings.screen().mouse()).isFalse();
        assertThat(settings.readOnly("change it", "anything")).isPresent();
    }

    @Test
    void pluginsThatStartOneCommandAreTakenAndOfTheOthersTheReasonIsSaid() throws Exception {
        file("plugins.yaml", """
                plugins:
                  stern:
                    shortCut: Shift-1
                    description: logs by stern
                    scopes: [v1/pods]
                    command: stern
                    args: [$NAME, -n, $NAMESPACE, --context, $CONTEXT]
                  piped: {shortCut: Shift-2, scopes: [pods], command: kubectl, args: [get], pipes: [jq .]}
                  behind: {shortCut: Shift-3, scopes: [pods], command: kubectl, args: [proxy], background: true}
                  asking:
                    shortCut: Shift-6
                    scopes: [pods]
                    command: kubectl
                    args: [scale, --replicas=$INPUT_COUNT, $INPUT_SHAPE]
                    inputs:
                    - {name: count, label: how many, type: number, required: true, default: 3}
                    - {name: shape, type: dropdown, options: [round, flat]}
                  odd: {shortCut: Shift-7, scopes: [pods], command: kubectl, inputs: [{name: x, type: colour}]}
                  whose: {shortCut: Shift-4, scopes: [pods], command: echo, args: [$USER]}
                  inside: {shortCut: Shift-5, scopes: [containers], command: echo, args: [$POD, $CONTAINER]}
                  nowhere: {shortCut: Shift-8, command: echo}
                """);
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("colour"),
                        t -> assertThat(t).contains("$USER"),
                        t -> assertThat(t).contains("lists of objects only"));
        assertThat(settings().screen().programs()).containsOnlyKeys("stern", "piped", "behind", "inside", "asking");
        assertThat(settings().screen().programs().get("piped"))
                .satisfies(p -> assertThat(p.pipes()).containsExactly("jq ."));
        assertThat(settings().screen().programs().get("behind"))
                .satisfies(p -> assertThat(p.background()).isTrue());
        assertThat(settings().screen().programs().get("asking"))
                .satisfies(p -> assertThat(p.inputs())
                        .containsExactly(
                                new ProgramInput("count", "how many", "number", true, "3", List.of()),
                                new ProgramInput("shape", "shape", "choice", false, "", List.of("round", "flat"))));
        assertThat(settings().screen().programs().get("stern"))
                .isEqualTo(new UserProgram(
                        "stern",
                        "!",
                        "logs by stern",
                        List.of("pods"),
                        List.of("stern", "$NAME", "-n", "$NAMESPACE", "--context", "$CONTEXT"),
                        false));
    }

    @Test
    void aBrokenFileIsNamedAndTheOthersAreRead() throws Exception {
        file("aliases.yaml", "aliases: {pp: v1/pods}\n");
        file("views.yaml", "views: [\n");
        assertThat(read().verdicts()).extracting(K9sImport.Verdict::taken).containsExactly(true, false);
        assertThat(settings().screen().aliases()).containsKey("pp");
    }

    @Test
    void theUsersOwnSettingsWinOverWhatWasImported() throws Exception {
        file("aliases.yaml", "aliases: {pp: v1/pods, dp: apps/v1/deployments}\n");
        file("config.yaml", "k9s: {ui: {enableMouse: false}}\n");
        Path imported = folder.resolve("imported.yaml");
        K9sImport.write(read(), imported);
        Path own = Files.writeString(folder.resolve("own.yaml"), "mouse: true\naliases: {pp: pods shop}\n");
        ScreenSettings screen = SettingsReader.read(List.of(imported, own)).screen();
        assertThat(screen.mouse()).isTrue();
        assertThat(screen.aliases()).containsEntry("pp", "pods shop").containsEntry("dp", "deployments.apps");
    }

    @Test
    void whereThereIsNoFolderSomethingIsSaidAboutIt() {
        assertThatThrownBy(() -> K9sImport.read(folder.resolve("none")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no such folder");
    }
}
