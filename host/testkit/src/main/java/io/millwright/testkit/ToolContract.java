package io.millwright.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.json.Json;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Parameter;
import io.millwright.spi.Remedy;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every plugin has to keep. A plugin's author extends it, names the tool and gives sample clusters and requests; nothing is checked
 * that isn't in a sample, so there should be a healthy cluster, a sick one, an empty one, and a request for every runbook.
 */
public abstract class ToolContract extends PlanContract {
    private static final String WORD = "[a-z][a-z0-9]*";
    private static final String WORDS = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final String DOTTED = WORDS + "(\\." + WORDS + ")*";
    /** Shorter values are words that may be anywhere. */
    private static final int TELLING = 8;

    /** Sample clusters; the same at each call, in new objects. */
    protected abstract List<FakeCluster> clusters();

    @Test
    protected void descriptorIsConstantAndWellFormed() {
        assertThat(tool().descriptor()).isEqualTo(tool().descriptor());
        assertThat(tool().descriptor().id()).matches(WORD);
        assertThat(tool().descriptor().name()).isNotBlank();
        assertThat(tool().descriptor().summary()).endsWith(".");
        assertThat(tool().descriptor().releases())
                .allMatch(r -> tool().descriptor().components().contains(r.component()));
    }

    @Test
    protected void isFoundAsAService() {
        assertThat(ServiceLoader.load(Tool.class, tool().getClass().getClassLoader()).stream())
                .as("META-INF/services/io.millwright.spi.Tool")
                .anyMatch(p -> p.type().equals(tool().getClass()));
    }

    @Test
    protected void idsAreWellFormedUniqueAndStable() {
        String prefix = tool().descriptor().id() + ".";
        List<String> checks =
                tool().healthChecks().stream().map(c -> c.info().id()).toList();
        assertThat(checks).doesNotHaveDuplicates().allMatch(id -> id.startsWith(prefix) && id.matches(DOTTED));
        assertThat(tool().healthChecks().stream().map(c -> c.info().id())).isEqualTo(checks);
        assertThat(tool().listings().stream().map(l -> l.info().id()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches(WORDS));
        assertThat(tool().runbooks().stream().map(r -> r.info().id()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches(WORDS));
        assertThat(tool().namedChecks().keySet()).allMatch(id -> id.startsWith(prefix) && id.matches(DOTTED));
        for (Runbook runbook : tool().runbooks()) {
            assertThat(runbook.info().parameters())
                    .as(runbook.info().id())
                    .extracting(Parameter::id)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches(WORDS));
        }
    }

    @Test
    protected void checksAndRunbooksNameComponentsOfTheTool() {
        List<String> components = tool().descriptor().components();
        assertThat(tool().healthChecks()).allSatisfy(c -> {
            assertThat(c.info().components()).isNotEmpty().isSubsetOf(components);
            assertThat(c.info().title()).isNotBlank();
            assertThat(c.info().looksAt()).isNotBlank();
        });
        assertThat(tool().runbooks()).allSatisfy(r -> {
            assertThat(components).containsAll(r.info().target().stream().toList());
            assertThat(r.info().title()).isNotBlank();
            assertThat(r.info().summary()).endsWith(".");
        });
    }

    @Test
    protected void everyParameterExplainsItself() {
        for (Runbook runbook : tool().runbooks()) {
            assertThat(runbook.info().parameters()).as(runbook.info().id()).allSatisfy(ToolContract::explains);
        }
        eachInstance((cluster, instance) -> tool().runbooks().stream()
                .filter(r ->
                        r.info().target().filter(instance.component()::equals).isPresent())
                .forEach(r -> assertThat(r.parameters(Optional.of(instance), cluster))
                        .as(r.info().id())
                        .allSatisfy(ToolContract::explains)));
    }

    private static void explains(Parameter parameter) {
        assertThat(parameter.label()).isNotBlank();
        assertThat(parameter.help()).as("help of %s", parameter.id()).isNotBlank();
        parameter
                .defaultValue()
                .ifPresent(v -> assertThat(parameter.refusal(v))
                        .as("default of %s", parameter.id())
                        .isEmpty());
    }

    @Test
    protected void discoveryNamesToolAndClusterAndWritesNothing() {
        eachInstance((cluster, instance) -> {
            assertThat(instance.id().tool()).isEqualTo(tool().descriptor().id());
            assertThat(instance.id().cluster()).isEqualTo(cluster.cluster());
            assertThat(tool().descriptor().components()).contains(instance.component());
            assertThat(cluster.writes()).isEmpty();
        });
    }

    @Test
    protected void listingsHaveACellForEachColumn() {
        for (FakeCluster cluster : clusters()) {
            for (Listing listing : tool().listings()) {
                List<Listing.Column> columns = listing.info().columns();
                assertThat(columns).allMatch(c -> c.name().length() <= 14);
                assertThat(listing.rows(cluster)).allMatch(r -> r.cells().size() == columns.size());
            }
            assertThat(cluster.writes()).isEmpty();
        }
    }

    @Test
    protected void healthChecksLookAndNeverTouch() {
        eachFinding((cluster, finding) -> assertThat(cluster.writes()).isEmpty());
    }

    @Test
    protected void findingsAreWellFormed() {
        eachFinding((cluster, finding) -> {
            assertThat(finding.id()).matches("[a-zA-Z0-9]+([.-][a-zA-Z0-9]+)*");
            assertThat(finding.title()).isNotBlank();
            assertThat(finding.impact()).as("impact of %s", finding.id()).isNotBlank();
            if (finding.severity().compareTo(Severity.INFO) > 0) {
                assertThat(finding.evidence())
                        .as("evidence of %s", finding.id())
                        .isNotEmpty();
            }
        });
    }

    @Test
    protected void remediesAreRunbooksThatTakeTheirInputs() {
        eachInstance((cluster, instance) -> findings(instance, cluster)
                .forEach(f -> f.remedies().stream()
                        .flatMap(r -> r instanceof Remedy.Run run
                                ? Optional.of(run).stream()
                                : Optional.<Remedy.Run>empty().stream())
                        .forEach(run -> {
                            List<Parameter> parameters =
                                    runbook(run.runbookId()).parameters(Optional.of(instance), cluster);
                            assertThat(parameters)
                                    .as("%s of %s", run.runbookId(), f.id())
                                    .extracting(Parameter::id)
                                    .containsAll(run.inputs().keySet());
                            parameters.stream()
                                    .filter(p -> run.inputs().containsKey(p.id()))
                                    .forEach(p -> assertThat(
                                                    p.refusal(run.inputs().getOrDefault(p.id(), "")))
                                            .as("%s of %s", p.id(), run.runbookId())
                                            .isEmpty());
                        })));
    }

    @Test
    protected void noSecretReachesPlansOrFindings() {
        eachPlan((sample, plan) -> assertThat(Json.write(plan)).doesNotContain(secrets(sample.cluster())));
        eachFinding((cluster, finding) -> assertThat(Json.write(finding)).doesNotContain(secrets(cluster)));
    }

    private static String[] secrets(FakeCluster cluster) {
        Set<String> values = new HashSet<>();
        values.add("\u0000 never there");
        for (Resource secret : cluster.list(Kind.SECRET, Selector.ALL)) {
            secret.textMap("data").values().forEach(v -> {
                values.add(v);
                try {
                    values.add(new String(Base64.getDecoder().decode(v), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // A sample with plain text in data: the text itself is among the values already.
                    values.add(v);
                }
            });
        }
        return values.stream()
                .filter(v -> v.length() >= TELLING)
                .filter(v -> !cluster.all().stream()
                        .anyMatch(o -> o.name().contains(v) || o.namespace().contains(v)))
                .toArray(String[]::new);
    }

    @Test
    protected void noThreadIsLeftBehind() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        eachFinding((cluster, finding) -> {});
        eachPlan((sample, plan) -> {});
        Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !before.contains(t) && t.isAlive())
                .filter(t ->
                        !t.getName().startsWith("ForkJoinPool") && !t.getName().startsWith("VirtualThread"))
                .map(Thread::getName)
                .collect(Collectors.toSet());
        assertThat(left).isEmpty();
    }

    private void eachInstance(Two<FakeCluster, Instance> work) {
        for (FakeCluster cluster : clusters()) {
            tool().discover(cluster).forEach(i -> work.accept(cluster, i));
        }
    }

    private List<Finding> findings(Instance instance, FakeCluster cluster) {
        return tool().healthChecks().stream()
                .filter(c -> c.info().components().contains(instance.component()))
                .flatMap(c -> run(c, instance, cluster).stream())
                .toList();
    }

    private static List<Finding> run(HealthCheck check, Instance instance, FakeCluster cluster) {
        List<Finding> findings = check.run(instance, cluster);
        assertThat(findings)
                .allSatisfy(f -> assertThat(f.id()).startsWith(check.info().id()));
        return findings;
    }

    private void eachFinding(Two<FakeCluster, Finding> work) {
        eachInstance((cluster, instance) -> findings(instance, cluster).forEach(f -> work.accept(cluster, f)));
    }
}
