package io.millwright.app.page;

import io.millwright.app.settings.ProgramInput;
import io.millwright.app.settings.ScreenSettings;
import io.millwright.app.settings.UserProgram;
import io.millwright.engine.Glob;
import io.millwright.engine.browse.ContextEntries;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.tui.Effect;
import io.millwright.tui.HandTty;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Sign;
import io.millwright.tui.action.Availability;
import io.millwright.tui.widget.Dialog;
import io.millwright.tui.widget.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs of the user's own, started by keys on lists of objects. Each asks before it is started, unless its user calls it harmless: what it
 * does is in no plan and no journal.
 *
 * @param everywhere those that can be started, in the order of the settings; those of one key are for different kinds
 * @param there those for what is of a context whose name fits a pattern; the first pattern that fits counts
 * @param problems one for each that can't be started
 */
record Programs(List<UserProgram> everywhere, SequencedMap<String, List<UserProgram>> there, List<Problem> problems) {
    static final Programs NONE = new Programs(List.of(), new LinkedHashMap<>(), List.of());

    private static final String PAGE = "objects";
    private static final String KUBECONFIG = "KUBECONFIG";
    private static final String CONTEXT = "CONTEXT";
    private static final String USER = "USER";
    private static final Set<String> CONTAINERS = Set.of("containers", "container", "co");

    Programs {
        everywhere = List.copyOf(everywhere);
        there = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(there));
        problems = List.copyOf(problems);
    }

    /** Those of the wanted ones that can be started, by keys that no action has on a list of objects. */
    static Programs of(ScreenSettings settings, Bindings bindings, Hotkeys hotkeys) {
        List<Problem> problems = new ArrayList<>();
        List<UserProgram> everywhere = held(settings.programs(), bindings, hotkeys, problems);
        SequencedMap<String, List<UserProgram>> there = new LinkedHashMap<>();
        settings.contexts().byPattern().forEach((pattern, context) -> {
            if (!context.programs().isEmpty()) {
                there.put(pattern, held(context.programs(), bindings, hotkeys, problems));
            }
        });
        return new Programs(everywhere, there, problems);
    }

    /** All of them, wherever they are for. */
    Stream<UserProgram> each() {
        return Stream.concat(everywhere.stream(), there.values().stream().flatMap(List::stream));
    }

    private static List<UserProgram> held(
            Map<String, UserProgram> wanted, Bindings bindings, Hotkeys hotkeys, List<Problem> problems) {
        List<UserProgram> all = new ArrayList<>();
        wanted.values().forEach(program -> {
            Optional<Key> key = Key.tryParse(program.key());
            Optional<String> against = key.isEmpty()
                    ? Optional.of("there is no key '" + program.key() + "'; keys are written as X, ctrl-y, f5")
                    : against(program, key.get(), bindings, hotkeys);
            against.ifPresentOrElse(why -> problems.add(problem(program, why)), () -> all.add(program));
        });
        return all;
    }

    private static Optional<String> against(UserProgram program, Key key, Bindings bindings, Hotkeys hotkeys) {
        if (program.run().isEmpty() || program.run().getFirst().isBlank()) {
            return Optional.of("'run' has to be a list of the program and its arguments");
        }
        if (program.pipes().stream().anyMatch(String::isBlank)) {
            return Optional.of("one of its 'pipes' names no program");
        }
        if (program.inputs().size() > ProgramInput.AT_MOST) {
            return Optional.of("it has more than " + ProgramInput.AT_MOST + " inputs");
        }
        Optional<String> fault =
                program.inputs().stream().flatMap(i -> i.fault().stream()).findFirst();
        if (fault.isPresent()) {
            return fault;
        }
        if (!program.unknown().isEmpty()) {
            return Optional.of(
                    "nothing is known here for " + String.join(", ", program.unknown()) + " where it stands");
        }
        if (hotkeys.has(key)) {
            return Optional.of("its key '" + program.key() + "' is a hotkey");
        }
        return Catalogue.pages().getOrDefault(PAGE, List.of()).stream()
                .filter(spec -> bindings.keysOf(spec).contains(key))
                .findFirst()
                .map(spec -> "its key '" + program.key() + "' is " + spec.id())
                .or(() -> bindings.moves()
                        .getOrDefault(key, Optional.empty())
                        .map(_ -> "its key '" + program.key() + "' moves something"));
    }

    private static Problem problem(UserProgram program, String why) {
        return Problem.user(
                "use a program of your own",
                program.name(),
                why,
                "Correct it under 'programs' in the settings file, or give the action another key under 'keys'.");
    }

    /**
     * Those for the objects of the list in sight; none on other pages, and none while it isn't known which objects these are. One of the context
     * that the selected row is of stands for those of its name or its key that are for all.
     */
    static List<UserProgram> here(Model model) {
        Programs set = model.prefs().programs();
        Map<String, UserProgram> own = new LinkedHashMap<>();
        model.context()
                .ifPresent(context -> set.there().forEach((pattern, some) -> {
                    if (Glob.matches(pattern, context)) {
                        some.forEach(p -> own.putIfAbsent(p.name(), p));
                    }
                }));
        List<UserProgram> here = new ArrayList<>(
                own.values().stream().filter(p -> isFor(p, model.page())).toList());
        Set<Optional<Key>> keys = here.stream().map(p -> Key.tryParse(p.key())).collect(Collectors.toSet());
        set.everywhere().stream()
                .filter(p -> isFor(p, model.page()))
                .filter(p -> !own.containsKey(p.name()) && !keys.contains(Key.tryParse(p.key())))
                .forEach(here::add);
        return here;
    }

    private static boolean isFor(UserProgram program, Page page) {
        List<String> kinds =
                program.kinds().stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
        if (page instanceof ContainersPage) {
            return kinds.stream().anyMatch(k -> k.equals("all") || CONTAINERS.contains(k));
        }
        Optional<Served> served = page instanceof KindPage list ? list.served() : Optional.empty();
        return served.isPresent()
                && kinds.stream().anyMatch(k -> k.equals("all") || served.get().is(k));
    }

    /** What is known of the selected row, by name of variable; empty where none is selected. */
    private static Optional<Map<String, String>> selected(Model model) {
        Optional<Map<String, String>> known = switch (model.page()) {
            case KindPage page -> page.selected().map(row -> values(page, row));
            case ContainersPage page -> page.variables(model);
            default -> Optional.empty();
        };
        return known.map(values -> {
            Map<String, String> all = new HashMap<>(values);
            all.put(KUBECONFIG, model.start().kubeconfig().orElse(""));
            all.putAll(entries(values.getOrDefault(CONTEXT, ""), model));
            return all;
        });
    }

    /** What the kubeconfig calls the cluster, the user and the groups of that context. */
    private static Map<String, String> entries(String context, Model model) {
        ContextEntries entries = model.data().clusterRows().stream()
                .filter(c -> c.name().equals(context))
                .map(Desk.ClusterRow::entries)
                .findFirst()
                .orElse(ContextEntries.NONE);
        return Map.of("CLUSTER", entries.cluster(), USER, entries.user(), "GROUPS", String.join(",", entries.groups()));
    }

    /** Whether that one, which is for the list in sight, can be started for its selected row. */
    static Availability availability(UserProgram program, Model model) {
        return selected(model)
                .map(values -> program.programs(asked(program, values)).isEmpty()
                        ? Availability.disabled("this list has not all the columns that it names")
                        : against(program, values.getOrDefault(CONTEXT, ""), model)
                                .map(Availability::disabled)
                                .orElse(Availability.enabled()))
                .orElse(Availability.disabled("nothing is selected"));
    }

    /** Starts it for the selected row, or asks first; it is available. */
    static Next<Model> start(UserProgram program, Model model) {
        return selected(model)
                .map(values -> program.inputs().isEmpty()
                        ? begin(program, values, model)
                        : ProgramPage.open(program, values, model))
                .orElse(Next.of(model));
    }

    /** Starts it with all that it wants to know, or asks first. */
    static Next<Model> begin(UserProgram program, Map<String, String> values, Model model) {
        Optional<List<List<String>>> programs = program.programs(values);
        if (programs.isEmpty()) {
            return Next.of(model);
        }
        Map<String, String> environment = new HashMap<>();
        values.forEach((name, value) -> {
            if (!name.contains("-")) {
                environment.put(name, value);
            }
        });
        if (model.start().kubeconfig().isEmpty()) {
            environment.remove(KUBECONFIG); // it has it by itself
        }
        if (!program.names(USER)) {
            environment.remove(USER); // to every other program that is who is logged in to this machine
        }
        List<String> command = UserProgram.connected(programs.get());
        Effect started = program.background()
                ? new DeskEffect.StartProgram(program.says(), command, environment)
                : new HandTty(command, environment);
        return program.harmless()
                ? Next.of(model, started)
                : Next.of(model.withOverlay(
                        new Model.Overlay.Asking(question(program, programs.get(), values), started)));
    }

    /** With something for each input, so that what else is missing is found before anybody is asked. */
    private static Map<String, String> asked(UserProgram program, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        program.inputs().forEach(i -> all.put(i.variable(), i.otherwise()));
        return all;
    }

    private static Optional<String> against(UserProgram program, String cluster, Model model) {
        if (model.start().sandbox()) {
            return Optional.of("the clusters are simulated in this program, no other one reaches them");
        }
        if (model.start().as().isPresent()) {
            return Optional.of(
                    "it would act as yourself, not " + model.start().as().get());
        }
        return program.harmless()
                ? Optional.empty()
                : model.readOnly(cluster).map(why -> why + ", and it isn't said to be harmless");
    }

    private static Map<String, String> values(KindPage page, Row row) {
        Map<String, String> values = new HashMap<>();
        values.put("FILTER", page.rows().filter().text());
        if (page.isOf(Kind.POD)) {
            values.put("POD", row.name());
        }
        values.put("NAME", row.name());
        values.put("NAMESPACE", row.namespace());
        values.put(CONTEXT, row.cluster());
        page.served().map(Served::kind).ifPresent(kind -> {
            values.put("RESOURCE_NAME", kind.plural());
            values.put("RESOURCE_GROUP", kind.group());
            values.put("RESOURCE_VERSION", kind.version());
        });
        List<Column> columns = page.columns();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name().toUpperCase(Locale.ROOT).replace(' ', '-');
            values.put("COL-" + name, row.cell(i));
        }
        return values;
    }

    private static Dialog question(UserProgram program, List<List<String>> programs, Map<String, String> values) {
        String cluster = values.getOrDefault(CONTEXT, "");
        String namespace = values.getOrDefault("NAMESPACE", "");
        return Dialog.confirm(
                Sign.WARNING,
                program.says() + " on " + cluster + "?",
                List.of(
                        Line.of("For " + (namespace.isEmpty() ? "" : namespace + "/") + values.getOrDefault("NAME", "")
                                + " on " + cluster + " this is started on this machine, with your own rights"
                                + (program.background() ? ", without the terminal:" : ":")),
                        Line.of(programs.stream()
                                .map(words -> String.join(" ", words))
                                .collect(Collectors.joining(" | "))),
                        Line.of("What it changes is in no plan and no journal, and can't be taken back here.")),
                "start it");
    }
}
