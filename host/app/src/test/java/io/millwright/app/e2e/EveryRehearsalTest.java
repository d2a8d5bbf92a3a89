package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.json.Json;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.Parameter;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every runbook of every plugin is rehearsed to its end, on sandboxes in which it can be planned. */
@Tag("kill")
class EveryRehearsalTest {
    private static final String DONE = "Succeeded";

    /** Those of one state or of some runbooks only, while somebody works on them: regular expressions. */
    private static final String STATES = System.getProperty("rehearse.states", ".*");

    private static final String RUNBOOKS = System.getProperty("rehearse.runbooks", ".*");

    @TempDir
    private Path folder;

    /** What came of it: one word, and why. */
    private record Outcome(String word, String why) {
        boolean done() {
            return word.equals(DONE);
        }

        /** Better ones first. */
        int rank() {
            return List.of(DONE, "Cut short", "Stopped", "Not planned").indexOf(word);
        }
    }

    @Test
    void everyRunbookIsRehearsedToItsEnd() throws IOException {
        Map<String, Outcome> best = new TreeMap<>();
        for (RehearsalStates.State state : RehearsalStates.all()) {
            if (state.name().matches(STATES)) {
                Path own = Files.createDirectory(folder.resolve(state.name()));
                try (Place place = Place.sandbox(own, AllTools.all(), state.scenario())) {
                    Stand stand = new Stand(place, own);
                    RehearsalStates.files(stand);
                    stand.rested();
                    for (Consumer<Stand> phase : state.phases()) {
                        phase.accept(stand);
                        stand.rested();
                        AllTools.all()
                                .forEach((id, tool) ->
                                        tool.runbooks().forEach(r -> tried(stand, id, tool, r, state.name(), best)));
                    }
                }
            }
        }
        System.out.println(told(best));
        if ((STATES + RUNBOOKS).equals(".*.*")) {
            assertThat(best.entrySet().stream()
                            .filter(e -> !e.getValue().done())
                            .map(Map.Entry::getKey))
                    .as("what doesn't come to its end")
                    .isEmpty();
        }
    }

    /** The counts, and every runbook that doesn't come to its end, with the reason. */
    private static String told(Map<String, Outcome> best) {
        Map<String, Long> counts = best.values().stream()
                .collect(Collectors.groupingBy(Outcome::word, TreeMap::new, Collectors.counting()));
        return best.size() + " runbooks rehearsed: " + counts
                + best.entrySet().stream()
                        .filter(e -> !e.getValue().done())
                        .map(e -> "\n  " + e.getKey() + " " + e.getValue().word() + ": "
                                + e.getValue().why())
                        .collect(Collectors.joining());
    }

    /** The first of what was said, without what differs between two runs. */
    private static String shortened(String why) {
        String line = why.strip()
                .replaceAll("\\s+", " ")
                .replaceAll("http://127\\.0\\.0\\.1:\\d+", "http://the-sandbox")
                .replace("|", "/");
        return line.length() <= 160 ? line : line.substring(0, 160) + " …";
    }

    private static void tried(
            Stand stand, String id, Tool tool, Runbook runbook, String state, Map<String, Outcome> best) {
        String name = id + "/" + runbook.info().id();
        if (!name.matches(RUNBOOKS)
                || best.getOrDefault(name, new Outcome("", "")).done()) {
            return;
        }
        for (Optional<Instance> target :
                targets(tool, runbook, stand.place().cluster().view())) {
            Outcome outcome = tried(stand, id, runbook, target);
            System.out.println(name + " in " + state + ": " + outcome.word() + " " + outcome.why());
            best.merge(name, outcome, (a, b) -> a.rank() <= b.rank() ? a : b);
            if (outcome.done()) {
                return;
            }
        }
        best.putIfAbsent(name, new Outcome("Not planned", "no instance is one that it is for"));
    }

    private static List<Optional<Instance>> targets(Tool tool, Runbook runbook, ClusterView view) {
        Optional<String> component = runbook.info().target();
        return component.isEmpty()
                ? List.of(Optional.empty())
                : tool.discover(view).stream()
                        .filter(i -> component.filter(i.component()::equals).isPresent())
                        .map(Optional::of)
                        .toList();
    }

    private static Outcome tried(Stand stand, String tool, Runbook runbook, Optional<Instance> target) {
        List<String> words =
                new ArrayList<>(List.of("plan", tool, runbook.info().id()));
        target.ifPresent(t -> words.add(t.id().path()));
        try {
            inputs(stand, tool, runbook, target).forEach((k, v) -> words.addAll(List.of("--set", k + "=" + v)));
        } catch (ProblemException e) {
            return new Outcome("Not planned", shortened(e.problem().why()));
        }
        words.addAll(List.of("--rehearse", "-o", "json"));
        Operator.Said said = stand.place().operator().types(words.toArray(String[]::new));
        return said.out().contains("millwright/v1/Rehearsal")
                ? outcome(said.out())
                : new Outcome("Not planned", shortened(refusal(said.err())));
    }

    private static String refusal(String json) {
        return new Resource(Json.readMap(json)).text("why").orElse(json);
    }

    private static Outcome outcome(String json) {
        Resource rehearsal = new Resource(Json.readMap(json));
        return new Outcome(
                rehearsal.text("state").orElse("?"),
                shortened(rehearsal.text("problem").orElse("")));
    }

    /** Defaults stay; of the others the named answers, the place's charts and manifests, and a first value of what can be chosen. */
    private static Map<String, String> inputs(Stand stand, String tool, Runbook runbook, Optional<Instance> target) {
        Place place = stand.place();
        Map<String, String> given = new LinkedHashMap<>();
        String name = tool + "/" + runbook.info().id();
        stand.answers()
                .getOrDefault(name, RehearsalAnswers.all().getOrDefault(name, Map.of()))
                .forEach((k, v) -> given.put(k, meant(v, tool, stand)));
        for (Parameter p : runbook.parameters(target, place.cluster().view())) {
            if (p.id().equals("repository") && p.refusal(place.charts()).isEmpty()) {
                given.putIfAbsent(p.id(), place.charts());
            } else if (p.required() && p.defaultValue().isEmpty() && p.type() instanceof Parameter.Type.Choice c) {
                c.values().stream().findFirst().ifPresent(v -> given.putIfAbsent(p.id(), v));
            }
        }
        return given;
    }

    private static String meant(String answer, String tool, Stand stand) {
        if (answer.startsWith("release:")) {
            return stand.place()
                    .sandbox()
                    .orElseThrow()
                    .releaseManifest(tool, answer.substring(8))
                    .toString();
        }
        return answer.startsWith("file:")
                ? stand.folder().resolve(answer.substring(5)).toString()
                : answer;
    }
}
