package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.sandbox.RunningCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sandbox on which rehearsals are tried, and what is done to it before.
 *
 * @param place the sandbox and an operator at it
 * @param folder the operator's
 * @param answers what is known here alone, by {@code tool/runbook}
 * @param keys who keeps Vault's keys
 */
record Stand(Place place, Path folder, Map<String, Map<String, String>> answers, KeyHolder keys) {
    Stand(Place place, Path folder) {
        this(place, folder, new LinkedHashMap<>(), new KeyHolder());
    }

    private RunningCluster cluster() {
        return place.sandbox().orElseThrow().clusters().getFirst();
    }

    /** Runs a runbook for real; {@code target} is empty for one that has none. */
    void run(String tool, String runbook, String target, String... settings) {
        List<String> words = new ArrayList<>(List.of("run", tool, runbook));
        if (!target.isEmpty()) {
            words.add(target);
        }
        for (String setting : settings) {
            words.addAll(List.of("--set", setting.replace("CHARTS", place.charts())));
        }
        String name = target.isEmpty() ? "" : target.substring(target.indexOf('/') + 1) + "@twin";
        words.addAll(List.of("--confirm", name.isEmpty() ? "yes" : name));
        place.operator().types(words.toArray(String[]::new)).done();
    }

    /** The same with Vault's keys and token at hand. */
    void runWithKeys(String runbook, String target, String... settings) {
        place.operator().runsWith(keys, place.cluster(), "vault", runbook, target, settings);
    }

    void create(Resource object) {
        place.cluster().writer().create(object, Mode.REAL);
    }

    void delete(ObjectRef object) {
        place.cluster().writer().delete(object, Action.Propagation.BACKGROUND, Mode.REAL);
    }

    void patch(Kind kind, String namespace, String name, String subresource, Map<String, Object> change) {
        place.cluster()
                .writer()
                .patch(
                        ObjectRef.of(kind, namespace, name),
                        change,
                        List.of(),
                        subresource,
                        Optional.empty(),
                        Mode.REAL);
    }

    void fault(String tool, String name) {
        cluster().fault(tool, name, true);
    }

    void answer(String runbook, Map<String, String> given) {
        answers.put(runbook, given);
    }

    /** The name of the newest object of that kind there that begins so. */
    String named(Kind kind, String namespace, String start) {
        List<String> names = place.cluster().view().list(kind, Selector.in(namespace)).stream()
                .map(Resource::name)
                .filter(n -> n.startsWith(start))
                .sorted()
                .toList();
        assertThat(names).as("%s %s/%s…", kind.plural(), namespace, start).isNotEmpty();
        return names.getLast();
    }

    /** The id of the newest run of this machine. */
    String lastRun() {
        return place.operator()
                .types("operations", "-o", "name")
                .done()
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    /** What a table of that tool tells that looks so. */
    String listed(String tool, String pattern) {
        Matcher found = Pattern.compile(pattern)
                .matcher(AllTools.all().entrySet().stream()
                        .filter(t -> t.getKey().equals(tool))
                        .flatMap(t -> t.getValue().listings().stream())
                        .map(l -> l.rows(place.cluster().view()).toString())
                        .collect(Collectors.joining()));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group();
    }

    /** Until every tool's instances say the same for a while, in which two minutes of the sandbox's time pass. */
    void rested() {
        List<String> before = new ArrayList<>();
        int[] same = {0};
        Patience.until(Duration.ofSeconds(60), () -> {
            List<String> now = AllTools.all().values().stream()
                    .flatMap(t -> t.discover(place.cluster().view()).stream())
                    .map(Stand::state)
                    .sorted()
                    .toList();
            same[0] = now.equals(before) ? same[0] + 1 : 0;
            before.clear();
            before.addAll(now);
            return same[0] >= 12;
        });
    }

    private static String state(Instance i) {
        return i.id().tool() + " " + i.id().path() + " " + i.activity() + " " + i.summary();
    }
}
