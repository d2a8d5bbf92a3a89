package io.millwright.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.browse.Thresholds;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Role;
import io.millwright.tui.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Millwright takes of k9s' files, and what it says about the rest. */
class K9sImportTest {
    @TempDir
    private Path folder = Path.of(".");

    private K9sImport.Result read() {
        return K9sImport.read(
                folder, Optional.of(folder.resolve("data")), List.of("arn:aws:eks:eu:1:cluster/prod", "lab"));
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
                    columns: [AGE, NAMESPACE|WR, "NAME|WR", "IP|H", "IMG:.spec.containers[0].image|W", "TAG:.spec.x|split(1)|T"]
                  v1/pods@kube.*:
                    columns: [NAME]
                  apps/v1/deployments@^shop$:
                    columns: [NAME]
                  v1/pods@(a|b):
                    columns: [NAME]
                """);
        assertThat(settings().screen().kinds())
                .containsOnly(
                        Map.entry(
                                "pods",
                                new KindView(
                                        Stream.of("AGE", "NAME|WR", "IP|H", "IMG:.spec.containers[0].image|W")
                                                .map(ViewColumn::parse)
                                                .toList(),
                                        "AGE",
                                        true)),
                        Map.entry("pods@kube*", new KindView(List.of(ViewColumn.of("NAME")), "", false)),
                        Map.entry("deployments.apps@shop", new KindView(List.of(ViewColumn.of("NAME")), "", false)));
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("jq"), t -> assertThat(t).contains("more than a name"));
    }

    @Test
    void jumpsLeadWhereTheyDidAndThoseThatComputeMoreAreNamed() throws Exception {
        file("jumps.yaml", """
                jumps:
                  postgresql.cnpg.io/v1/clusters:
                    targetGVR: v1/pods
                    labelSelector: 'cnpg.io/cluster={{.metadata.name}},tier={{ index .metadata.labels "x.y/tier" }}'
                  v1/nodes: {targetGVR: v1/pods, fieldSelector: 'spec.nodeName={{ .metadata.name }}', targetNamespace: all}
                  v1/services: {targetGVR: v1/pods, labelSelector: '{{ range .spec.selector }}x{{ end }}'}
                  v1/secrets: {targetGVR: v1/pods}
                """);
        assertThat(settings().screen().jumps().values())
                .containsExactly(
                        new UserJump(
                                "clusters.postgresql.cnpg.io to pods",
                                UserJump.KEY,
                                List.of("clusters.postgresql.cnpg.io"),
                                "pods",
                                PathTemplate.parse(
                                        "cnpg.io/cluster={.metadata.name},tier={.metadata.labels['x.y/tier']}"),
                                PathTemplate.EMPTY,
                                PathTemplate.EMPTY,
                                PathTemplate.EMPTY),
                        new UserJump(
                                "nodes to pods",
                                UserJump.KEY,
                                List.of("nodes"),
                                "pods",
                                PathTemplate.EMPTY,
                                PathTemplate.parse("spec.nodeName={.metadata.name}"),
                                PathTemplate.EMPTY,
                                PathTemplate.parse("all")));
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("more than to name a field"),
                        t -> assertThat(t).contains("'labels' or 'fields'"));
    }

    @Test
    void mouseReadOnlyAndTheSkinAreTaken() throws Exception {
        file("config.yaml", "k9s: {readOnly: true, ui: {enableMouse: false, skin: sun}, logger: {tail: 100}}\n");
        file("skins/sun.yaml", "k9s: {body: {fgColor: '#111111', bgColor: '#fefefe'}}\n");
        Settings settings = settings();
        assertThat(settings.theme()).isEqualTo("sun");
        assertThat(settings.screen().theme(Optional.empty())).hasValueSatisfying(t -> {
            assertThat(t.background()).isEqualTo(0xfefefe);
            assertThat(t.colour(Role.TEXT)).isEqualTo(0x111111);
            assertThat(t.colour(Role.OK)).isEqualTo(Theme.LIGHT.colour(Role.OK));
        });
        assertThat(settings.screen().mouse()).isFalse();
        assertThat(settings.readOnly("change it", "anything")).isPresent();
    }

    @Test
    void limitsOfLogsAndThresholdsAreTakenAndOfTheRestTheReasonIsSaid() throws Exception {
        file("config.yaml", """
                k9s:
                  logger: {tail: 200, buffer: 8000, sinceSeconds: -1}
                  thresholds: {cpu: {critical: 85, warn: 75}, memory: {critical: 90}}
                  defaultView: dp
                  refreshRate: 2
                """);
        Settings settings = settings();
        assertThat(settings.display().logs().lines()).isEqualTo(8000);
        assertThat(settings.display().logs().tail(1)).isEqualTo(200);
        assertThat(settings.display().logs().since()).isEmpty();
        assertThat(settings.display().thresholds().cpu()).isEqualTo(new Thresholds.Level(75, 85));
        assertThat(settings.display().thresholds().memory()).isEqualTo(new Thresholds.Level(80, 90));
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::text)
                .containsExactly(
                        "start with 'millwright -c VIEW', or an alias of your shell for it",
                        "lists are watched, not read again and again");
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
                  whose: {shortCut: Shift-4, scopes: [pods], command: echo, args: [$WHOM]}
                  inside: {shortCut: Shift-5, scopes: [containers], command: echo, args: [$POD, $CONTAINER]}
                  nowhere: {shortCut: Shift-8, command: echo}
                """);
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::text)
                .satisfiesExactly(
                        t -> assertThat(t).contains("colour"),
                        t -> assertThat(t).contains("$WHOM"),
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
        assertThatThrownBy(() -> K9sImport.read(folder.resolve("none"), Optional.empty(), List.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void eachFileOfTheFolderOfPluginsIsTakenInTheFormItHas() throws Exception {
        String one = "{shortCut: %s, scopes: [pods], command: echo}";
        file("plugins.yaml", "plugins: {first: " + one.formatted("Shift-1") + "}\n");
        file("plugins/several.yaml", "plugins: {second: " + one.formatted("Shift-2") + "}\n");
        file("plugins/bare.yml", "third: " + one.formatted("Shift-3") + "\n");
        file("plugins/fourth.yaml", one.formatted("Shift-4") + "\n");
        file("data/plugins/fifth.yaml", one.formatted("Shift-5") + "\n");
        file("plugins/README.md", "no plugin\n");
        file("plugins/broken.yaml", "plugins: [\n");
        assertThat(settings().screen().programs().keySet())
                .containsExactly("first", "third", "fourth", "second", "fifth");
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::file)
                .containsExactly("plugins/broken.yaml");
    }

    @Test
    void whatIsSetForSingleContextsIsTakenForThem() throws Exception {
        file("data/clusters/c/arn-aws-eks-eu-1-cluster-prod/config.yaml", """
                k9s:
                  readOnly: true
                  namespace: {active: all, favorites: [all, shop, db]}
                  view: {active: po}
                """);
        file("data/clusters/c/arn-aws-eks-eu-1-cluster-prod/aliases.yaml", "aliases: {pp: v1/pods}\n");
        file("data/clusters/c/arn-aws-eks-eu-1-cluster-prod/hotkeys.yaml", """
                hotKeys: {pods: {shortCut: F7, description: pods, command: pods}}
                """);
        file("data/clusters/c/elsewhere/config.yaml", "k9s: {readOnly: false, featureGates: {nodeShell: false}}\n");
        file("data/clusters/c/live-1/config.yaml", "k9s: {readOnly: false}\n");
        file("data/clusters/c/lab/plugins.yaml", "plugins: {x: {shortCut: F8, scopes: [pods], command: echo}}\n");
        UserProgram x = new UserProgram("x", "f8", "x", List.of("pods"), List.of("echo"), false);
        assertThat(settings().screen().contexts().byPattern())
                .containsOnly(
                        Map.entry(
                                "arn:aws:eks:eu:1:cluster/prod",
                                new ContextSettings(
                                        Optional.empty(),
                                        Optional.of(true),
                                        Map.of("pp", "pods"),
                                        Map.of("f7", "pods"),
                                        Map.of(),
                                        List.of("shop", "db"),
                                        Optional.empty(),
                                        Map.of())),
                        Map.entry(
                                "lab",
                                new ContextSettings(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of(),
                                        Map.of(),
                                        List.of(),
                                        Optional.empty(),
                                        Map.of("x", x))));
        assertThat(settings().screen().programs()).isEmpty();
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::what)
                .containsExactly("readOnly: false");
    }

    @Test
    void aSkinIsAThemeAndTheSkinOfAContextHoldsThere() throws Exception {
        file("config.yaml", "k9s: {ui: {skin: dracula}}\n");
        file("skins/dracula.yaml", """
                foreground: &foreground "#f8f8f2"
                background: &background "#282a36"
                comment: &comment "#6272a4"
                k9s:
                  body: {fgColor: *foreground, bgColor: *background, logoColor: "#bd93f9"}
                  frame:
                    border: {fgColor: "#44475a", focusColor: "#44475a"}
                    menu: {fgColor: *foreground, keyColor: "#ff79c6"}
                    status: {newColor: "#8be9fd", addColor: "#50fa7b", errorColor: "#ff5555", killColor: *comment}
                """);
        file("skins/blood.yaml", "k9s: {body: {fgColor: papayawhip, bgColor: '#300000', logoColor: mauve}}\n");
        file("skins/clear.yaml", "k9s: {body: {bgColor: default}}\n");
        file("data/clusters/c/live-1/config.yaml", "k9s: {skin: blood}\n");
        file("data/clusters/c/lab/config.yaml", "k9s: {skin: clear}\n");
        file("data/clusters/c/other/config.yaml", "k9s: {skin: lost}\n");
        ScreenSettings screen = settings().screen();
        Theme dracula = screen.theme(Optional.empty()).orElseThrow();
        assertThat(dracula.name()).isEqualTo("dracula");
        assertThat(dracula.background()).isEqualTo(0x282a36);
        assertThat(dracula.colour(Role.OK)).isEqualTo(0x50fa7b);
        assertThat(dracula.colour(Role.ACCENT)).isEqualTo(0xbd93f9);
        assertThat(dracula.colour(Role.UNKNOWN)).as("too faint to be read").isNotEqualTo(0x6272a4);
        Theme blood = screen.theme(Optional.of("live-1")).orElseThrow();
        assertThat(blood.background()).isEqualTo(0x300000);
        assertThat(blood.colour(Role.TEXT)).isEqualTo(0xffefd5);
        assertThat(screen.theme(Optional.of("lab"))).contains(dracula);
        assertThat(read().verdicts()).anySatisfy(v -> {
            assertThat(v.file()).isEqualTo("skins/dracula.yaml");
            assertThat(v.text()).contains("theme dracula; ").contains("unknown").contains("lighter");
        });
        assertThat(read().verdicts())
                .filteredOn(v -> !v.taken())
                .extracting(K9sImport.Verdict::what)
                .containsExactlyInAnyOrder(
                        "body.logoColor mauve", "body.bgColor default", "the whole skin", "skin lost");
    }
}
