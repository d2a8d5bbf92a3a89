package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Constraint;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans as the host would, and checks what holds for every plan. */
abstract class RunbookBench {
    static final String TOKEN = "k7q2f";
    final PostgresTool tool = new PostgresTool();

    Runbook runbook(String id) {
        return tool.runbooks().stream()
                .filter(r -> r.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** As the host makes a request: defaults first, every answer checked. */
    Request request(
            HandMadeCluster view,
            String id,
            Optional<Instance> target,
            Map<String, String> answers,
            Map<String, String> contents) {
        Map<String, String> inputs = new LinkedHashMap<>();
        List<Parameter> parameters = runbook(id).parameters(target, view);
        parameters.forEach(p -> p.defaultValue().ifPresent(v -> inputs.put(p.id(), v)));
        inputs.putAll(answers);
        assertThat(parameters).extracting(Parameter::id).containsAll(answers.keySet());
        parameters.forEach(p -> assertThat(p.refusal(inputs.getOrDefault(p.id(), "")))
                .as(p.id())
                .isEmpty());
        return new Request(TOKEN, target, "db", inputs, contents);
    }

    Plan plan(HandMadeCluster view, String id, Map<String, String> answers) {
        boolean onOperator =
                runbook(id).info().target().filter(Cnpg.OPERATOR::equals).isPresent();
        Optional<Instance> target =
                runbook(id).info().target().map(t -> Samples.instance(view, onOperator ? OPERATOR : ORDERS));
        Request request = request(view, id, target, answers, Map.of());
        Plan plan = runbook(id).plan(request, view);
        assertThat(runbook(id).plan(request, view)).isEqualTo(plan);
        sound(plan);
        return plan;
    }

    /** What holds for every plan. */
    void sound(Plan plan) {
        assertThat(plan.steps()).extracting(Step::id).doesNotHaveDuplicates().allMatch(s -> s.matches("[a-z0-9.-]+"));
        assertThat(plan.consequences()).isNotEmpty();
        for (Step step : plan.steps()) {
            assertThat(step.why()).isNotBlank();
            boolean reads = switch (step.action()) {
                case Action.Wait w -> true;
                case Action.Look l -> true;
                case Action.Manual m -> true;
                default -> false;
            };
            assertThat(step.undo() instanceof Undo.NothingToUndo)
                    .as("undo of " + step.id())
                    .isEqualTo(reads && !(step.action() instanceof Action.Manual));
            Stream.concat(Stream.of(step.probe(), step.done()), step.before().stream())
                    .forEach(this::known);
        }
    }

    void known(Check check) {
        switch (check) {
            case Check.Named named -> assertThat(tool.namedChecks()).containsKey(named.id());
            case Check.All all -> all.checks().forEach(this::known);
            default -> {}
        }
    }

    static List<String> titles(Plan plan) {
        return plan.steps().stream().map(s -> s.id() + ": " + s.title()).toList();
    }

    static HandMadeCluster empty() {
        HandMadeCluster view = Samples.healthy();
        view.remove(ORDERS);
        return view;
    }

    List<String> constraints(HandMadeCluster view, String id) {
        boolean onOperator =
                runbook(id).info().target().filter(Cnpg.OPERATOR::equals).isPresent();
        Optional<Instance> target =
                runbook(id).info().target().map(t -> Samples.instance(view, onOperator ? OPERATOR : ORDERS));
        return runbook(id).constraints(target, view).stream()
                .map(Constraint::id)
                .toList();
    }

    static HandMadeCluster withPlugin() {
        HandMadeCluster view = new HandMadeCluster();
        Samples.healthy().list(Kind.DEPLOYMENT, Selector.ALL).forEach(view::put);
        return view.put(Resource.of(Kind.NAMESPACE, "", "db", Map.of()))
                .put(Yaml.document(Samples.CLUSTER_YAML, "cluster"))
                .put(Resource.of(Kind.SERVICE, "cnpg-system", "barman-cloud", Map.of())
                        .with(Map.of(Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN), "metadata", "labels"));
    }
}
