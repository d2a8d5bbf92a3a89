package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.testing.LampChart;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with single objects and releases is rehearsed as the tools' runbooks are: each to its end. */
@Tag("kill")
class ObjectsRehearsalTest {
    private static final String YARD = "yard";
    private static final String FORCED = " by force";

    @TempDir
    private Path folder;

    @Test
    void everyRunbookOfObjectsIsRehearsedToItsEnd() throws IOException {
        try (Place place = Place.sandbox(folder, Map.of())) {
            Stand stand = new Stand(place, folder);
            prepare(stand);
            Map<String, List<String>> asked = asked(stand);
            assertThat(asked.keySet().stream().map(k -> k.replace(FORCED, "")).distinct())
                    .containsExactlyInAnyOrderElementsOf(ObjectsTool.INSTANCE.runbooks().stream()
                            .map(Runbook::info)
                            .map(i -> i.id())
                            .toList());
            asked.forEach((runbook, words) -> {
                List<String> all = new ArrayList<>(words);
                all.addAll(List.of("--rehearse", "-o", "json"));
                Operator.Said said = place.operator().types(all.toArray(String[]::new));
                assertThat(said.out()).as("%s: %s", runbook, said.err()).contains("\"state\": \"Succeeded\"");
            });
        }
    }

    private static void prepare(Stand stand) throws IOException {
        stand.place().namespace(YARD);
        stand.create(Resource.of(Kind.CONFIG_MAP, YARD, "settings", Map.of("data", Map.of("a", "1"))));
        Map<String, Object> labels = Map.of("app", "web");
        stand.create(Resource.of(
                Kind.DEPLOYMENT,
                YARD,
                "web",
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                2L,
                                "selector",
                                Map.of("matchLabels", labels),
                                "template",
                                Map.of("metadata", Map.of("labels", labels), "spec", pod("example.org/web:1"))))));
        for (boolean suspended : new boolean[] {false, true}) {
            stand.create(Resource.of(
                    Kind.CRON_JOB,
                    YARD,
                    suspended ? "paused" : "nightly",
                    Map.of(
                            "spec",
                            Map.of(
                                    "schedule",
                                    "0 3 * * *",
                                    "suspend",
                                    suspended,
                                    "jobTemplate",
                                    Map.of("spec", Map.of("template", Map.of("spec", job())))))));
        }
        stand.rested();
        stand.patch(
                Kind.DEPLOYMENT,
                YARD,
                "web",
                "",
                Map.of("spec", Map.of("template", Map.of("spec", pod("example.org/web:2")))));
        Path chart = LampChart.write(stand.folder(), "example.org/lamp:1");
        for (Action.Helm.Verb verb : List.of(Action.Helm.Verb.INSTALL, Action.Helm.Verb.UPGRADE)) {
            stand.place()
                    .cluster()
                    .helm()
                    .execute(
                            new Action.Helm(
                                    verb,
                                    YARD,
                                    "lamp",
                                    Optional.of(new ChartRef("", chart.toString(), "")),
                                    Map.of("text", verb.name())),
                            "by a test",
                            Duration.ofMinutes(1));
        }
        stand.patch(Kind.NODE, "", nodes(stand).getLast(), "", Map.of("spec", Map.of("unschedulable", true)));
        stand.rested();
    }

    private static Map<String, Object> pod(String image) {
        return Map.of("containers", List.of(Map.of("name", "main", "image", image)));
    }

    private static Map<String, Object> job() {
        Map<String, Object> spec = new LinkedHashMap<>(pod("example.org/job:1"));
        spec.put("restartPolicy", "Never");
        return spec;
    }

    private static List<String> nodes(Stand stand) {
        return stand.place().cluster().view().list(Kind.NODE, Selector.ALL).stream()
                .map(Resource::name)
                .sorted()
                .toList();
    }

    private static List<String> pods(Stand stand) {
        return stand.place().cluster().view().list(Kind.POD, Selector.labelled(YARD, "app", "web")).stream()
                .map(Resource::name)
                .sorted()
                .toList();
    }

    private static Map<String, List<String>> asked(Stand stand) throws IOException {
        Resource settings = stand.place()
                .cluster()
                .view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, YARD, "settings"))
                .orElseThrow();
        Path edited = Files.writeString(
                stand.folder().resolve("edited.yaml"),
                Yaml.write(Inspection.shown(settings).with("2", "data", "a").content()));
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("delete", plan("delete", "configmap/settings"));
        all.put("delete" + FORCED, plan("delete", "pod/" + pods(stand).getFirst(), "--set", "force=true"));
        all.put("edit", plan("edit", "configmap/settings", "--set", "file=" + edited));
        all.put("scale", plan("scale", "deployment/web", "--set", "replicas=3"));
        all.put("restart", plan("restart", "deployment/web"));
        all.put("undo-rollout", plan("undo-rollout", "deployment/web"));
        all.put("cordon", plan("cordon", "node/" + nodes(stand).getFirst()));
        all.put("uncordon", plan("uncordon", "node/" + nodes(stand).getLast()));
        all.put("drain", plan("drain", "node/" + nodes(stand).getFirst()));
        all.put("node-shell", plan("node-shell", "node/" + nodes(stand).getFirst()));
        all.put("suspend", plan("suspend", "cronjob/nightly"));
        all.put("resume", plan("resume", "cronjob/paused"));
        all.put("trigger", plan("trigger", "cronjob/nightly"));
        all.put("helm-rollback", List.of("helm", "rollback", "lamp", "1", "-n", YARD));
        all.put("helm-uninstall", List.of("helm", "uninstall", "lamp", "-n", YARD));
        return all;
    }

    private static List<String> plan(String runbook, String object, String... more) {
        List<String> words = new ArrayList<>(List.of("plan", "objects", runbook, object, "-n", YARD));
        words.addAll(List.of(more));
        return words;
    }
}
