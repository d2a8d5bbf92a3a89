package io.millwright.app.page;

import io.millwright.app.browse.ClusterLoad;
import io.millwright.app.browse.Rights;
import io.millwright.app.cli.Checked;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.RunbookInfo;
import io.millwright.tui.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** All that is known so far. Nothing is taken away because a newer question is still open: it only grows older. */
public record Data(
        Optional<Answer<List<Desk.ClusterRow>>> clusters,
        Optional<Answer<List<Desk.ToolRow>>> tools,
        Optional<Answer<List<Desk.PluginRow>>> plugins,
        Map<String, Answer<List<Instance>>> found,
        Map<InstanceId, Answer<Checked>> health,
        Map<String, Answer<List<Desk.GuideRow>>> guides,
        Map<InstanceId, Answer<List<Desk.ObjectRow>>> objects,
        Optional<Answer<List<PastRun>>> runs,
        Map<String, Answer<List<PastRun>>> copies,
        Map<String, Answer<List<RunbookInfo>>> runbooks,
        Map<String, Answer<List<Served>>> kinds,
        Map<String, Answer<Rights.Found>> rights,
        Map<String, Answer<Optional<ClusterLoad>>> loads,
        Map<Long, LiveRun> live) {
    static final Data NOTHING = new Data(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of());

    List<Desk.ClusterRow> clusterRows() {
        return clusters.flatMap(Answer::value).orElse(List.of());
    }

    /** The names of the clusters that can be used. */
    List<String> usable() {
        return clusterRows().stream()
                .filter(c -> c.unusable().isEmpty())
                .map(Desk.ClusterRow::name)
                .toList();
    }

    /** What asks each of them. */
    Effect[] askingEach(Function<String, Effect> ask) {
        return usable().stream().map(ask).toArray(Effect[]::new);
    }

    List<Desk.ToolRow> toolRows() {
        return tools.flatMap(Answer::value).orElse(List.of());
    }

    /** Whether clusters have told what tools they have, and all that have did after that moment. */
    boolean foundSince(Instant moment) {
        List<Answer<List<Instance>>> told =
                found.values().stream().filter(a -> a.problem().isEmpty()).toList();
        return !told.isEmpty() && told.stream().allMatch(a -> a.at().isAfter(moment));
    }

    Optional<Answer<List<Instance>>> found(String context, String tool) {
        return Optional.ofNullable(found.get(context + "|" + tool));
    }

    Optional<Answer<Checked>> health(InstanceId id) {
        return Optional.ofNullable(health.get(id));
    }

    Optional<Answer<List<Desk.GuideRow>>> guide(String tool, String context, Optional<InstanceId> target) {
        return Optional.ofNullable(guides.get(guideKey(tool, context, target)));
    }

    private static String rightsKey(String context, String namespace) {
        return context + "|" + namespace;
    }

    /** What the user may do in a namespace; neither value nor problem while it is being asked for. */
    Optional<Answer<Rights.Found>> rights(String context, String namespace) {
        return Optional.ofNullable(rights.get(rightsKey(context, namespace)));
    }

    /** It is being asked for; what was known before holds until it is answered. */
    Data askingRights(String context, String namespace, Instant now) {
        Answer<Rights.Found> asked =
                new Answer<>(rights(context, namespace).flatMap(Answer::value), Optional.empty(), now);
        return but(d -> d.rights = plus(rights, rightsKey(context, namespace), asked));
    }

    /** The load of a cluster; empty before it was asked for, neither value nor problem while it is. */
    Optional<Answer<Optional<ClusterLoad>>> load(String context) {
        return Optional.ofNullable(loads.get(context));
    }

    /** It is being asked for; what was known before holds until it is answered. */
    Data askingLoad(String context, Instant now) {
        Answer<Optional<ClusterLoad>> asked = new Answer<>(load(context).flatMap(Answer::value), Optional.empty(), now);
        return but(d -> d.loads = plus(loads, context, asked));
    }

    /** The instance as it was seen last. */
    Optional<Instance> instance(InstanceId id) {
        return found(id.cluster(), id.tool()).flatMap(Answer::value).orElse(List.of()).stream()
                .filter(i -> i.id().equals(id))
                .findFirst();
    }

    /** The instances of one cell of the fleet, worst first. */
    List<Instance> worstFirst(String context, String tool) {
        List<Instance> all =
                new ArrayList<>(found(context, tool).flatMap(Answer::value).orElse(List.of()));
        all.sort(Comparator.comparing((Instance i) -> Words.severity(health(i.id())))
                .reversed()
                .thenComparing(i -> i.id().path()));
        return all;
    }

    /** What is known with one answer more. */
    Data with(DeskMsg msg) {
        return switch (msg) {
            case DeskMsg.ClustersRead m -> but(d -> d.clusters = Optional.of(m.answer()));
            case DeskMsg.SettingsChanged m -> but(d -> d.clusters = Optional.of(m.clusters()));
            case DeskMsg.ToolsRead m ->
                but(d -> {
                    d.tools = Optional.of(m.tools());
                    d.plugins = Optional.of(m.plugins());
                });
            case DeskMsg.Found m -> but(d -> d.found = plus(found, m.context() + "|" + m.tool(), m.answer()));
            case DeskMsg.HealthRead m -> withHealth(m.instance(), m.answer());
            case DeskMsg.GuideRead m ->
                but(d -> d.guides = plus(guides, guideKey(m.tool(), m.context(), m.target()), m.answer()));
            case DeskMsg.ObjectsRead m -> but(d -> d.objects = plus(objects, m.instance(), m.answer()));
            case DeskMsg.RunsRead m -> but(d -> d.runs = Optional.of(m.answer()));
            case DeskMsg.CopiesRead m -> but(d -> d.copies = plus(copies, m.context(), m.answer()));
            case DeskMsg.RunbooksRead m -> but(d -> d.runbooks = plus(runbooks, m.tool(), m.answer()));
            case DeskMsg.KindsRead m ->
                but(d -> d.kinds = Answer.of(
                        m.context(), Answer.kept(Optional.ofNullable(kinds.get(m.context())), m.answer()), kinds));
            case DeskMsg.RightsKnown m ->
                but(d -> d.rights = plus(rights, rightsKey(m.context(), m.namespace()), m.answer()));
            case DeskMsg.ClusterMeasured m -> but(d -> d.loads = plus(loads, m.context(), m.answer()));
            case DeskMsg.SettingsRead _,
                    DeskMsg.HabitsRead _,
                    DeskMsg.ProgramTold _,
                    DeskMsg.CopyTaken _,
                    DeskMsg.CallsRead _,
                    DeskMsg.TourRead _,
                    DeskMsg.ViewsRead _,
                    DeskMsg.PlanRead _,
                    DeskMsg.RunDecided _,
                    DeskMsg.UndoForeseen _,
                    DeskMsg.SessionsRead _,
                    DeskMsg.ExercisesRead _,
                    DeskMsg.ExerciseSwitched _,
                    DeskMsg.ReleasesRead _,
                    DeskMsg.ReleaseRead _,
                    DeskMsg.DecisionAsks _,
                    DeskMsg.CopyRead _,
                    DeskMsg.PlanRehearsed _,
                    DeskMsg.TakenOver _ -> this;
            case DeskMsg.RunAsks m ->
                withRun(m.number(), run(m.number()).map(r -> r.asking(Optional.of(m.question()))));
            case DeskMsg.StepSeen m -> withRun(m.number(), run(m.number()).map(r -> r.with(m.line())));
            case DeskMsg.RunEnded m -> {
                Data ended = withRun(m.number(), run(m.number()).map(r -> r.ended(m.answer(), m.after())));
                yield m.after()
                        .map(c -> ended.withHealth(
                                c.instance().id(), Answer.of(c, m.answer().at())))
                        .orElse(ended);
            }
        };
    }

    Optional<LiveRun> run(long number) {
        return Optional.ofNullable(live.get(number));
    }

    Data withRun(long number, Optional<LiveRun> run) {
        return run.map(r -> but(d -> d.live = plus(live, number, r))).orElse(this);
    }

    private Data withHealth(InstanceId id, Answer<Checked> answer) {
        return but(d -> d.health = plus(health, id, answer));
    }

    /** The same with what that changes. */
    private Data but(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.data();
    }

    /** What is known, while it is changed: so that a change names what it changes and nothing else. */
    private static final class Draft {
        private Optional<Answer<List<Desk.ClusterRow>>> clusters;
        private Optional<Answer<List<Desk.ToolRow>>> tools;
        private Optional<Answer<List<Desk.PluginRow>>> plugins;
        private Map<String, Answer<List<Instance>>> found;
        private Map<InstanceId, Answer<Checked>> health;
        private Map<String, Answer<List<Desk.GuideRow>>> guides;
        private Map<InstanceId, Answer<List<Desk.ObjectRow>>> objects;
        private Optional<Answer<List<PastRun>>> runs;
        private Map<String, Answer<List<PastRun>>> copies;
        private Map<String, Answer<List<RunbookInfo>>> runbooks;
        private Map<String, Answer<List<Served>>> kinds;
        private Map<String, Answer<Rights.Found>> rights;
        private Map<String, Answer<Optional<ClusterLoad>>> loads;
        private Map<Long, LiveRun> live;

        Draft(Data from) {
            clusters = from.clusters;
            tools = from.tools;
            plugins = from.plugins;
            found = from.found;
            health = from.health;
            guides = from.guides;
            objects = from.objects;
            runs = from.runs;
            copies = from.copies;
            runbooks = from.runbooks;
            kinds = from.kinds;
            rights = from.rights;
            loads = from.loads;
            live = from.live;
        }

        Data data() {
            return new Data(
                    clusters, tools, plugins, found, health, guides, objects, runs, copies, runbooks, kinds, rights,
                    loads, live);
        }
    }

    private static String guideKey(String tool, String context, Optional<InstanceId> target) {
        return tool + "|" + context + "|" + target.map(InstanceId::path).orElse("");
    }

    private static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        Map<K, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
