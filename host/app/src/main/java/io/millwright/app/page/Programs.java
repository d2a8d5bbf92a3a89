package io.millwright.app.page;

import io.millwright.app.settings.ProgramInput;
import io.millwright.app.settings.UserProgram;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Programs of the user's own, started by keys on lists of objects. Each asks before it is started, unless its user calls it harmless: what it
 * does is in no plan and no journal.
 *
 * @param all those that can be started, in the order of the settings; those of one key are for different kinds
 * @param problems one for each that can't be started
 */
record Programs(List<UserProgram> all, List<Problem> problems) {
    static final Programs NONE = new Programs(List.of(), List.of());

    private static final String PAGE = "objects";
    private static final String KUBECONFIG = "KUBECONFIG";
    private static final String CONTEXT = "CONTEXT";
    private static final Set<String> CONTAINERS = Set.of("containers", "container", "co");

    Programs {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Those of the wanted ones that can be started, by keys that no action has on a list of objects. */
    static Programs of(Map<String, UserProgram> wanted, Bindings bindings, Hotkeys hotkeys) {
        List<UserProgram> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        wanted.values().forEach(program -> {
            Optional<Key> key = Key.tryParse(program.key());
            Optional<String> against = key.isEmpty()
                    ? Optional.of("there is no key '" + program.key() + "'; keys are written as X, ctrl-y, f5")
                    : against(program, key.get(), bindings, hotkeys);
            against.ifPresentOrElse(why -> problems.add(problem(program, why)), () -> all.add(program));
        });
        return new Programs(all, problems);
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
        if (hotkeys.lines().containsKey(key)) {
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

    /** Those for the objects of the list in sight; none on other pages, and none while it isn't known which objects these are. */
    static List<UserProgram> here(Model model) {
        return model.prefs().programs().all().stream()
                .filter(p -> isFor(p, model.page()))
                .toList();
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
            return all;
        });
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
