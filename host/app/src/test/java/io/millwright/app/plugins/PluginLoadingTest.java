package io.millwright.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoadingTest {
    @TempDir
    private Path work = Path.of(".");

    private Path plugins = Path.of(".");

    @BeforeEach
    void aGoodPluginBesideTheOneUnderTest() throws IOException {
        plugins = Files.createDirectory(work.resolve("plugins"));
        new JarMaker(work, "good").tool("GoodTool", "good").writeTo(plugins.resolve("zz-good.jar"));
    }

    private List<PluginOutcome> load() {
        return new PluginLoading(
                        List.of(plugins, work.resolve("not-there")),
                        work.resolve("cache"),
                        "0.1",
                        Duration.ofMillis(1500))
                .load();
    }

    /** The outcome of the first one; the good one beside it must work whatever the first does. */
    private PluginOutcome first() {
        List<PluginOutcome> outcomes = load();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getLast()).isInstanceOf(PluginOutcome.Loaded.class);
        return outcomes.getFirst();
    }

    private static Problem problem(PluginOutcome outcome) {
        return switch (outcome) {
            case PluginOutcome.Loaded l -> throw new AssertionError("it was loaded: " + l);
            case PluginOutcome.Incompatible i -> i.problem();
            case PluginOutcome.Failed f -> f.problem();
        };
    }

    private JarMaker plugin(String id) {
        return new JarMaker(work, id);
    }

    private Path jar(String name) {
        return plugins.resolve(name);
    }

    @Test
    void loadsAJarWithItsVersionDigestAndTool() throws Exception {
        plugin("alpha").tool("AlphaTool", "alpha").writeTo(jar("alpha.jar"));
        assertThat(first()).isInstanceOfSatisfying(PluginOutcome.Loaded.class, l -> {
            assertThat(l.id()).isEqualTo("alpha");
            assertThat(l.version()).isEqualTo("1.2.3");
            assertThat(l.sha256()).matches("[0-9a-f]{64}");
            assertThat(l.tool().descriptor().id()).isEqualTo("alpha");
        });
    }

    @Test
    void loadsAFolderWithJars() throws Exception {
        plugin("alpha").tool("AlphaTool", "alpha").writeTo(jar("alpha").resolve("alpha.jar"));
        assertThat(first()).isInstanceOf(PluginOutcome.Loaded.class);
    }

    @Test
    void loadsAnArchiveWithJarsAndUnpacksItOnce() throws Exception {
        Path inner = plugin("alpha").tool("AlphaTool", "alpha").writeTo(work.resolve("alpha.jar"));
        try (OutputStream out = Files.newOutputStream(jar("alpha.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("alpha/lib/alpha.jar"));
            zip.write(Files.readAllBytes(inner));
        }
        assertThat(first()).isInstanceOf(PluginOutcome.Loaded.class);
        assertThat(first()).isInstanceOf(PluginOutcome.Loaded.class);
    }

    @Test
    void refusesAnArchiveThatWritesOutsideOfItsFolder() throws Exception {
        try (OutputStream out = Files.newOutputStream(jar("alpha.zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("../../evil.jar"));
            zip.write(1);
        }
        assertThat(problem(first()).why()).contains("points outside");
        assertThat(work.resolve("evil.jar")).doesNotExist();
    }

    @Test
    void saysThatACorruptJarIsDamaged() throws Exception {
        Files.writeString(jar("corrupt.jar"), "this is no jar");
        PluginOutcome outcome = first();
        assertThat(outcome).isInstanceOf(PluginOutcome.Failed.class);
        assertThat(problem(outcome).why()).contains("can't be read");
        assertThat(problem(outcome).on()).endsWith("corrupt.jar");
        assertThat(problem(outcome).next()).contains("damaged");
    }

    @Test
    void refusesAJarThatBundlesTheContractBeforeLoadingAnyClass() throws Exception {
        plugin("bundler")
                .tool("BundlerTool", "throw new IllegalStateException(\"was loaded\");", "return List.of();")
                .entry("io/millwright/spi/Tool.class", new byte[] {1})
                .writeTo(jar("bundler.jar"));
        Problem problem = problem(first());
        assertThat(problem.why()).contains("contains classes of io.millwright.spi");
        assertThat(problem.next()).contains("provided");
    }

    @Test
    void aPluginForANewerContractIsIncompatibleAndNoneOfItsClassesIsLoaded() throws Exception {
        String marker = "millwright.test.loaded";
        System.clearProperty(marker);
        plugin("newer")
                .attribute("Millwright-Spi", "0.2")
                .tool(
                        "NewerTool",
                        "System.setProperty(\"" + marker + "\", \"yes\"); " + JarMaker.described("newer"),
                        "return List.of();")
                .writeTo(jar("newer.jar"));
        PluginOutcome outcome = first();
        assertThat(outcome).isInstanceOf(PluginOutcome.Incompatible.class);
        assertThat(problem(outcome).why()).contains("contract 0.2").contains("has 0.1");
        assertThat(problem(outcome).next()).contains("Update Millwright");
        assertThat(System.getProperty(marker)).isNull();
    }

    @Test
    void aPluginThatNamesNoContractIsIncompatible() throws Exception {
        plugin("old").without("Millwright-Spi").tool("OldTool", "old").writeTo(jar("old.jar"));
        assertThat(problem(first()).why()).contains("doesn't say which contract");
    }

    @Test
    void aPluginWhoseRangeExcludesThisContractIsIncompatible() throws Exception {
        plugin("picky")
                .attribute("Plugin-Requires", ">=2.0.0")
                .tool("PickyTool", "picky")
                .writeTo(jar("picky.jar"));
        assertThat(first()).isInstanceOf(PluginOutcome.Incompatible.class);
    }

    @Test
    void saysWhatDescriptorThrew() throws Exception {
        plugin("thrower")
                .tool("ThrowerTool", "throw new IllegalStateException(\"no catalogue\");", "return List.of();")
                .writeTo(jar("thrower.jar"));
        assertThat(problem(first()).why()).contains("IllegalStateException: no catalogue");
    }

    @Test
    void saysWhichClassIsMissing() throws Exception {
        plugin("linker")
                .tool("LinkerTool", "linker")
                .entry("META-INF/services/io.millwright.spi.Tool", "NotThere".getBytes(StandardCharsets.UTF_8))
                .writeTo(jar("linker.jar"));
        assertThat(problem(first()).why()).contains("NotThere");
    }

    @Test
    void givesUpOnADescriptorThatHangs() throws Exception {
        plugin("hanger")
                .tool(
                        "HangerTool",
                        "try { new java.util.concurrent.CountDownLatch(1).await(); } catch (InterruptedException e) { } "
                                + JarMaker.described("hanger"),
                        "return List.of();")
                .writeTo(jar("hanger.jar"));
        assertThat(problem(first()).why())
                .contains("did not say within 1500 ms")
                .contains("hangs");
    }

    @Test
    void saysThatThereIsNoServiceEntry() throws Exception {
        plugin("mute").tool("MuteTool", "mute").withoutServices().writeTo(jar("mute.jar"));
        assertThat(problem(first()).why()).contains("META-INF/services/io.millwright.spi.Tool");
    }

    @Test
    void refusesTwoToolsInOnePlugin() throws Exception {
        plugin("double").tool("OneTool", "one").tool("TwoTool", "two").writeTo(jar("double.jar"));
        assertThat(problem(first()).why()).contains("owns exactly one");
    }

    @Test
    void aJarWithoutAManifestIsNoPlugin() throws Exception {
        plugin("x").without("Plugin-Id").writeTo(jar("library.jar"));
        assertThat(problem(first()).why()).contains("no Millwright plugin");
    }

    @Test
    void theFirstOfTwoPluginsForOneToolWins() throws Exception {
        plugin("alpha").tool("AlphaTool", "same").writeTo(jar("a.jar"));
        plugin("beta").tool("BetaTool", "same").writeTo(jar("b.jar"));
        List<PluginOutcome> outcomes = load();
        assertThat(outcomes.getFirst()).isInstanceOf(PluginOutcome.Loaded.class);
        assertThat(problem(outcomes.get(1)).why()).contains("'same'").contains("a.jar");
        assertThat(PluginLoading.tools(outcomes)).hasSize(2);
    }

    @Test
    void theFirstOfTwoCopiesOfOnePluginWins() throws Exception {
        plugin("alpha").tool("AlphaTool", "one").writeTo(jar("a.jar"));
        plugin("alpha").tool("AlphaTool", "two").writeTo(jar("b.jar"));
        assertThat(problem(load().get(1)).why()).contains("was loaded from").contains("a.jar");
    }

    @Test
    void aPluginSeesTheContractButNoOtherClassOfTheHost() throws Exception {
        for (String forbidden :
                List.of("org.pf4j.Plugin", "io.millwright.app.plugins.PluginLoading", "picocli.CommandLine")) {
            Files.deleteIfExists(jar("nosy.jar"));
            plugin("nosy")
                    .tool(
                            "NosyTool",
                            "try { Class.forName(\"" + forbidden + "\"); } catch (ClassNotFoundException e) { "
                                    + JarMaker.described("blind") + " } " + JarMaker.described("sees"),
                            "return List.of();")
                    .writeTo(jar("nosy.jar"));
            assertThat(first())
                    .isInstanceOfSatisfying(
                            PluginOutcome.Loaded.class,
                            l -> assertThat(l.tool().descriptor().id())
                                    .as(forbidden)
                                    .isEqualTo("blind"));
        }
    }

    private Tool loadedTool(String discoverBody) throws IOException {
        plugin("alpha")
                .tool("AlphaTool", JarMaker.described("alpha"), discoverBody)
                .writeTo(jar("alpha.jar"));
        return ((PluginOutcome.Loaded) first()).tool();
    }

    private static ClusterView noCluster() {
        return (ClusterView) Proxy.newProxyInstance(
                ClusterView.class.getClassLoader(), new Class<?>[] {ClusterView.class}, (p, m, a) -> {
                    throw new AssertionError("no call was expected: " + m);
                });
    }

    @Test
    void everyCallHasThePluginsLoaderAsContextLoaderAndPutsTheFormerBack() throws Exception {
        Tool tool = loadedTool("""
                if (Thread.currentThread().getContextClassLoader() != AlphaTool.class.getClassLoader())
                    throw new IllegalStateException("wrong context loader");
                return List.of();
                """);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertThat(tool.discover(noCluster())).isEmpty();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void whateverAPluginThrowsIsAProblemThatNamesThePlugin() throws Exception {
        Tool tool = loadedTool("throw new NoClassDefFoundError(\"org/example/Missing\");");
        assertThatThrownBy(() -> tool.discover(noCluster())).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.TOOL);
            assertThat(e.problem().on()).isEqualTo("plugin alpha");
            assertThat(e.problem().why()).contains("org/example/Missing");
        });
    }
}
