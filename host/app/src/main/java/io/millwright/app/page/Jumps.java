package io.millwright.app.page;

import io.millwright.app.browse.Filter;
import io.millwright.app.settings.UserJump;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.tui.Key;
import io.millwright.tui.Next;
import io.millwright.tui.Scoped;
import io.millwright.tui.Sign;
import io.millwright.tui.action.ActionSpec;
import io.millwright.tui.action.Availability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ways of the user's own from an object to what belongs to it, followed by keys on lists of objects and on an object.
 *
 * @param all those that can be followed, in the order of the settings
 * @param problems one for each that can't be
 */
record Jumps(List<UserJump> all, List<Problem> problems) {
    static final Jumps NONE = new Jumps(List.of(), List.of());

    private static final String PREFIX = "own.jump.";
    private static final List<String> PAGES = List.of("objects", "object");

    Jumps {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** Those of the wanted ones whose key nothing else has where they begin. */
    static Jumps of(Map<String, UserJump> wanted, Bindings bindings, Hotkeys hotkeys, Programs programs) {
        List<UserJump> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        wanted.values().forEach(jump -> {
            Optional<Key> key = Key.tryParse(jump.key());
            Optional<String> against = jump.fault().isPresent()
                    ? jump.fault()
                    : key.isEmpty()
                            ? Optional.of("there is no key '" + jump.key() + "'; keys are written as X, ctrl-y, f5")
                            : claim(key.get(), bindings, hotkeys, programs)
                                    .or(() -> before(jump, all))
                                    .map(who -> "its key '" + jump.key() + "' is " + who);
            against.ifPresentOrElse(why -> problems.add(problem(jump, why)), () -> all.add(jump));
        });
        return new Jumps(all, problems);
    }

    private static Optional<String> claim(Key key, Bindings bindings, Hotkeys hotkeys, Programs programs) {
        if (hotkeys.has(key)) {
            return Optional.of("a hotkey");
        }
        Optional<String> program = programs.each()
                .filter(p -> Key.tryParse(p.key()).filter(key::equals).isPresent())
                .map(p -> "that of the program " + p.name())
                .findFirst();
        return program.or(() -> PAGES.stream()
                        .flatMap(page -> Catalogue.pages().getOrDefault(page, List.of()).stream())
                        .filter(spec -> bindings.keysOf(spec).contains(key))
                        .map(ActionSpec::id)
                        .findFirst())
                .or(() -> bindings.moves().getOrDefault(key, Optional.empty()).map(_ -> "movement"));
    }

    private static Optional<String> before(UserJump jump, List<UserJump> others) {
        return others.stream()
                .filter(o -> o.key().equals(jump.key()) && o.from().stream().anyMatch(jump.from()::contains))
                .map(o -> "that of '" + o.name() + "', which begins at the same kind")
                .findFirst();
    }

    private static Problem problem(UserJump jump, String why) {
        return Problem.user(
                "use a jump of your own",
                jump.name(),
                why,
                "Correct it under 'jumps' in the settings file, or give the action another key under 'keys'.");
    }

    /** Those that begin at the object in sight, or at the selected one. */
    static List<UserJump> here(Model model) {
        Jumps set = model.prefs().jumps();
        if (set.all().isEmpty()) {
            return List.of();
        }
        Optional<Served> served = switch (model.page()) {
            case KindPage list -> list.served();
            case ObjectPage one -> one.seen().map(Inspection::served);
            default -> Optional.empty();
        };
        return set.all().stream()
                .filter(j -> served.isPresent()
                        && j.from().stream().anyMatch(word -> served.get().is(word.toLowerCase(Locale.ROOT))))
                .toList();
    }

    static ActionSpec spec(UserJump jump) {
        String selected = Stream.of(jump.labels(), jump.fields(), jump.object())
                .map(Object::toString)
                .filter(text -> !text.isEmpty())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return ActionSpec.reading(
                PREFIX + jump.name(),
                jump.key(),
                jump.name(),
                "Goes from this object to " + jump.to() + " by " + selected + ". A jump of yours.",
                "");
    }

    static Availability availability(Model model) {
        return model.page() instanceof KindPage page && page.selected().isEmpty()
                ? Availability.disabled("nothing is selected")
                : Availability.enabled();
    }

    /** Follows one of those that are here; empty for what is none. */
    static Optional<Next<Model>> perform(String action, Model model) {
        return here(model).stream()
                .filter(j -> action.equals(PREFIX + j.name()))
                .findFirst()
                .map(j -> follow(j, action, model));
    }

    /** What a row stands for is read first, since rows don't know labels and fields. */
    private static Next<Model> follow(UserJump jump, String action, Model model) {
        if (model.page() instanceof ObjectPage page) {
            return page.seen()
                    .map(s -> arrived(jump, s.context(), s.object(), model))
                    .orElse(Next.of(model));
        }
        return model.page() instanceof KindPage page
                ? page.selected()
                        .map(row -> Next.of(
                                model,
                                new Scoped(
                                        KindPage.scope(page.number()),
                                        new BrowseEffect.Gather(
                                                page.number(),
                                                row.cluster(),
                                                page.object(row).word(),
                                                action,
                                                List.of(row)))))
                        .orElse(Next.of(model))
                : Next.of(model);
    }

    /** The object of such an action was read, or couldn't be; empty where it was read for another action. */
    static Optional<Next<Model>> gathered(BrowseMsg.Gathered gathered, Model model) {
        if (!gathered.action().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<BrowseMsg.Chosen> chosen = gathered.answer().value();
        if (chosen.isEmpty()) {
            return Optional.of(
                    Next.of(gathered.answer().problem().map(model::say).orElse(model)));
        }
        return Optional.of(model.prefs().jumps().all().stream()
                .filter(j -> gathered.action().equals(PREFIX + j.name()))
                .findFirst()
                .map(j -> arrived(
                        j, chosen.get().context(), chosen.get().objects().getFirst(), model))
                .orElse(Next.of(model)));
    }

    private static Next<Model> arrived(UserJump jump, String context, Resource object, Model model) {
        Map<String, Object> tree = object.content();
        List<String> unfit = jump.unfit(tree);
        if (!unfit.isEmpty()) {
            return Next.of(model.say(
                    Sign.INFO,
                    "There is nowhere to go from " + object.name() + ": it has nothing, or more than one thing, at "
                            + unfit.getFirst() + "."));
        }
        String namespace = jump.namespace(tree, object.namespace());
        List<String> names = jump.object().isEmpty() ? List.of() : jump.object().each(tree);
        if (names.size() == 1) {
            return ObjectPage.open(new ObjectAsk(context, jump.to(), namespace, names.getFirst()), false, model);
        }
        String filter = names.isEmpty() ? "" : Filter.exactly(names);
        return KindPage.open(
                new KindAsk(
                                jump.to().toLowerCase(Locale.ROOT),
                                Optional.of(namespace),
                                Optional.of(context),
                                jump.labels().filled(tree),
                                filter)
                        .withFields(jump.fields().filled(tree)),
                model);
    }
}
