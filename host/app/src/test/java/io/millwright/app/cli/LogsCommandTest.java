package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.browse.LogFollower;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.app.testing.ScriptedLogs;
import io.millwright.engine.browse.ApiCall;
import io.millwright.engine.browse.LogSources;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Town;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs, from the words that are typed to what a server says over HTTP. */
class LogsCommandTest {
    private static final Map<String, Object> CONTAINER = Map.of("name", "main", "image", "registry.example.org/web:1");

    @TempDir
    private Path folder = Path.of(".");

    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();

    /** A workload of one pod of app=api that leaves canaries to others. */
    private static final Resource STABLE = Resource.of(
            Kind.REPLICA_SET,
            "default",
            "stable",
            Map.of(
                    "spec",
                    Map.of(
                            "replicas",
                            1,
                            "selector",
                            Map.of(
                                    "matchLabels",
                                    Map.of("app", "api"),
                                    "matchExpressions",
                                    List.of(Map.of("key", "track", "operator", "NotIn", "values", List.of("canary")))),
                            "template",
                            Map.of(
                                    "metadata",
                                    Map.of("labels", Map.of("app", "api")),
                                    "spec",
                                    Map.of("containers", List.of(CONTAINER))))));

    private static Resource pod(String name, Map<String, Object> labels) {
        return Resource.of(Kind.POD, "default", name, Map.of("spec", Map.of("containers", List.of(CONTAINER))))
                .with(labels, "metadata", "labels");
    }

    /** What is asked where one pod runs, with the label app=web, a service in front of it, and beside them a workload and a canary. */
    private void asked(Consumer<Rig> questions) throws IOException, InterruptedException {
        try (Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()))) {
            Map<String, Object> app = Map.of("app", "web");
            town.create(Kind.POD, pod("web", app));
            town.create(Kind.POD, pod("canary", Map.of("app", "api", "track", "canary")));
            town.create(Kind.REPLICA_SET, STABLE);
            town.create(
                    Kind.SERVICE,
                    Resource.of(
                            Kind.SERVICE,
                            "default",
                            "front",
                            Map.of("spec", Map.of("selector", app, "ports", List.of(Map.of("port", 80))))));
            town.create(Kind.CONFIG_MAP, Resource.of(Kind.CONFIG_MAP, "default", "set", Map.of()));
            town.until(t -> t.view().list(Kind.POD, Selector.in("default")).stream()
                            .filter(p -> p.condition("Ready")
                                    .flatMap(c -> c.text("status"))
                                    .equals(Optional.of("True")))
                            .count()
                    == 3);
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), town.kubeconfig());
            try (KubeClusters clusters =
                    new KubeClusters(KubeOptions.file(kubeconfig).toldTo(calls::add))) {
                questions.accept(Rig.with(folder, clusters));
            }
        }
    }

    @Test
    void theyCanBeginAtAMoment() throws IOException, InterruptedException {
        asked(rig -> {
            List<String> all = rig.run("logs", "web").out().lines().toList();
            assertThat(all).isNotEmpty();
            Rig.Said since = rig.run("logs", "web", "--since-time", "9:59");
            assertThat(since.out().lines()).as(since.err()).containsExactlyElementsOf(all);

            Rig.Said later = rig.run("logs", "web", "--since-time", "2199-01-01T00:00:00Z");
            assertThat(later.code()).isEqualTo(ExitCode.USAGE);
            assertThat(later.err()).contains("is no moment before now", "2026-11-24T14:30:00+01:00");
            Rig.Said both = rig.run("logs", "web", "--since-time", "9:59", "--since", "5m");
            assertThat(both.code()).isEqualTo(ExitCode.USAGE);
            assertThat(both.err()).contains("--since and --since-time don't go together");
        });
    }

    @Test
    void podsAreNamedByTheirKindOrByWhatSelectsThem() throws IOException, InterruptedException {
        asked(rig -> {
            List<String> all = rig.run("logs", "web").out().lines().toList();
            assertThat(rig.run("logs", "pod/web").out().lines()).containsExactlyElementsOf(all);
            Rig.Said front = rig.run("logs", "svc/front");
            assertThat(front.out().lines()).as(front.err()).containsExactlyElementsOf(all);

            assertThat(calls).extracting(ApiCall::path).noneMatch(path -> path.contains("events"));

            assertThat(rig.run("logs", "cm/set").err()).contains("a ConfigMap selects no pods by labels");
            assertThat(rig.run("logs", "gadget/x").err()).contains("it serves no kind of that name");
            assertThat(rig.run("logs", "svc/gone").err()).contains("gone");
        });
    }

    @Test
    void ofAWorkloadItIsTheLogsOfItsOwnPodsAndNotOfWhatSharesItsLabels() throws IOException, InterruptedException {
        asked(rig -> {
            Rig.Said stable = rig.run("logs", "rs/stable");
            assertThat(stable.out().lines()).as(stable.err()).isNotEmpty();
            assertThat(calls)
                    .extracting(ApiCall::path)
                    .filteredOn(path -> path.contains("/log"))
                    .isNotEmpty()
                    .allMatch(path -> path.contains("/pods/stable-"));
        });
    }

    @Test
    void theContainerIsNamedAsInKubectlAndThatIsNoPageOfTheScreen() throws IOException, InterruptedException {
        asked(rig -> {
            Rig.Said main = rig.run("logs", "web", "-c", "main", "--tail", "1");
            assertThat(main.out().lines()).as(main.err()).hasSize(1);
            Rig.Said other = rig.run("logs", "web", "-c", "sidecar");
            assertThat(other.out()).isEmpty();
            assertThat(other.err()).contains("there is no such pod or container");
            rig.run("cp", folder.resolve("no-such-file").toString(), "web:/tmp", "-c", "sidecar");
            assertThat(rig.run("operations", "sessions", "-o", "json").out()).contains("\"container\": \"sidecar\"");
        });
    }

    private Rig scripted(ScriptedLogs eu, ScriptedLogs us) {
        return Rig.with(
                folder,
                new FakeClusters()
                        .cluster("eu", pod("web", Map.of()))
                        .cluster("us", pod("web", Map.of()))
                        .logging("eu", eu)
                        .logging("us", us));
    }

    @Test
    void aLogThatCannotBeReadIsToldAndTheOthersArePrinted() {
        ScriptedLogs eu = new ScriptedLogs("eu")
                .pods("a", "b", "c", "d")
                .holding("a", "of a")
                .failing("b", "no route to host")
                .failing("c", "no route to host")
                .silent("d");
        ScriptedLogs us = new ScriptedLogs("us").pods("e").holding("e", "of e");
        Rig.Said said = scripted(eu, us).run("logs", "-l", "app=web", "--all-contexts", "--timeout", "1s");
        assertThat(said.out()).contains("of a", "of e");
        assertThat(said.code()).isEqualTo(ExitCode.FAILED);
        assertThat(said.err())
                .contains("Could not read the log of b/main, c/main", "no route to host")
                .contains("Could not read the log of d/main", "didn't answer within 1 s");
    }

    @Test
    void howManyOfHowManyContainersAreReadIsSaid() {
        ScriptedLogs eu = new ScriptedLogs("eu").holding("a", "of a");
        eu.found(new LogSources(List.of(eu.source("a")), Set.of(), 73, false));
        Rig.Said said = scripted(eu, new ScriptedLogs("us")).run("logs", "-l", "app=web");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.err()).contains("Only 1 of 73 containers of eu are read");
    }

    @Test
    void followingAPodThatHasEndedEndsAndSaysSo() {
        ScriptedLogs eu = new ScriptedLogs("eu").holding("web", "of web");
        eu.found(new LogSources(List.of(eu.source("web")), Set.of(eu.source("web")), 1, false));
        Rig.Said said = scripted(eu, new ScriptedLogs("us")).run("logs", "web", "-f");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("of web");
        assertThat(said.err()).contains("eu: this has ended or is gone; no more lines come.");
    }

    @Test
    @Timeout(30)
    void followedLabelsGoOnWithOtherPodsAndThatIsSaidBesideTheLines() throws InterruptedException {
        ScriptedLogs eu = new ScriptedLogs("eu").pods("a");
        LogsFound found = new LogsFound(
                eu,
                List.of(new LogsFound.Place("default", new LogTarget("", "app=web"))),
                "",
                eu.sources("", "", "", ""));
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        StringWriter remarks = new StringWriter();
        Console console = new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(remarks),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "vt100", "LANG", "C.UTF-8")),
                Console.Bytes.NOWHERE);
        LogsFollowing following = new LogsFollowing(
                line -> lines.add(line.text()),
                console,
                Clock.systemUTC(),
                new LogFollower.Pace(Duration.ofMillis(5), Duration.ofMillis(5)));
        Thread running = Thread.startVirtualThread(() -> {
            try {
                following.run(List.of(new LogsFollowing.Part(
                        "eu", found, List.of(new LogFollower.Start(eu.source("a"), Optional.empty(), false)))));
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
            }
        });
        eu.pods("b");
        eu.add("b", 1, "first of b");
        assertThat(lines.take()).isEqualTo("first of b");
        running.interrupt();
        running.join();
        assertThat(remarks.toString()).contains("eu: 1 pod new, 1 gone.");
    }
}
